/**
 * Leads readers to the comment that the page's address names: a fragment does not reach into a shadow
 * root by itself.
 *
 * @import { Tools } from "./conversation.js"
 * @import { Entry } from "./thread.js"
 */
import { h } from "./dom.js";
import { linkedComment } from "./identity.js";

/**
 * @param {Tools} tools
 * @returns {() => Promise<void>} follows the address as it stands now
 */
export function createGuide({ thread, stay, say, section: { node, warn } }) {
  const mark = h("span", { class: "unseen marked" }, say("thread.permalink"));

  async function follow() {
    const { hash } = location;
    const id = linkedComment(hash);
    mark.remove();
    if (!id) return;
    const missing = thread.find(id)
      ? ""
      : await stay()
          .then(({ seek }) => seek(id))
          .catch(() => say("thread.fail"));
    const entry = thread.find(id);
    // The reader may have gone on; and where there are several threads, it may stand in another.
    if (location.hash !== hash) return;
    if (entry) lead(entry);
    if (entry || !document.querySelectorAll("article-comments")[1]) warn(missing);
  }

  /**
   * Moves the reader to a comment, and says that the page's address names it.
   *
   * @param {Entry} entry
   */
  function lead(entry) {
    const { article } = entry;
    thread.reveal(entry);
    article.firstElementChild?.append(mark);
    article.focus();
    article.scrollIntoView({ behavior: "instant" });
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
