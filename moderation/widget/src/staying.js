/**
 * Readers who stay: what they need more than to read comes with stay.js, a minute later, or at once where
 * the list goes on loading by itself.
 *
 * @import { Page } from "./types"
 * @import { Thread } from "./thread.js"
 * @import { Words } from "./words.js"
 */

/**
 * @typedef {object} Stay what stay.js is given
 * @property {Words} words
 * @property {Thread} thread
 * @property {(query: Record<string, string | undefined>) => Promise<Page>} list asks for comments
 * @property {(query: Record<string, string | undefined>) => Promise<Page>} read the same in the order that
 *   the reader has chosen
 * @property {Page} page the first one
 * @property {number} at when that was read, in milliseconds
 * @property {boolean} autoload
 * @property {HTMLElement} heading of the comments
 * @property {HTMLElement} news where new comments are told of
 * @property {() => void} count shows how many comments there are now
 * @property {(text: string) => void} announce politely, to those who listen to the page
 * @property {AbortSignal} signal ends all this
 */

const MINUTE = 60_000;

/**
 * @param {string} script the address of stay.js
 * @param {Stay} context
 */
export function keepCompany(script, context) {
  const { autoload, signal } = context;
  let begun = false;

  async function begin() {
    if (begun || document.hidden || !navigator.onLine || signal.aborted) return;
    begun = true;
    try {
      (await import(script)).stay(context);
    } catch {
      // It is not missed: the next time, perhaps.
      begun = false;
    }
  }

  if (autoload) begin();
  setTimeout(() => {
    begin();
    addEventListener("focus", begin, { signal });
    document.addEventListener("visibilitychange", begin, { signal });
  }, MINUTE);
}
