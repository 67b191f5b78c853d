/**
 * Leads readers to the comment that the page's address names: a fragment does not reach into a shadow
 * root by itself.
 *
 * @import { Tools } from "./conversation.js"
 * @import { Problem } from "./service.js"
 */
import { linkedComment } from "./identity.js";

/**
 * @param {Tools} tools
 * @returns {() => Promise<void>} follows the address as it stands now
 */
export function createGuide({ thread, read, section: { node, warn } }) {
  async function follow() {
    const { hash } = location;
    const id = linkedComment(hash);
    if (!id) return;
    let trouble = "thread.notHere";
    if (!thread.find(id)) {
      await read({ around: id }).then(thread.addPage, (/** @type {Problem} */ { passing }) => {
        if (passing) trouble = "thread.fail";
      });
    }
    const entry = thread.find(id);
    // The reader may have gone on; and where there are several threads, it may stand in another.
    if (location.hash !== hash) return;
    if (entry) thread.mark(entry);
    if (entry || !document.querySelectorAll("article-comments")[1]) warn(entry ? "" : trouble);
  }

  /**
   * A plain click on a comment's date stays on the page, even where the page's own address is not the
   * canonical one.
   *
   * @param {MouseEvent} event
   */
  function visit(event) {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (target).closest("a.permalink");
    if (!link || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    if (location.hash === link.hash) follow();
    else location.hash = link.hash;
  }

  node.addEventListener("click", visit);
  return follow;
}
