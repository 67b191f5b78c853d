/**
 * A small form under a comment.
 *
 * @import { Problem } from "../service.js"
 * @import { Tools } from "./main.js"
 */
import { fill, h, uniqueId, unseen } from "../dom.js";
import { invalidate, quiet, whileSending } from "./controls.js";
import { explain } from "./explain.js";

/**
 * @typedef {object} Options
 * @property {string} name a class of its own
 * @property {string} title
 * @property {string} action what its button says
 * @property {{ control: HTMLElement, error: HTMLElement }} field what is asked: a text, or a choice
 * @property {HTMLElement[]} content everything between the title and the buttons
 * @property {HTMLElement[]} [beside] the button that sends
 * @property {() => boolean} untouched whether nothing would be lost with it
 * @property {() => Promise<string | void>} send gives what is said in its place afterwards, or nothing
 */

/**
 * Opens one, unless there is one under the comment already: then the focus goes there.
 *
 * @param {HTMLElement} article
 * @param {Tools} tools
 * @param {Options} options
 */
export function openPanel(article, tools, options) {
  const { say, announce, trouble } = tools;
  const { name, title, action, field, content, beside = [], untouched, send } = options;
  const { control, error } = field;
  const place = /** @type {HTMLElement} */ (article.parentElement);
  const { activeElement: opener } = /** @type {ShadowRoot} */ (place.getRootNode());
  const heading = h("h3", { id: uniqueId() }, title);
  const button = h("button", { class: "primary", part: "button" }, action);
  const form = h(
    "form",
    {
      class: `panel ${name}`,
      part: "form",
      novalidate: true,
      "aria-labelledby": heading.id,
      onsubmit,
      onkeydown,
    },
    heading,
    ...content,
    h(
      "div",
      { class: "actions" },
      button,
      ...beside,
      quiet(say("panel.cancel"), () => close()),
    ),
  );

  /** @param {Event} event */
  function onsubmit(event) {
    event.preventDefault();
    fail();
    whileSending(button, say, () => send().then(close, fail));
  }

  /** @param {KeyboardEvent} event */
  function onkeydown({ key, ctrlKey, metaKey }) {
    if (key === "Enter" && (ctrlKey || metaKey)) form.requestSubmit();
    if (key === "Escape" && untouched()) close();
  }

  /** @param {Problem} [problem] none any more */
  function fail(problem) {
    const texts = problem && explain(problem, say, trouble()).map(({ text }) => text);
    fill(error, texts && unseen(`${say("err.prefix")} `), texts?.join(" "));
    invalidate(control, problem?.status === 422);
    if (texts) error.focus();
  }

  /** @param {string | void} done */
  function close(done) {
    form.replaceWith(...(done ? [h("p", { class: "done", part: "notice" }, done)] : []));
    if (done) announce(done);
    // The comment may have been drawn again meanwhile.
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    else place.querySelector("article")?.focus();
  }

  const [open, done] = [".panel", ".done"].map((kind) => place.querySelector(`:scope > ${kind}`));
  if (!open) {
    error.tabIndex = -1;
    done?.remove();
    article.after(form);
  }
  (open ?? form).querySelector(/** @type {"input"} */ ("input, textarea"))?.focus();
  return { close, fail };
}
