/**
 * Sending a comment once, whatever the network does: every try of the same text carries the same key.
 *
 * @import { Article, Submission, Submitted } from "../types"
 * @import { Ask, Problem } from "../service.js"
 */
import { asked } from "../service.js";
import { randomKey } from "./drafts.js";

const TRIES = 2;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 4_000;
/** A ticket is taken for twelve hours: a page that stays open for longer needs another one. */
const HALF_LIFE = 6 * 3_600_000;

/**
 * @param {Ask} ask
 * @param {Article} article
 */
export function sender(ask, article) {
  /** @type {Promise<{ ticket: string }> | undefined} */
  let ticket;
  let fetched = 0;
  /** @type {{ text: string, document: object, key: string } | undefined} */
  let attempt;

  /**
   * Fetches the signed ticket, which says when somebody began to write. To be called when the form is
   * used; after a failure it may be called again.
   *
   * @throws {Problem}
   */
  function prepare() {
    if (Date.now() - fetched > HALF_LIFE) ticket = undefined;
    if (!ticket) fetched = Date.now();
    ticket ??= ask("ticket", { article: asked(article) });
    ticket.catch(() => {
      ticket = undefined;
    });
    return ticket;
  }

  /**
   * @param {Submission} submission
   * @param {string | null} parent
   * @param {string} key of the text
   * @param {string} [proof] the token of a comment of the same person
   * @returns {Promise<Submitted>}
   * @throws {Problem}
   */
  async function send(submission, parent, key, proof) {
    const document = { article, parent, ...submission };
    const text = JSON.stringify(document);
    if (attempt?.text !== text) {
      // Without a ticket the comment is held, not refused: better sent than lost.
      const signed = await (ticket ?? prepare()).catch(() => ({}));
      attempt = { text, document: { ...document, ...signed }, key: attempt?.key === key ? randomKey() : key };
    }
    const tried = attempt;
    const answer = await insist(tried, proof).catch((/** @type {Problem} */ problem) => {
      if (problem.kind !== "key-reused") throw problem;
      // The text went out before, under another name: this is another comment.
      return insist({ ...tried, key: randomKey() }, proof);
    });
    ticket = undefined;
    return answer;
  }

  /**
   * @param {{ document: object, key: string }} attempt
   * @param {string} [proof]
   */
  async function insist({ document, key }, proof) {
    for (let tries = 1; ; tries++) {
      try {
        return await ask("comments", {}, sent("POST", document, proof, { "Idempotency-Key": key }));
      } catch (error) {
        const { passing, wait } = /** @type {Problem} */ (error);
        // After a clear no, the next try is a new submission.
        if (!passing) attempt = undefined;
        if (!passing || !navigator.onLine || tries === TRIES) throw error;
        await new Promise((again) => setTimeout(again, Math.min(wait * 1000 || FIRST_WAIT, LONGEST_WAIT)));
      }
    }
  }

  return { prepare, send };
}

/**
 * The options of a request of somebody who writes.
 *
 * @param {"GET" | "POST" | "PATCH" | "DELETE"} method
 * @param {object} [document]
 * @param {string} [token] of an author
 * @param {Record<string, string>} [headers]
 */
export const sent = (method, document, token, headers) => ({
  method,
  headers: {
    ...(document && { "Content-Type": "application/json" }),
    ...(token && { Authorization: `Bearer ${token}` }),
    ...headers,
  },
  body: document && JSON.stringify(document),
});
