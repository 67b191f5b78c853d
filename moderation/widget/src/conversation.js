/**
 * What an article's readers see once its comments are here: the form, the thread, their own comments.
 *
 * @import { Article, Draft, Page } from "./types"
 * @import { Ask, Problem } from "./service.js"
 * @import { Words } from "./words.js"
 */
import { h, notice } from "./dom.js";
import { explain } from "./explain.js";
import { commentForm } from "./form.js";
import { linkedComment } from "./identity.js";
import { ownComments, privateState } from "./own.js";
import { sender } from "./sending.js";
import { asked } from "./service.js";
import { createThread } from "./thread.js";

/**
 * @typedef {object} Context
 * @property {Words} words
 * @property {Ask} ask
 * @property {Article} article
 * @property {string} root the address of the site's doors
 * @property {boolean} newestFirst
 * @property {(query?: Record<string, string | undefined>) => Promise<Page>} list
 * @property {(text: string) => void} announce
 * @property {(name: "submitted" | "error", detail: object) => void} emit
 */

/**
 * @param {Page} page
 * @param {Context} context
 */
export function converse(page, { words, ask, article, root, newestFirst, list, announce, emit }) {
  const { say, day } = words;
  const { prepare, send } = sender(ask, article);
  /** The site does not list the origin of this page. */
  let unwelcome = false;

  const form = page.article.open ? commentForm(say, page.form, touched, submit) : null;
  const thread = createThread(
    {
      words,
      announce,
      address: article.url,
      reply:
        form &&
        (({ id, author }, node) => form.reply({ parent: id, name: author?.name ?? "", article: node })),
    },
    list,
    newestFirst,
  );
  const own = ownComments(root, asked(article), ask, thread, (key) => announce(say(key)));
  const heading = h("h2", { part: "heading" });
  const empty = h("p", { class: "muted", part: "notice" }, say("thread.empty"));
  const notHere = notice(say("thread.notHere"), { tabindex: -1, hidden: true });

  function count() {
    heading.textContent = say("thread.count", { n: thread.total });
    heading.hidden = !thread.total;
    empty.hidden = !thread.empty || !form;
  }

  async function learn() {
    if (document.hidden) return;
    await own.learn();
    count();
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

  /** Gets the ticket, and finds out early whether this page may write at all. */
  function touched() {
    if (unwelcome) return;
    prepare().catch((/** @type {Problem} */ problem) => {
      if (problem.kind === "origin") fail(problem);
    });
  }

  /**
   * @param {Draft} draft
   * @param {string | null} parent
   */
  async function submit(draft, parent) {
    const answer = await send(draft, parent, own.proof()).catch(fail);
    if (!answer) return;
    const { id, status, html } = answer;
    const state = privateState(status);
    own.keep(answer);
    form?.clear();
    const { article } = thread.put({
      id,
      parent,
      html,
      own: state,
      author: { name: draft.name, website: null, staff: false },
      created_at: new Date().toISOString(),
      legacy_id: null,
      edited_at: null,
      removed: null,
      replies: null,
    });
    if (!state) thread.total++;
    count();
    article.focus();
    announce(say(state ? "state.pending.announce" : "state.published.announce"));
    emit("submitted", { id, status });
  }

  /** @param {Problem} problem */
  function fail(problem) {
    const { kind, status, passing } = problem;
    const errors = explain(problem, say, navigator.onLine);
    if (kind === "parent-gone") form?.detach();
    if (kind === "origin") {
      unwelcome = true;
      const owner = say("err.origin.owner", { host: location.host });
      console.warn(owner);
      if (location.search.includes("comments-debug")) errors.push({ text: owner });
    }
    form?.fail(errors, passing);
    emit("error", { status, type: kind });
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
      form ? form.node : closed(),
      h("section", { onclick: visit }, heading, notHere, empty, thread.node),
    ],

    /**
     * Follows what happens from now on.
     *
     * @param {AbortSignal} signal
     */
    async begin(signal) {
      addEventListener("focus", learn, { signal });
      document.addEventListener("visibilitychange", learn, { signal });
      addEventListener("hashchange", follow, { signal });
      await learn();
      await follow();
    },
  };
}
