/**
 * What an article's readers see once its comments are here: the form, the thread, their own comments.
 *
 * @import { Article, Comment, Page } from "./types"
 * @import { Ask } from "./service.js"
 * @import { Words } from "./words.js"
 */
import { createDesk } from "./desk.js";
import { h, named, notice } from "./dom.js";
import { createForm } from "./form.js";
import { createGuide } from "./guide.js";
import { beside } from "./identity.js";
import { createOrder } from "./order.js";
import { keepCompany } from "./staying.js";
import { hasWritten } from "./storage.js";
import { createThread } from "./thread.js";

/**
 * @typedef {object} Context
 * @property {Words} words
 * @property {Ask} ask
 * @property {Article} article
 * @property {string} root the address of the site's doors
 * @property {string} script the address of embed.js
 * @property {DOMStringMap} wishes what the page's author has set
 * @property {(query?: Record<string, string | undefined>) => Promise<Page>} list
 * @property {(text: string) => void} announce
 * @property {(name: "submitted" | "error", detail: object) => void} emit
 * @property {AbortSignal} signal ends all this
 */

/**
 * @param {Page} page
 * @param {Context} context
 */
export function converse(page, context) {
  const { words, article, script, wishes, list, announce, signal } = context;
  const { say, day } = words;
  const { open, closed_at: closedAt } = page.article;
  const autoload = "autoload" in wishes;
  const at = Date.now();
  const trouble = () => say(navigator.onLine ? "err.server" : "err.offline");

  const form = open ? createForm(say, page.form, touched, send) : null;
  const order = createOrder(say, wishes.order ?? page.form.order, {
    fetch: () => read(),
    show: sort,
    fail: () => warn("thread.fail"),
  });
  const setting = { words, announce, autoload, address: article.url, reply: form && reply, report };
  const thread = createThread(setting, read, order.newestFirst);
  const guide = createGuide(thread, (around) => read({ around }), warn);
  const tools = { ...context, settings: page.form, form, thread, count, trouble };
  const desk = createDesk(beside(script, "write.js"), tools);
  const heading = h("h2", { part: "heading" });
  const news = h("div", { class: "news" });
  const warning = notice("", { tabindex: -1, hidden: true });
  const empty = h("p", { class: "muted", part: "notice" }, say("thread.empty"));

  /** A page of the comments, in the order that the reader has chosen. */
  function read(query = {}) {
    return list({ order: order.value, ...query });
  }

  function count() {
    heading.textContent = say("thread.count", { n: thread.total });
    heading.hidden = !thread.total;
    order.node.hidden = thread.total < 2;
    empty.hidden = !thread.empty || !form;
  }

  /** @param {string} [key] of a text that says what is wrong; without it, nothing is */
  function warn(key) {
    warning.hidden = !key;
    if (!key) return;
    warning.textContent = say(key);
    warning.focus();
  }

  /**
   * @param {Page} page the first one in another order
   * @param {string} name of the order
   */
  function sort(page, name) {
    // A form that stands in the thread keeps its text, and goes home.
    if (form && !form.cancel.hidden) form.cancel.click();
    thread.restart(page, order.newestFirst);
    announce(name);
  }

  function touched() {
    desk().catch(console.warn);
  }

  function send() {
    desk().then(
      ({ submit }) => submit(),
      () => form?.fail([trouble()], true),
    );
  }

  /** The desk, for somebody who has pressed a button and waits. */
  const atDesk = () =>
    desk().catch((error) => {
      announce(say("thread.fail"));
      throw error;
    });

  /**
   * @param {Comment} comment
   * @param {HTMLElement} article
   */
  async function reply({ id, author }, article) {
    const title = named(say, "reply.heading", author?.name ?? "");
    (await atDesk()).reply({ parent: id, title, article });
  }

  /**
   * @param {Comment} comment
   * @param {HTMLElement} article
   */
  async function report({ id }, article) {
    (await atDesk()).report({ id, article });
  }

  function closed() {
    return notice(closedAt ? say("thread.closed", { date: day(closedAt) }) : say("thread.closed.never"));
  }

  thread.addPage(page);
  count();
  const nodes = [
    form ? form.home : closed(),
    h(
      "section",
      { onclick: guide.visit },
      heading,
      h("div", { class: "top" }, order.node, news),
      warning,
      empty,
      thread.node,
    ),
  ];
  return {
    /** The form, or the sentence in its place, and the thread. */
    nodes: wishes.position === "below" ? nodes.reverse() : nodes,

    /** Follows what happens from now on. */
    async begin() {
      addEventListener("hashchange", guide.follow, { signal });
      keepCompany(beside(script, "stay.js"), { ...tools, read, page, at, autoload, heading, news });
      if (hasWritten())
        await desk()
          .then(({ learn }) => learn())
          .catch(console.warn);
      await guide.follow();
    },
  };
}
