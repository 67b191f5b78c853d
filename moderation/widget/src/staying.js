/**
 * Readers who go on, or stay: what they need more than the first page comes with stay.js, when they come
 * near the next page, fold or sort something, or a minute later.
 *
 * @import { Tools } from "./conversation.js"
 * @import { Page } from "./types"
 * @import { Entry } from "./thread.js"
 */

/**
 * @typedef {object} Staying what stay.js gives
 * @property {(root: Entry) => Promise<Page>} prepare fetches the page that follows a root
 * @property {(root: Entry, unasked?: boolean) => Promise<void>} more shows that page, and leads to it unless
 *   nobody has asked
 * @property {(root: Entry) => Promise<void>} fold opens the replies of a thread that are not open from the
 *   beginning, or closes them
 * @property {(order: string, name: string) => Promise<void>} sort shows the first page in another order
 */

const MINUTE = 60_000;

/** @param {Tools} tools */
export function keepCompany({ stay, wishes, signal }) {
  function begin() {
    // It is not missed where it does not come: perhaps the next time.
    if (!document.hidden && navigator.onLine && !signal.aborted) stay().catch(() => {});
  }
  if ("autoload" in wishes) begin();
  setTimeout(() => {
    begin();
    addEventListener("focus", begin, { signal });
    document.addEventListener("visibilitychange", begin, { signal });
  }, MINUTE);
}
