/**
 * What an article's readers see once its comments are here: the form, the thread, their own comments.
 *
 * @import { Article, Comment, Page } from "./types"
 * @import { Ask, Problem } from "./service.js"
 * @import { Words } from "./words.js"
 */
import { createDesk } from "./desk.js";
import { h, named, notice } from "./dom.js";
import { createForm } from "./form.js";
import { linkedComment } from "./identity.js";
import { hasWritten } from "./storage.js";
import { createThread } from "./thread.js";

/**
 * @typedef {object} Context
 * @property {Words} words
 * @property {Ask} ask
 * @property {Article} article
 * @property {string} root the address of the site's doors
 * @property {string} script the address of write.js
 * @property {boolean} newestFirst
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
  const { words, article, script, newestFirst, list, announce, signal } = context;
  const { say, day } = words;
  const trouble = () => say(navigator.onLine ? "err.server" : "err.offline");

  const form = page.article.open ? createForm(say, page.form, touched, send) : null;
  const setting = { words, announce, address: article.url, reply: form && reply, report };
  const thread = createThread(setting, list, newestFirst);
  const desk = createDesk(script, { ...context, settings: page.form, form, thread, count, trouble });
  const heading = h("h2", { part: "heading" });
  const empty = h("p", { class: "muted", part: "notice" }, say("thread.empty"));
  const notHere = notice(say("thread.notHere"), { tabindex: -1, hidden: true });

  function count() {
    heading.textContent = say("thread.count", { n: thread.total });
    heading.hidden = !thread.total;
    empty.hidden = !thread.empty || !form;
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
    (await atDesk()).report?.({ id, article });
  }

  /** Opens the comment that the address names: a fragment does not reach into a shadow root by itself. */
  async function follow() {
    const id = linkedComment(location.hash);
    if (!id) return;
    if (!thread.find(id)) {
      try {
        thread.addPage(await list({ around: id }));
      } catch (problem) {
        if (/** @type {Problem} */ (problem).passing) return;
      }
    }
    const entry = thread.find(id);
    notHere.hidden = !!entry;
    if (entry) thread.mark(entry);
    else notHere.focus();
  }

  /**
   * A plain click on a comment's date stays on the page, even where the page's own address is not the
   * canonical one.
   *
   * @param {MouseEvent} event
   */
  function visit(event) {
    const link = event.target instanceof Element && event.target.closest("a.permalink");
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (location.hash === link.hash) follow();
    else location.hash = link.hash;
  }

  function closed() {
    const { closed_at: date } = page.article;
    return notice(date ? say("thread.closed", { date: day(date) }) : say("thread.closed.never"));
  }

  thread.addPage(page);
  count();
  return {
    /** The form, or the sentence in its place; then the thread. @type {HTMLElement[]} */
    nodes: [
      form ? form.home : closed(),
      h("section", { onclick: visit }, heading, notHere, empty, thread.node),
    ],

    /** Follows what happens from now on. */
    async begin() {
      addEventListener("hashchange", follow, { signal });
      if (hasWritten())
        await desk()
          .then(({ learn }) => learn())
          .catch(console.warn);
      await follow();
    },
  };
}
