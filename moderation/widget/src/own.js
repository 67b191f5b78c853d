/**
 * The reader's own comments on an article, from the waiting one to the answer of the moderators.
 *
 * @import { OwnComment, Submitted } from "./types"
 * @import { Ask, Problem } from "./service.js"
 * @import { Thread } from "./thread.js"
 */
import { OWN, read, write } from "./storage.js";

const DAY = 86_400_000;
const KEPT = 30 * DAY;

/**
 * @typedef {object} Owned
 * @property {string} id
 * @property {string} token
 * @property {string} scope the site and the article
 * @property {number} at milliseconds
 * @property {string} status as the author was last told
 * @property {number} [told] when the author was told of a refusal, which then stays for a day
 */

/**
 * The state that only the author sees.
 *
 * @param {string} status
 */
export const privateState = (status) => (status === "pending" || status === "refused" ? status : undefined);

/** @returns {Owned[]} what is kept of every article of the page's host */
function kept() {
  const value = read(OWN);
  const now = Date.now();
  return (Array.isArray(value) ? value : []).filter(
    (entry) => entry?.id && entry.at > now - KEPT && !(entry.told < now - DAY),
  );
}

/**
 * @param {string} scope
 * @param {Ask} ask
 * @param {Thread} thread
 * @param {(key: string) => void} announce
 */
export function ownComments(scope, ask, thread, announce) {
  // In memory too, for readers without storage.
  const mine = new Map(kept().flatMap((entry) => (entry.scope === scope ? [[entry.id, entry]] : [])));
  let asking = false;

  /** @param {Owned} entry */
  function save(entry) {
    mine.set(entry.id, entry);
    write(OWN, [...kept().filter(({ id }) => id !== entry.id), entry]);
  }

  /** @param {Owned} entry */
  function forget({ id }) {
    mine.delete(id);
    write(
      OWN,
      kept().filter((other) => other.id !== id),
    );
    thread.remove(id);
  }

  /**
   * @param {Owned} entry
   * @param {string} status
   */
  function tell(entry, status) {
    if (entry.status === status) return;
    save({ ...entry, status, told: status === "refused" ? Date.now() : undefined });
    if (status !== "pending") announce(status === "refused" ? "state.refused" : "state.published.announce");
  }

  /** @param {Owned} entry */
  async function learn(entry) {
    const { id, token } = entry;
    const before = thread.find(id)?.comment;
    if (before && !before.own) {
      tell(entry, "approved");
      return;
    }
    /** @type {OwnComment} */
    let answer;
    try {
      answer = await ask(`comments/${id}`, {}, { headers: { Authorization: `Bearer ${token}` } });
    } catch (problem) {
      // Erased, or not ours any more. With any other problem the answer is only late.
      if ([401, 404].includes(/** @type {Problem} */ (problem).status)) forget(entry);
      return;
    }
    const { status, ...comment } = answer;
    const own = privateState(status);
    if (status === "withdrawn") forget(entry);
    else {
      if (before?.own !== own || !before) {
        thread.put({ legacy_id: null, removed: null, replies: null, ...comment, own });
      }
      if (before && !own) thread.total++;
      tell(entry, status);
    }
  }

  return {
    /** @param {Submitted} submitted */
    keep: ({ id, token, status }) => save({ id, token, status, scope, at: Date.now() }),
    /** Asks what has become of those that wait. */
    async learn() {
      if (asking) return;
      asking = true;
      await Promise.all([...mine.values()].filter(({ status }) => status !== "approved").map(learn));
      asking = false;
    },
  };
}
