/**
 * What the buttons of a thread do: the next page, replies that are folded, and another order.
 *
 * @import { Page } from "../types"
 * @import { Tools } from "../conversation.js"
 * @import { Problem } from "../service.js"
 * @import { Staying } from "../staying.js"
 * @import { Entry } from "../thread.js"
 * @import { Words } from "../words.js"
 */

/** How many replies the service sends with a root: these are never folded. */
const OPEN = 3;

/**
 * @param {Tools} tools
 * @param {Words["say"]} say
 * @returns {Staying}
 */
export function pages({ thread, form, wishes, desk, read, announce }, say) {
  /** @type {WeakMap<Entry, Promise<Page>>} */
  const coming = new WeakMap();
  let { order: wanted } = thread;

  /** @param {Entry} root */
  function prepare(root) {
    const page = coming.get(root) ?? read({ cursor: root.more?.cursor });
    coming.set(root, page);
    page.catch(() => coming.delete(root));
    return page;
  }

  /**
   * @param {Entry} root
   * @param {boolean} [unasked]
   */
  async function more(root, unasked) {
    thread.node.setAttribute("aria-busy", "true");
    try {
      const page = await prepare(root);
      root.more?.node.remove();
      const first = thread.addPage(page);
      adopt();
      if (!unasked) first?.article.focus();
      announce(thread.shown());
    } finally {
      thread.node.setAttribute("aria-busy", "false");
    }
  }

  /** @param {Entry} root */
  const near = (root) =>
    // Nobody has asked: a failure is told to those who press.
    ("autoload" in wishes ? more(root, true) : prepare(root)).catch(() => {});

  /** Puts the reader's own replies under comments that were not here before. */
  function adopt() {
    for (const { comment, above } of [...thread.entries.values()]) {
      if (comment.parent && !above && thread.entries.has(comment.parent)) thread.put(comment);
    }
  }

  /** @param {Entry} root */
  async function fold(root) {
    const replies = thread.replies(root);
    const open = replies.filter(({ item }) => !item.hidden);
    if (open.length < replies.length || root.fold?.cursor) await unfold(root, open);
    else close(root, replies);
  }

  /**
   * @param {Entry} root
   * @param {Entry[]} replies
   */
  function close({ fold }, replies) {
    const inOrder = replies.sort((one, other) => Number(one.item.dataset.at) - Number(other.item.dataset.at));
    for (const { item } of inOrder.slice(OPEN)) item.hidden = true;
    fold?.label();
    fold?.control.focus();
  }

  /**
   * @param {Entry} root
   * @param {Entry[]} open replies
   */
  async function unfold(root, open) {
    const { comment, fold } = root;
    if (open.length === thread.replies(root).length && fold) {
      const page = await read({ cursor: fold.cursor, parent: comment.id });
      thread.addPage(page, root);
      fold.cursor = page.next ?? "";
    }
    const replies = thread.replies(root);
    // Some may have gone since they were counted.
    if (!fold?.cursor && comment.replies) comment.replies.count = replies.length;
    for (const { item } of replies) item.hidden = false;
    fold?.label();
    replies.find((entry) => !open.includes(entry))?.article.focus();
    announce(thread.shown());
  }

  /** @param {string} id */
  async function seek(id) {
    try {
      thread.addPage(await read({ around: id }));
    } catch (problem) {
      if (/** @type {Problem} */ (problem).passing) throw problem;
    }
    return thread.find(id) ? "" : say("thread.notHere");
  }

  /** @param {HTMLSelectElement} choice */
  async function sort({ value: order, selectedOptions: [{ text }] }) {
    wanted = order;
    const page = await read({ order });
    if (wanted !== order) return;
    // A form that stands under a comment would go with it.
    if (form && !form.home.contains(form.section)) (await desk()).home();
    const before = [...thread.entries.values()];
    thread.order = order;
    thread.entries.clear();
    thread.node.replaceChildren();
    thread.addPage(page);
    for (const { comment } of before) if (comment.own) thread.put(comment);
    announce(text);
  }

  return { near, more, fold, seek, sort };
}
