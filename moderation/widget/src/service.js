/**
 * The service over HTTP, with one kind of error. No cookie goes with any request.
 *
 * @import { Article, ProblemDetails } from "./types"
 */
const PATIENCE = 8_000;

/** The service refused, or (status 0) no usable answer came. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {unknown} [details] JSON, of the service or of whatever stands before it
   * @param {number} [wait] seconds, as the service asks
   */
  constructor(status, details, wait = 0) {
    const { type = "", detail, errors } = /** @type {ProblemDetails} */ (Object(details));
    super(`${status} ${type}`);
    this.status = status;
    this.kind = `${type}`.replace(/^.*\//, "");
    this.detail = detail;
    this.errors = errors;
    this.wait = wait;
    /** True when the same request may succeed later: nobody said no. */
    this.passing = !status || status >= 500;
  }
}

/**
 * @callback Ask
 * @param {string} path under the site's own
 * @param {Record<string, string | null | undefined>} [query] without what is empty
 * @param {{ method?: string, headers?: Record<string, string>, body?: string }} [options]
 * @returns {Promise<any>} the JSON of the answer
 * @throws {Problem}
 */

/**
 * The address of a site's doors, with its closing slash.
 *
 * @param {string} base of the service, with its closing slash
 * @param {string} site
 */
export const doors = (base, site) => `${base}api/v1/sites/${encodeURIComponent(site)}/`;

/**
 * @param {string} root from `doors`
 * @param {string} language of the error texts
 * @returns {Ask}
 */
export const caller =
  (root, language) =>
  async (path, query = {}, { headers, ...options } = {}) => {
    const given = Object.entries(query).filter(([, value]) => value);
    let response;
    let answer;
    try {
      response = await fetch(
        root + path + (given.length ? `?${new URLSearchParams(/** @type {string[][]} */ (given))}` : ""),
        {
          ...options,
          headers: { "Accept-Language": language, ...headers },
          credentials: "omit",
          signal: AbortSignal.timeout(PATIENCE),
        },
      );
      answer = await response.json();
      if (response.ok) return answer;
    } catch {
      // No answer, or half of one. A refusal without words is still a refusal.
    }
    throw new Problem(
      response && !response.ok ? response.status : 0,
      answer,
      +(response?.headers.get("Retry-After") ?? 0),
    );
  };

/**
 * What the service knows an article by when it is asked.
 *
 * @param {Article} article
 */
export const asked = (article) => article.key ?? article.url;
