/**
 * What somebody needs who writes, or has written: sending, its errors, their own comments. embed.js
 * loads it when the form is first used; see `desk.js` for what the two promise each other.
 *
 * @import { Draft } from "../types"
 * @import { Context, Writing } from "../desk.js"
 * @import { Problem } from "../service.js"
 */
import { asked } from "../service.js";
import { explain } from "./explain.js";
import { drive } from "./form.js";
import en from "./messages/en.js";
import fr from "./messages/fr.js";
import { ownComments, privateState } from "./own.js";
import { sender } from "./sending.js";

/**
 * @param {Context} context
 * @returns {Writing}
 */
export function open(context) {
  const { words, ask, article, root, settings, form, thread, announce, emit, count, trouble, signal } =
    context;
  const say = words.from({ en, fr });
  const { prepare, send } = sender(ask, article);
  const own = ownComments(root, asked(article), ask, thread, say, announce);
  const driven = form && drive(form, settings, say, submit);
  /** The site does not list the origin of this page. */
  let unwelcome = false;

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
    const state = privateState(status, say);
    own.keep(answer);
    driven?.clear();
    const { article } = thread.put({
      id,
      parent,
      html,
      own: state ? { state } : undefined,
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
    const errors = explain(problem, say, trouble());
    if (kind === "parent-gone") driven?.detach();
    if (kind === "origin") {
      unwelcome = true;
      const owner = say("err.origin.owner", { host: location.host });
      console.warn(owner);
      if (location.search.includes("comments-debug")) errors.push({ text: owner });
    }
    driven?.fail(errors, passing);
    emit("error", { status, type: kind });
  }

  async function learn() {
    if (document.hidden) return;
    await own.learn();
    count();
  }

  addEventListener("focus", learn, { signal });
  document.addEventListener("visibilitychange", learn, { signal });
  form?.form.addEventListener("focusin", touched);
  if (form?.form.matches(":focus-within")) touched();
  return {
    submit: () => driven?.submit(),
    reply: (under) => driven?.reply(under),
    learn,
  };
}
