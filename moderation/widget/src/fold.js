/**
 * The button to the replies of a thread that are not open from the beginning, which also closes them
 * again.
 *
 * @import { Entry } from "./thread.js"
 * @import { Setting } from "./comment.js"
 */
import { button, h } from "./dom.js";

/** How many replies the service sends with a root: these stay open. */
const OPEN = 3;

/**
 * @typedef {object} Replies what the button knows of the thread
 * @property {(cursor: string) => Promise<string | null>} load fetches and adds more; gives the next cursor
 * @property {() => Entry[]} replies those that are here
 * @property {() => string} shown the words for how many comments are shown
 */

/**
 * @param {Entry} root
 * @param {string} cursor
 * @param {Setting} setting
 * @param {Replies} thread
 */
export function createFold(root, cursor, { words: { say }, announce }, { load, replies, shown }) {
  /** @type {string | null} */
  let next = cursor;
  const hidden = () => replies().filter(({ item }) => item.hidden);
  const isOpen = () => !next && !hidden().length;

  async function open() {
    const seen = replies().filter(({ item }) => !item.hidden);
    if (next && !hidden().length) next = await load(next);
    for (const { item } of replies()) item.hidden = false;
    replies()
      .find((entry) => !seen.includes(entry))
      ?.article.focus();
    announce(shown());
  }

  function close() {
    const inOrder = replies().sort(
      (one, other) => Number(one.item.dataset.at) - Number(other.item.dataset.at),
    );
    for (const { item } of inOrder.slice(OPEN)) item.hidden = true;
    control.focus();
  }

  const control = button(say, "", async () => {
    await (isOpen() ? close() : open());
    label();
  });
  const node = h("div", { class: "more" }, control);

  function label() {
    const n = (root.comment.replies?.count ?? 0) - replies().length + hidden().length;
    control.textContent = isOpen() ? say("thread.replies.hide") : say("thread.replies.show", { n });
    control.setAttribute("aria-expanded", `${isOpen()}`);
  }

  return { node, label };
}
