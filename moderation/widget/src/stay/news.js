/**
 * New comments: told by a button, and shown only when somebody presses it, so that nobody loses the line
 * they read.
 *
 * @import { Comment } from "../types"
 * @import { Tools } from "../conversation.js"
 * @import { Words } from "../words.js"
 */
import { button } from "../dom.js";

const MINUTE = 60_000;
const BEGINNING = "1970-01-01T00:00:00Z";

/**
 * The second after an instant: what was published at the instant itself may be known without being here.
 *
 * @param {string} instant
 */
const after = (instant) => new Date(Date.parse(instant) + 1000).toISOString().replace(/\.\d+/, "");

/**
 * Asks once a minute at most, and never unseen or without a network.
 *
 * @param {Tools} tools
 * @param {Words["say"]} say
 */
export function watch(tools, say) {
  const { fail, thread, list, read, section, announce, signal } = tools;
  let since = tools.since ?? BEGINNING;
  let checked = tools.at;
  let timer = 0;
  let { total } = thread;
  /** @type {Comment[]} */
  let waiting = [];
  const control = button(fail, "", show, { hidden: true });
  section.news.append(control);

  function check() {
    clearTimeout(timer);
    if (signal.aborted) return;
    const early = checked + MINUTE - Date.now();
    timer = setTimeout(check, early > 0 ? early : MINUTE);
    if (early > 0 || document.hidden || !navigator.onLine) return;
    checked = Date.now();
    // What was not learnt now is learnt the next time.
    learn().catch(() => {});
  }

  async function learn() {
    const asked = { since: after(since) };
    let page = await list(asked);
    const { comments } = page;
    while (page.next) {
      page = await list({ ...asked, cursor: page.next });
      comments.push(...page.comments);
    }
    tell(page.article, comments);
  }

  /**
   * @param {import("../types").Page["article"]} article
   * @param {Comment[]} comments
   */
  function tell(article, comments) {
    since = article.latest_at ?? since;
    total = article.count;
    const known = new Set(waiting.map(({ id }) => id));
    waiting.push(...comments.filter(({ id }) => !known.has(id) && !thread.find(id)));
    if (waiting.length === known.size) return;
    control.textContent = say("thread.new", { n: waiting.length });
    control.hidden = false;
    announce(control.textContent);
  }

  async function show() {
    const [first] = waiting;
    for (const comment of waiting) await place(comment);
    waiting = [];
    control.hidden = true;
    thread.total = total;
    section.count();
    thread.find(first.id)?.article.focus();
    announce(thread.shown());
  }

  /**
   * Puts a comment in its place, with its thread where that is not here.
   *
   * @param {Comment} comment
   */
  async function place(comment) {
    const { id, parent } = comment;
    if (parent && !thread.find(parent)) thread.addPage(await read({ around: id }));
    else if (!thread.find(id)) thread.put(comment);
    const entry = thread.find(id);
    if (entry) thread.reveal(entry);
  }

  addEventListener("focus", check, { signal });
  addEventListener("online", check, { signal });
  document.addEventListener("visibilitychange", check, { signal });
  check();
}
