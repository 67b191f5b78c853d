/**
 * The section around the thread: how many comments there are, their order, and what is to be said of
 * them.
 *
 * @import { Tools } from "./conversation.js"
 * @import { Form } from "./form.js"
 */
import { h, notice } from "./dom.js";

/** From so many comments on, the form is far enough below them to be linked to. */
const MANY = 5;

/** @typedef {ReturnType<typeof createSection>} Section */

/** @param {Tools} tools */
export function createSection({ say, thread, form, wishes, desk, stay }) {
  const heading = h("h2", { part: "heading" });
  const skip = wishes.position === "below" && form && linkTo(form);
  const title = h("div", { class: "title" }, heading, skip);
  const news = h("div", { class: "news" });
  const warning = notice("", { tabindex: -1, hidden: true });
  const empty = h("p", { class: "muted", part: "notice" }, say("thread.empty"));
  const choices = [
    h("option", { value: "oldest" }, say("thread.sort.oldest")),
    h("option", { value: "newest" }, say("thread.sort.newest")),
  ];
  const select = h("select", { part: "input", onchange }, ...choices);
  const order = h("label", {}, say("thread.sort"), select);
  const top = h("div", { class: "top" }, order, news);
  const node = h("section", {}, title, top, warning, empty, thread.node);

  /**
   * A fragment does not reach into a shadow root by itself.
   *
   * @param {Form} form
   */
  function linkTo({ home, section, heading: { id }, fields }) {
    /** @param {Event} event */
    async function onclick(event) {
      event.preventDefault();
      // It may stand under a comment.
      if (!home.contains(section)) (await desk()).home();
      fields.body.control.focus();
    }
    return h("a", { href: `#${id}`, onclick }, say("form.heading"));
  }

  async function onchange() {
    try {
      await (await stay()).sort(select);
    } catch {
      select.value = thread.order;
      warn(say("thread.fail"));
    }
  }

  select.value = thread.order;

  /** Shows how many comments there are now. */
  function count() {
    heading.textContent = say("thread.count", { n: thread.total });
    title.hidden = !thread.total;
    if (skip) skip.hidden = thread.total < MANY;
    order.hidden = thread.total < 2;
    empty.hidden = !!thread.entries.size || !form;
    thread.label();
  }

  /** @param {string} text what is wrong; nothing is where it is empty */
  function warn(text) {
    warning.hidden = !text;
    warning.textContent = text;
    warning.focus();
  }

  return { node, heading, news, count, warn };
}
