/**
 * The comments of an article as nested lists. Comments may come in any order and more than once (a
 * page, the page of a linked comment, one's own): each finds its place by its time.
 *
 * @import { Comment, Page } from "./types"
 * @import { Tools } from "./conversation.js"
 * @import { More } from "./more.js"
 */
import { commentArticle } from "./comment.js";
import { h, insertByTime, swap } from "./dom.js";
import { createFold, createMore } from "./more.js";

/** Deeper replies stand beside the one they answer, and name it. */
const DEEPEST = 3;

/**
 * @typedef {object} Entry a comment in its place
 * @property {Comment} comment
 * @property {HTMLLIElement} item
 * @property {HTMLElement} article
 * @property {HTMLOListElement} list of the replies to it
 * @property {Entry} [above] the comment whose list holds it
 * @property {Entry} root of its thread
 * @property {number} depth 0 for a root
 * @property {boolean} [paged] it came with its neighbours
 * @property {More} [more] leads to the roots that follow
 * @property {More} [fold] leads to the replies that are not open from the beginning
 */

/** @typedef {ReturnType<typeof createThread>} Thread */

/** @param {Tools} tools */
export function createThread(tools) {
  const { say, article, wishes, settings } = tools;
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  const all = () => [...entries.values()];

  const thread = {
    node: h("ol", { class: "thread", "data-address": article.url }),
    /** How many comments the public sees, on this page and the next ones. */
    total: 0,
    /** `oldest` or `newest` roots first. */
    order: wishes.order ?? settings.order,
    entries,
    addPage,
    put,
    reveal,

    /** Those here that the public sees. */
    listed: () => all().filter(({ comment }) => !comment.own?.state && !comment.removed),

    /**
     * The replies in a thread, in the order in which they have come.
     *
     * @param {Entry} root
     */
    replies: (root) => all().filter((entry) => entry.above && entry.root === root && entry.paged),

    shown: () =>
      say("thread.shown", {
        n: thread.listed().filter(({ item }) => !item.hidden).length,
        total: thread.total,
      }),

    /** @param {string} id of ours, or the number it was imported with */
    find: (id) => all().find(({ comment }) => [comment.id, comment.legacy_id?.toString()].includes(id)),

    /** Writes the buttons again when a number has changed. */
    label() {
      for (const { more, fold } of entries.values()) {
        more?.label();
        fold?.label();
      }
    },
  };

  /**
   * Opens whatever a comment is folded into.
   *
   * @param {Entry} entry
   */
  function reveal({ item, above }) {
    item.hidden = false;
    if (above) reveal(above);
    else thread.label();
  }

  /**
   * Adds a page of the service, each root before its replies, and the way to the next page unless that
   * is here already.
   *
   * @param {Page} page
   * @param {Entry} [answered] the root whose replies the page holds
   * @returns {Entry | undefined} the first that was not here, or else the last root
   */
  function addPage({ article, comments, next }, answered) {
    thread.total = article.count;
    /** @type {Entry | undefined} */
    let first;
    let root = answered;
    let reached = true;
    for (const comment of comments) {
      const before = entries.get(comment.id);
      const known = !!before?.paged;
      const entry = known ? before : put(comment, root);
      if (!known) first ??= entry;
      entry.paged = true;
      if (comment.parent) continue;
      // What follows the one before is here now.
      root?.more?.node.remove();
      root = entry;
      reached = known;
    }
    if (next && root && !reached && thread.listed().length < thread.total) {
      root.more = createMore(root, next, tools);
      root.item.after(root.more.node);
    }
    thread.label();
    return first ?? root;
  }

  /**
   * Puts a comment in its place. One that is here already is shown as it has become.
   *
   * @param {Comment} comment
   * @param {Entry} [root] of the thread it came with
   * @returns {Entry}
   */
  function put(comment, root) {
    const { parent, above } = placeOf(comment, root);
    const article = commentArticle(comment, tools, parent?.above && parent.comment);
    const entry = entries.get(comment.id) ?? enter(comment, article);
    swap(entry.article, article);
    Object.assign(entry, { comment, article, above, depth: above ? above.depth + 1 : 0 });
    entry.root = above?.root ?? entry;
    entry.item.classList.toggle("beside", above !== parent);
    const list = above?.list ?? thread.node;
    if (entry.item.parentNode !== list) {
      insertByTime(list, entry.item, !above && thread.order === "newest");
    }
    if (comment.replies?.next && !entry.fold) {
      entry.fold = createFold(entry, comment.replies.next, tools);
      entry.item.append(entry.fold.node);
    }
    return entry;
  }

  /**
   * @param {Comment} comment
   * @param {Entry} [root]
   */
  function placeOf(comment, root) {
    const parent = comment.parent ? (entries.get(comment.parent) ?? root) : undefined;
    return { parent, above: parent?.depth === DEEPEST ? parent.above : parent };
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

  return thread;
}
