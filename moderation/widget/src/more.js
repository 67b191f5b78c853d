/**
 * The button to the next page of comments. The page is fetched when the button comes near, so that it is
 * there when somebody presses.
 *
 * @import { Page } from "./types"
 * @import { Setting } from "./comment.js"
 */
import { button, h, whenNear } from "./dom.js";

/** Roots in a page of the service. */
const PAGE = 20;

/**
 * @typedef {object} Pages what the button knows of the thread
 * @property {() => Promise<Page>} fetch gets the page
 * @property {(page: Page) => HTMLElement | undefined} add shows it; gives the first comment that was not
 *   here
 * @property {() => number} left how many comments are not here
 * @property {() => string} shown the words for how many are
 */

/**
 * @param {Setting} setting
 * @param {Pages} pages
 */
export function createMore({ words: { say }, announce, autoload }, { fetch, add, left, shown }) {
  /** @type {Promise<Page> | undefined} */
  let coming;

  function prepare() {
    coming ??= fetch();
    coming.catch(() => {
      coming = undefined;
    });
    return coming;
  }

  /** @param {boolean} [unasked] the focus stays where it is */
  async function load(unasked) {
    const page = await prepare();
    stop();
    node.remove();
    const first = add(page);
    if (!unasked) first?.focus();
    announce(shown());
  }

  const control = button(say, "", () => load(), { onpointerenter: prepare, onfocus: prepare });
  const summary = h("span", { class: "muted" });
  const node = h("li", { class: "more" }, control, summary);
  const stop = whenNear(node, () => (autoload ? load(true) : prepare()));

  return {
    node,
    label() {
      control.textContent = say("thread.more", { n: Math.max(Math.min(PAGE, left()), 1) });
      summary.textContent = shown();
    },
  };
}
