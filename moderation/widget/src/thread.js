/**
 * The comments of an article as nested lists. Comments may come in any order and more than once (a
 * page, the page of a linked comment, one's own): each finds its place by its time.
 *
 * @import { Comment, Page } from "./types"
 * @import { Setting } from "./comment.js"
 */
import { commentArticle } from "./comment.js";
import { button, h, insertByTime, swap, unseen } from "./dom.js";

/** Deeper replies stand beside the one they answer, and name it. */
const DEEPEST = 3;
/** Roots in a page of the service. */
const PAGE = 20;

/**
 * @typedef {object} Entry a comment in its place
 * @property {Comment} comment
 * @property {HTMLLIElement} item
 * @property {HTMLElement} article
 * @property {HTMLOListElement} list of the replies to it
 * @property {Entry} [above] the comment whose list holds it
 * @property {Entry} root of its thread
 * @property {number} depth 0 for a root
 */

/** @typedef {ReturnType<typeof createThread>} Thread */

/**
 * @param {Setting} setting
 * @param {(query: Record<string, string | undefined>) => Promise<Page>} fetch
 * @param {boolean} newestFirst of the roots
 */
export function createThread(setting, fetch, newestFirst) {
  const { say } = setting.words;
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  /** @type {Set<() => void>} what rewrites the buttons when a number has changed */
  const counters = new Set();
  const mark = unseen(say("thread.permalink"), "marked");

  const thread = {
    node: h("ol", { class: "thread" }),
    /** How many comments the public sees, on this page and the next ones. */
    total: 0,
    get empty() {
      return !entries.size;
    },
    addPage,
    put,

    /** @param {string} id of ours, or the number it was imported with */
    find: (id) =>
      [...entries.values()].find(({ comment }) => comment.id === id || `${comment.legacy_id}` === id),

    /** @param {string} id */
    remove(id) {
      entries.get(id)?.item.remove();
      entries.delete(id);
    },

    /**
     * Moves the reader to the comment that the page's address names, and says so.
     *
     * @param {Entry} entry
     */
    mark({ article }) {
      article.firstElementChild?.append(mark);
      article.focus();
      article.scrollIntoView();
    },
  };

  /**
   * Adds a page of the service, each root before its replies, and the button to the next page unless
   * that is here already.
   *
   * @param {Page} page
   * @param {Entry} [answered] the root whose replies the page holds
   * @returns {Entry | undefined} the first that was not here, or else the last root
   */
  function addPage({ article, comments, next }, answered) {
    thread.total = article.count;
    const overlaps = comments.some(({ id, parent }) => !parent && listed(id));
    const { first, root } = add(comments, answered);
    // A linked comment's page may begin where this one ends.
    const complete = overlaps || (!answered && here() >= thread.total);
    if (next && root && !complete) offer(next, root, answered);
    for (const count of counters) count();
    return first ?? root;
  }

  /**
   * @param {Comment[]} comments
   * @param {Entry} [root] of the first
   */
  function add(comments, root) {
    /** @type {Entry | undefined} */
    let first;
    for (const comment of comments) {
      const known = listed(comment.id);
      const entry = known ?? put(comment, root);
      if (!known) first ??= entry;
      if (!comment.parent) root = entry;
    }
    return { first, root };
  }

  /** @param {string} id of a comment that is here as the public sees it */
  function listed(id) {
    const entry = entries.get(id);
    return entry?.comment.own?.state ? undefined : entry;
  }

  /**
   * Puts a comment in its place. One that is here already is shown as it has become.
   *
   * @param {Comment} comment
   * @param {Entry} [root] of the thread it came with
   * @returns {Entry}
   */
  function put(comment, root) {
    const parent = comment.parent ? (entries.get(comment.parent) ?? root) : undefined;
    const beside = parent?.depth === DEEPEST;
    const above = beside ? parent.above : parent;
    const article = commentArticle(comment, setting, parent?.above && parent.comment);
    const entry = entries.get(comment.id) ?? enter(comment, article);
    swap(entry.article, article);
    Object.assign(entry, {
      comment,
      article,
      above,
      root: above?.root ?? entry,
      depth: (above?.depth ?? -1) + 1,
    });
    entry.item.classList.toggle("beside", beside);
    const list = above?.list ?? thread.node;
    if (entry.item.parentNode !== list) insertByTime(list, entry.item, !above && newestFirst);
    if (comment.replies?.next) offer(comment.replies.next, entry, entry);
    return entry;
  }

  /**
   * @param {Comment} comment
   * @param {HTMLElement} article
   */
  function enter(comment, article) {
    const list = h("ol", { class: "replies" });
    const item = h("li", { "data-at": Date.parse(comment.created_at) }, article, list);
    const entry = /** @type {Entry} */ ({ comment, item, article, list });
    entries.set(comment.id, entry);
    return entry;
  }

  /**
   * Offers the next page.
   *
   * @param {string} cursor
   * @param {Entry} last the root above the button
   * @param {Entry} [root] the same, when the page is of its replies
   */
  function offer(cursor, last, root) {
    const shown = h("span", { class: "muted" });
    const control = button(say, "", async () => {
      const page = await fetch({ cursor, parent: root?.comment.id });
      counters.delete(count);
      node.remove();
      addPage(page, root)?.article.focus();
      setting.announce(summary());
    });
    const node = h(root ? "div" : "li", { class: "more", "data-at": last.item.dataset.at }, control, shown);
    const count = () => {
      const missing = root
        ? (root.comment.replies?.count ?? 0) - here(root)
        : Math.min(PAGE, thread.total - here());
      control.textContent = say(root ? "thread.replies.show" : "thread.more", { n: Math.max(missing, 1) });
      if (!root) shown.textContent = summary();
    };
    counters.add(count);
    if (root) root.item.append(node);
    else last.item.after(node);
  }

  /** @param {Entry} [root] whose replies are counted */
  const here = (root) =>
    [...entries.values()].filter(
      ({ comment, ...entry }) =>
        !comment.own?.state && !comment.removed && (!root || (entry.root === root && entry.above)),
    ).length;

  const summary = () => say("thread.shown", { n: here(), total: thread.total });

  return thread;
}
