/**
 * Fills every `<span data-comments-count="address">` of the page, in one request for each site.
 * An empty value counts the comments of the page itself; `data-site` names another site.
 */
import { identify, serviceOf, surroundings } from "./identity.js";
import { learn } from "./language.js";
import { asked, caller, doors } from "./service.js";

/** What the service counts at once. */
const MOST = 100;

/**
 * @param {string} script the address of this one
 * @param {string | null | undefined} site of the counts that name none
 */
export async function showCounts(script, site) {
  /** @type {Map<string, Map<HTMLElement, string>>} */
  const sites = new Map();
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-comments-count]")
  )) {
    const name = element.dataset.site ?? site ?? "";
    const wanted = asked(identify(element.dataset.commentsCount ?? "", surroundings()));
    sites.set(name, (sites.get(name) ?? new Map()).set(element, wanted));
  }
  for (const [name, elements] of sites) {
    const articles = [...new Set(elements.values())].slice(0, MOST).map((article) => ["article", article]);
    const { counts } = await caller(
      doors(serviceOf(script), name),
      "en",
    )(`counts?${new URLSearchParams(articles)}`);
    for (const [element, article] of elements) {
      const { say } = await learn(element.closest("[lang]")?.getAttribute("lang") ?? "fr", script);
      if (article in counts) element.textContent = say("thread.count", { n: counts[article] });
    }
  }
}
