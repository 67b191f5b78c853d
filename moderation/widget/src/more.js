/**
 * The buttons to comments that are not shown. What they do comes with stay.js.
 *
 * @import { Tools } from "./conversation.js"
 * @import { Entry } from "./thread.js"
 */
import { button, h } from "./dom.js";
import { whenNear } from "./moments.js";

/** Roots in a page of the service. */
const PAGE = 20;

/**
 * @typedef {object} More
 * @property {HTMLElement} node
 * @property {HTMLElement} control
 * @property {string} cursor of the comments that follow; empty when all are here
 * @property {() => void} label writes the button again when a number has changed
 */

/**
 * The button to the page that follows a root. That is fetched when the reader comes near, to be there
 * when somebody presses.
 *
 * @param {Entry} root
 * @param {string} cursor
 * @param {Tools} tools
 * @returns {More}
 */
export function createMore(root, cursor, { say, fail, stay, thread }) {
  const control = button(fail, "", async () => (await stay()).more(root));
  const summary = h("span", { class: "muted" });
  const node = h("li", { class: "more", "data-at": root.item.dataset.at }, control, summary);
  // Nobody has asked yet: what does not come is told to those who press.
  whenNear(node, () =>
    stay().then(
      ({ near }) => near(root),
      () => {},
    ),
  );
  return {
    node,
    control,
    cursor,
    label() {
      const left = thread.total - thread.listed().length;
      control.textContent = say("thread.more", { n: Math.min(PAGE, left) || 1 });
      summary.textContent = thread.shown();
    },
  };
}

/**
 * The button to the replies of a thread that are not open from the beginning, which also closes them.
 *
 * @param {Entry} root
 * @param {string} cursor
 * @param {Tools} tools
 * @returns {More}
 */
export function createFold(root, cursor, { say, fail, stay, thread }) {
  const control = button(fail, "", async () => (await stay()).fold(root));
  return {
    node: h("div", { class: "more" }, control),
    control,
    cursor,
    label() {
      const count = root.comment.replies?.count ?? 0;
      const n = count - thread.replies(root).filter(({ item }) => !item.hidden).length;
      control.textContent = n > 0 ? say("thread.replies.show", { n }) : say("thread.replies.hide");
      control.setAttribute("aria-expanded", `${n < 1}`);
    },
  };
}
