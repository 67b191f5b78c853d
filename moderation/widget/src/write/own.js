/**
 * The reader's own comments on an article, from the waiting one to the answer of the moderators.
 *
 * @import { Comment, OwnComment, Submitted } from "../types"
 * @import { Ask, Problem } from "../service.js"
 * @import { Thread } from "../thread.js"
 * @import { Words } from "../words.js"
 */
import { OWN, read, write } from "../storage.js";

const DAY = 86_400_000;
const KEPT = 30 * DAY;

/**
 * @typedef {object} Owned
 * @property {string} id
 * @property {string} token
 * @property {string} scope the site and the article
 * @property {number} at milliseconds
 * @property {string} status as the author was last told
 */

/**
 * The words for a state that only the author sees.
 *
 * @param {string} status
 * @param {Words["say"]} say
 */
export const privateState = (status, say) =>
  ({ pending: say("state.pending"), refused: say("state.refused") })[status];

/** @returns {Owned[]} what is kept of every article of the page's host */
function kept() {
  const value = read(OWN);
  const now = Date.now();
  return (Array.isArray(value) ? value : []).filter((entry) => entry?.scope && entry.at > now - KEPT);
}

/**
 * @param {string} root of the site
 * @param {string} article as the service is asked for it
 * @param {Ask} ask
 * @param {Thread} thread
 * @param {Words["say"]} say
 * @param {(text: string) => void} announce
 */
export function ownComments(root, article, ask, thread, say, announce) {
  const scope = `${root} ${article}`;
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
    const refused = status === "refused";
    // A refusal that has been read is kept for no more than a day.
    save({ ...entry, status, at: refused ? Date.now() - KEPT + DAY : entry.at });
    if (refused) announce(say("state.refused"));
    if (status === "approved") announce(say("state.published.announce"));
  }

  /** @param {Owned} entry */
  async function learn(entry) {
    const { id, token } = entry;
    const before = thread.find(id)?.comment;
    if (before && !before.own) {
      tell(entry, "approved");
      return;
    }
    try {
      settle(
        entry,
        await ask(`comments/${id}`, {}, { headers: { Authorization: `Bearer ${token}` } }),
        before,
      );
    } catch (problem) {
      // Erased, or not ours any more. With any other problem the answer is only late.
      if ([401, 404].includes(/** @type {Problem} */ (problem).status)) forget(entry);
    }
  }

  /**
   * @param {Owned} entry
   * @param {OwnComment} answer
   * @param {Comment} [before] as it is shown
   */
  function settle(entry, { status, ...comment }, before) {
    if (status === "withdrawn") {
      forget(entry);
      return;
    }
    const state = privateState(status, say);
    if (!before || before.own?.state !== state) {
      const own = state ? { state } : undefined;
      thread.put({ legacy_id: null, removed: null, replies: null, ...comment, own });
    }
    if (before && !state) thread.total++;
    tell(entry, status);
  }

  return {
    /** @param {Submitted} submitted */
    keep: ({ id, token, status }) => save({ id, token, status, scope, at: Date.now() }),

    /**
     * The token of a comment that this reader has had published on the site, if there is one: a site may
     * trust those whom it has published before.
     */
    proof: () => kept().find((entry) => entry.status === "approved" && entry.scope.startsWith(root))?.token,

    /** Asks what has become of those that wait. */
    async learn() {
      if (asking) return;
      asking = true;
      await Promise.all([...mine.values()].filter(({ status }) => status !== "approved").map(learn));
      asking = false;
    },
  };
}
