/**
 * Sending a comment once, whatever the network does: every try of the same text carries the same key.
 *
 * @import { Article, Draft, Submitted } from "../types"
 * @import { Ask, Problem } from "../service.js"
 */
import { asked } from "../service.js";

const TRIES = 2;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 4_000;

/**
 * @param {Ask} ask
 * @param {Article} article
 */
export function sender(ask, article) {
  /** @type {Promise<{ ticket: string }> | undefined} */
  let ticket;
  /** @type {{ text: string, body: string, key: string } | undefined} */
  let attempt;

  /**
   * Fetches the signed ticket, which says when somebody began to write. To be called when the form is
   * first used; after a failure it may be called again.
   *
   * @throws {Problem}
   */
  function prepare() {
    ticket ??= ask("ticket", { article: asked(article) });
    ticket.catch(() => {
      ticket = undefined;
    });
    return ticket;
  }

  /**
   * @param {Draft} draft
   * @param {string | null} parent
   * @param {string} [proof] the token of a comment of the same person
   * @returns {Promise<Submitted>}
   * @throws {Problem}
   */
  async function send(draft, parent, proof) {
    const submission = { article, parent, ...draft };
    const text = JSON.stringify(submission);
    if (attempt?.text !== text) {
      // Without a ticket the comment is held, not refused: better sent than lost.
      const signed = await prepare().catch(() => ({}));
      attempt = { text, body: JSON.stringify({ ...submission, ...signed }), key: randomKey() };
    }
    const answer = await insist(attempt, proof);
    ticket = undefined;
    return answer;
  }

  /**
   * @param {{ body: string, key: string }} attempt
   * @param {string} [proof]
   */
  async function insist({ body, key }, proof) {
    const headers = {
      "Content-Type": "application/json",
      "Idempotency-Key": key,
      ...(proof && { Authorization: `Bearer ${proof}` }),
    };
    for (let tries = 1; ; tries++) {
      try {
        return await ask("comments", {}, { method: "POST", headers, body });
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

/** 128 random bits. (`crypto.randomUUID` is not there on a page served by plain http.) */
const randomKey = () => String(crypto.getRandomValues(new Uint32Array(4))).replaceAll(",", "-");
