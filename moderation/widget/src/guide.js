/**
 * Leads readers to the comment that the page's address names: a fragment does not reach into a shadow
 * root by itself.
 *
 * @import { Page } from "./types"
 * @import { Problem } from "./service.js"
 * @import { Thread } from "./thread.js"
 */
import { linkedComment } from "./identity.js";

/**
 * @param {Thread} thread
 * @param {(id: string) => Promise<Page>} fetch the page that holds a comment
 * @param {(key?: string) => void} warn shows a text, or none
 */
export function createGuide(thread, fetch, warn) {
  /**
   * @param {string} id
   * @returns {Promise<string>} the key of what is said when it is not there
   */
  async function search(id) {
    try {
      if (!thread.find(id)) thread.addPage(await fetch(id));
    } catch (problem) {
      if (/** @type {Problem} */ (problem).passing) return "thread.fail";
    }
    return "thread.notHere";
  }

  async function follow() {
    const { hash } = location;
    const id = linkedComment(hash);
    if (!id) return;
    const trouble = await search(id);
    const entry = thread.find(id);
    // The reader may have gone on; and where there are several threads, it may stand in another.
    if (location.hash !== hash) return;
    if (entry) thread.mark(entry);
    if (entry || document.querySelectorAll("article-comments").length < 2) warn(entry ? "" : trouble);
  }

  /**
   * A plain click on a comment's date stays on the page, even where the page's own address is not the
   * canonical one.
   *
   * @param {MouseEvent} event
   */
  function visit(event) {
    const link = event.target instanceof Element && event.target.closest("a.permalink");
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (location.hash === link.hash) follow();
    else location.hash = link.hash;
  }

  return { follow, visit };
}
