/**
 * What somebody needs who writes, or has written: sending, its errors, their own comments. embed.js
 * loads it when the form is first used; see `desk.js` for what the two promise each other.
 *
 * @import { Comment, Submission } from "../types"
 * @import { Tools as Shared } from "../conversation.js"
 * @import { Writing } from "../desk.js"
 * @import { Problem } from "../service.js"
 * @import { Drafts } from "./drafts.js"
 * @import { Tokens } from "./tokens.js"
 */
import { named } from "../dom.js";
import { createDrafts } from "./drafts.js";
import { explain } from "./explain.js";
import { drive } from "./form.js";
import en from "./messages/en.js";
import fr from "./messages/fr.js";
import { ownComments } from "./own.js";
import { report } from "./reporting.js";
import { sender } from "./sending.js";
import { SKETCH, sketchOf } from "./sketch.js";
import styles from "./styles.css";
import { createTokens } from "./tokens.js";

const MINUTE = 60_000;
/** A reply that was begun so recently is opened again. */
const RECENT = 60 * MINUTE;

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);

/**
 * @typedef {object} Own
 * @property {() => string} trouble what to say when it is nobody's doing
 * @property {string} scope the site and the article
 * @property {Drafts} drafts
 * @property {Tokens} tokens
 */

/** @typedef {Shared & Own} Tools what everything here works with */

/**
 * @param {Shared} context
 * @returns {Writing}
 */
export function open(context) {
  const { words, ask, article, root, settings, form, thread, announce, emit, count, signal } = context;
  const say = words.from({ en, fr }, CATALOGUE);
  const scope = `${root} ${context.key}`;
  const [drafts, tokens] = [createDrafts(scope), createTokens(root, scope)];
  const trouble = () => say(navigator.onLine ? "err.server" : "err.offline");
  /** @type {Tools} */
  const tools = { ...context, say, trouble, scope, drafts, tokens };
  const { prepare, send } = sender(ask, article);
  const own = ownComments(tools);
  const driven = form && drive(form, tools, submit);
  /** The site does not list the origin of this page. */
  let unwelcome = false;
  /** A comment could not go because there was no network. */
  let cut = false;

  /** Gets the ticket, and finds out early whether this page may write at all. */
  function touched() {
    if (unwelcome) return;
    prepare().catch((/** @type {Problem} */ problem) => {
      if (problem.kind === "origin") fail(problem);
    });
  }

  /**
   * @param {Submission} submission
   * @param {string | null} parent
   * @param {string} key of the text
   */
  async function submit(submission, parent, key) {
    const sketch = sketchOf(
      submission,
      parent,
      say("form.sending"),
      thread.listed().map(({ comment }) => comment),
    );
    cut = false;
    thread.put(sketch);
    count();
    const answer = await send(submission, parent, key, tokens.proof()).catch(fail);
    thread.entries.get(SKETCH)?.item.remove();
    thread.entries.delete(SKETCH);
    count();
    if (!answer) return;
    const { id, token, status, html } = answer;
    const now = Date.now();
    const entry = { id, token, status, scope, at: now, until: now + settings.edit_minutes * MINUTE };
    driven?.clear(submission);
    if (status === "approved") thread.total++;
    own.settle(entry, { ...sketch, id, status, html }).focus();
    announce(say(status === "approved" ? "state.published.announce" : "state.pending.announce"));
    emit("submitted", { id, status });
  }

  /** @param {Problem} problem */
  function fail(problem) {
    const { kind, status, passing } = problem;
    const errors = explain(problem, say, trouble());
    cut = passing && !navigator.onLine;
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
    if (document.hidden || !navigator.onLine) return;
    await own.learn();
    count();
  }

  function online() {
    if (cut) driven?.remind(say("err.online"));
    cut = false;
  }

  /** Opens the form where somebody has left it a short while ago. */
  function resume() {
    const { place = "", at = 0 } = drafts.newest() ?? {};
    const entry = thread.find(place);
    if (!entry?.comment.author || at < Date.now() - RECENT) return;
    driven?.move(under(entry.comment, entry.article));
  }

  /**
   * @param {Comment} comment
   * @param {HTMLElement} article
   */
  const under = ({ id, author }, article) => ({
    parent: id,
    title: named(say, "reply.heading", author?.name ?? ""),
    article,
  });

  const shadow = /** @type {ShadowRoot} */ (thread.node.getRootNode());
  if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets.push(sheet);
  const arrivals = new MutationObserver(own.claim);
  const timer = setInterval(learn, MINUTE);
  signal.addEventListener("abort", () => {
    arrivals.disconnect();
    clearInterval(timer);
  });
  arrivals.observe(thread.node, { childList: true, subtree: true });
  addEventListener("focus", learn, { signal });
  addEventListener("online", online, { signal });
  document.addEventListener("visibilitychange", learn, { signal });
  form?.form.addEventListener("focusin", touched);
  own.claim();
  if (form?.form.matches(":focus-within")) touched();
  else resume();
  return {
    submit: () => driven?.submit(),
    reply: (comment, article) => driven?.reply(under(comment, article)),
    home: () => driven?.home(),
    report: ({ id }, article) => report({ id, article }, tools),
    learn,
  };
}
