/**
 * The reader's own comments on an article, from the waiting one to the answer of the moderators.
 *
 * @import { Comment, OwnComment } from "../types"
 * @import { Problem } from "../service.js"
 * @import { Entry } from "../thread.js"
 * @import { Tools } from "./main.js"
 * @import { Owned } from "./tokens.js"
 */
import { ownActions } from "./actions.js";
import { askForChange } from "./asking.js";
import { edit } from "./editing.js";
import { DAY, LIFETIME } from "./kept.js";
import { sent } from "./sending.js";
import { withdraw } from "./withdrawal.js";

const EDITABLE = ["pending", "approved"];
/** Kinds of problems. */
const GONE = ["token", "unknown-comment"];

/**
 * Whether the public sees a comment.
 *
 * @param {Comment} comment
 */
const isPublic = ({ own, removed }) => !own?.state && !removed;

/** @param {Tools} tools */
export function ownComments(tools) {
  const { thread, tokens, ask, say, announce, count } = tools;
  let asking = false;

  /**
   * Shows a comment as it has become.
   *
   * @param {Comment} comment
   */
  function show(comment) {
    const before = thread.find(comment.id)?.comment;
    const { article } = thread.put(comment);
    if (before) thread.total += Number(isPublic(comment)) - Number(isPublic(before));
    count();
    return article;
  }

  /**
   * Shows and remembers what has become of a comment.
   *
   * @param {Owned} entry
   * @param {Omit<OwnComment, "body" | "edit_until" | "reason"> & Partial<OwnComment>} answer
   */
  function settle(entry, { status, reason, body, edit_until, ...comment }) {
    const before = thread.find(entry.id)?.comment;
    // A refusal that has been read is kept for no more than a day.
    const read = status === "refused" && entry.status !== status;
    const mine = { ...entry, status, at: read ? Date.now() - LIFETIME + DAY : entry.at };
    tokens.save(mine);
    return show({
      legacy_id: null,
      ...before,
      ...comment,
      removed: null,
      replies: before?.replies ?? null,
      own: { state: stateOf(status, reason), actions: [actionsOf(mine)] },
    });
  }

  /**
   * The words for a state that only the author sees.
   *
   * @param {OwnComment["status"]} status
   * @param {string | null} [reason]
   */
  function stateOf(status, reason) {
    if (status === "pending") return say("state.pending");
    return status === "refused" ? say("state.refused", { reason: reason ?? "" }).trim() : undefined;
  }

  /** @param {Owned} entry */
  function actionsOf(entry) {
    const settled = (/** @type {OwnComment} */ answer) => settle(entry, answer);
    const gone = (/** @type {HTMLElement | undefined} */ actions) => bury(entry, "author", actions);
    const above = () => /** @type {Entry} */ (thread.find(entry.id)).article;
    return ownActions(entry, tools, {
      edit: async () => {
        const answer = await follow(entry);
        if (EDITABLE.includes(answer.status)) edit(entry, answer.body, above(), tools, settled);
      },
      withdraw: () => withdraw(entry, tools, gone, settled),
      ask: () => askForChange(entry, above(), tools),
    });
  }

  /**
   * A comment that is no longer there leaves a mark where replies hang below it.
   *
   * @param {Owned} entry
   * @param {Comment["removed"]} removed
   * @param {HTMLElement} [actions] what its author can do about it
   */
  function bury(entry, removed, actions) {
    const { id } = entry;
    if (actions) tokens.save({ ...entry, status: "withdrawn" });
    else tokens.forget(id);
    const found = thread.find(id);
    if (!found) return;
    const own = actions && { state: say("own.withdrawn"), actions: [actions] };
    show({ ...found.comment, author: null, html: null, edited_at: null, removed, own });
    if (actions || found.list.childElementCount) return;
    leave(found.item);
    found.item.remove();
    thread.entries.delete(id);
    count();
  }

  /**
   * Asks what has become of a comment, and shows it.
   *
   * @param {Owned} entry
   * @returns {Promise<OwnComment>}
   * @throws {Problem}
   */
  async function follow(entry) {
    const { id, token } = entry;
    /** @type {OwnComment} */
    const answer = await ask(`comments/${id}`, {}, sent("GET", undefined, token));
    // Meanwhile its author has done something else to it.
    if (tokens.statusOf(id) !== entry.status) return answer;
    const changed = answer.status !== entry.status;
    if (answer.status === "withdrawn") bury(entry, "author");
    else if (changed || !thread.find(id)) settle(entry, answer);
    if (changed) tell(answer);
    return answer;
  }

  /** @param {Owned} entry */
  async function learn(entry) {
    try {
      await follow(entry);
    } catch (problem) {
      // Erased, or not ours any more. With any other problem the answer is only late.
      if (GONE.includes(/** @type {Problem} */ (problem).kind)) bury(entry, "moderation");
    }
  }

  /** @param {Pick<OwnComment, "status"> & Partial<OwnComment>} answer */
  function tell({ status, reason }) {
    if (status === "approved") announce(say("state.published.announce"));
    if (status === "refused") announce(stateOf(status, reason) ?? "");
  }

  return {
    settle,

    /** Asks what has become of those that wait, and of those that are not shown yet. */
    async learn() {
      if (asking) return;
      asking = true;
      const hidden = tokens.here().filter(({ id }) => !thread.find(id));
      const waiting = tokens.here().filter(({ status }) => status === "pending");
      const refused = hidden.filter(({ status }) => status === "refused");
      // The page went before it could be restored.
      for (const { id, status } of hidden) if (status === "withdrawn") tokens.forget(id);
      await Promise.all([...waiting, ...refused].map(learn));
      asking = false;
    },

    /** Gives the reader's own published comments what their author can do, wherever they have come from. */
    claim() {
      for (const entry of tokens.here()) {
        const comment = thread.find(entry.id)?.comment;
        if (!comment || comment.own || comment.removed) continue;
        settle(entry, { ...comment, status: "approved" });
        if (entry.status !== "approved") tell({ status: "approved" });
      }
    },
  };
}

/**
 * Moves the focus to a neighbour of what is about to go.
 *
 * @param {HTMLElement} item of the thread
 */
function leave(item) {
  if (!item.matches(":focus-within")) return;
  const list = /** @type {HTMLElement} */ (item.parentElement);
  const neighbours = [item.nextElementSibling, item.previousElementSibling, list.closest("li")];
  const next = neighbours.map((node) => node?.querySelector("article")).find(Boolean);
  const section = /** @type {HTMLElement} */ (list.closest("section"));
  section.tabIndex = -1;
  (next ?? section).focus();
}
