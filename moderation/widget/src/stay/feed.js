/**
 * A list that goes on loading by itself, as the feed pattern of the ARIA Authoring Practices: articles
 * that know their place, and keys that lead from one to the next, and out.
 *
 * @import { Tools } from "../conversation.js"
 */
import { uniqueId } from "../dom.js";
import { whenChanged } from "../moments.js";

const FOCUSABLE = ":is(a[href],button,input,select,textarea,[tabindex='0']):not([hidden],[hidden] *)";

/** @param {Tools} tools */
export function feed({ thread, section: { heading }, signal }) {
  const list = thread.node;
  const root = /** @type {ShadowRoot} */ (list.getRootNode());
  /** @returns {HTMLElement[]} */
  const articles = () =>
    [...list.querySelectorAll("article")].filter((article) => !article.closest("[hidden]"));

  function number() {
    for (const node of list.querySelectorAll("li,ol")) node.setAttribute("role", "none");
    for (const [at, article] of articles().entries()) {
      article.tabIndex = 0;
      article.setAttribute("aria-posinset", `${at + 1}`);
      article.setAttribute("aria-setsize", `${thread.total}`);
    }
  }

  /**
   * @param {Element} place where the focus is
   * @param {number} step 1 or -1
   */
  function neighbour(place, step) {
    const all = articles();
    const here = place.closest("li")?.querySelector("article");
    return here ? all[all.indexOf(here) + step] : all.at(-1);
  }

  /**
   * What comes first after the list, or last before it.
   *
   * @param {boolean} after
   * @returns {HTMLElement | undefined}
   */
  function outside(after) {
    const side = after ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    /**
     * @param {ParentNode} tree
     * @param {Node} from
     */
    const found = (tree, from) =>
      /** @type {HTMLElement[]} */ ([...tree.querySelectorAll(FOCUSABLE)])
        .filter((node) => from.compareDocumentPosition(node) === side)
        .at(after ? 0 : -1);
    return found(root, list) ?? found(document, root.host);
  }

  /** @param {KeyboardEvent} event */
  function onkeydown(event) {
    const { key, ctrlKey, target } = event;
    if (!(target instanceof Element) || target.closest("form")) return;
    /** @type {Record<string, () => HTMLElement | undefined>} */
    const ways = ctrlKey
      ? { Home: () => outside(false), End: () => outside(true) }
      : { PageUp: () => neighbour(target, -1), PageDown: () => neighbour(target, 1) };
    const next = ways[key]?.();
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  heading.id = uniqueId();
  list.setAttribute("role", "feed");
  list.setAttribute("aria-labelledby", heading.id);
  list.addEventListener("keydown", onkeydown, { signal });
  whenChanged([list], { childList: true, subtree: true, attributeFilter: ["hidden"] }, number, signal);
  number();
}
