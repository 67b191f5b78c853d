/**
 * The section around the thread: how many comments there are, their order, and what is to be said of
 * them.
 *
 * @import { Tools } from "./conversation.js"
 */
import { h, notice } from "./dom.js";

/** @typedef {ReturnType<typeof createSection>} Section */

/** @param {Tools} tools */
export function createSection({ say, thread, form, stay }) {
  const heading = h("h2", { part: "heading" });
  const news = h("div", { class: "news" });
  const warning = notice("", { tabindex: -1, hidden: true });
  const empty = h("p", { class: "muted", part: "notice" }, say("thread.empty"));
  const choices = [
    h("option", { value: "oldest" }, say("thread.sort.oldest")),
    h("option", { value: "newest" }, say("thread.sort.newest")),
  ];
  const select = h("select", { part: "input", onchange }, ...choices);
  const order = h("label", { class: "order" }, say("thread.sort"), select);
  const top = h("div", { class: "top" }, order, news);
  const node = h("section", {}, heading, top, warning, empty, thread.node);

  async function onchange() {
    try {
      await (await stay()).sort(select);
    } catch {
      select.value = thread.order;
      warn("thread.fail");
    }
  }

  select.value = thread.order;

  /** Shows how many comments there are now. */
  function count() {
    heading.textContent = say("thread.count", { n: thread.total });
    heading.hidden = !thread.total;
    order.hidden = thread.total < 2;
    empty.hidden = !!thread.entries.size || !form;
    thread.label();
  }

  /** @param {string} [key] of a text that says what is wrong; without it, nothing is */
  function warn(key) {
    warning.hidden = !key;
    if (!key) return;
    warning.textContent = say(key);
    warning.focus();
  }

  return { node, heading, news, count, warn };
}
