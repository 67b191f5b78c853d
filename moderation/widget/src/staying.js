/**
 * Readers who go on, or stay: what they need more than the first page comes with stay.js, when they come
 * near the next page, fold or sort something, or a minute later.
 *
 * @import { Tools } from "./conversation.js"
 * @import { Entry } from "./thread.js"
 */

/**
 * @typedef {object} Staying what stay.js gives
 * @property {(root: Entry) => Promise<unknown>} near fetches the page that follows a root, or shows it
 *   where the list goes on loading by itself; never rejects
 * @property {(root: Entry) => Promise<void>} more shows that page, and leads to it
 * @property {(root: Entry) => Promise<void>} fold opens the replies of a thread that are not open from the
 *   beginning, or closes them
 * @property {(id: string) => Promise<string>} seek shows the page with a comment; gives what there is to say
 *   when it is on none
 * @property {(choice: HTMLSelectElement) => Promise<void>} sort shows the first page in the order that is
 *   chosen
 */

const MINUTE = 60_000;

/** @param {Tools} tools */
export function keepCompany({ stay, wishes, signal }) {
  function begin() {
    // It is not missed where it does not come: perhaps the next time.
    if (!document.hidden && !signal.aborted) stay().catch(() => {});
  }
  if ("autoload" in wishes) begin();
  setTimeout(() => {
    begin();
    document.addEventListener("visibilitychange", begin, { signal });
  }, MINUTE);
}
