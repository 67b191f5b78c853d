/**
 * Texts that are not sent yet, and nothing else about who wrote them.
 *
 * A tab replaces only the draft that it goes on with. When two tabs go on with the same one, or begin
 * in the same place, both texts are kept; the newest comes back first, the other once that is gone.
 *
 * @import { Entry } from "./kept.js"
 */
import { DRAFTS } from "../storage.js";
import { keep, kept } from "./kept.js";

/** When there are more, the oldest go: storage is small, and the page's own. */
const MOST = 20;

/**
 * @typedef {object} Text
 * @property {string} place on the article: a comment replied to, one that is edited, or `""`
 * @property {string} text
 * @property {string} key of this very text: however often it is sent, it is one comment
 */

/** @typedef {Entry & Text} Draft */

/** @typedef {ReturnType<typeof createDrafts>} Drafts */

/** @param {string} scope the site and the article */
export function createDrafts(scope) {
  /** The keys of the texts that stand on this page, by their places. @type {Map<string, string>} */
  const keys = new Map();

  /** @returns {Draft[]} the newest last */
  const here = () => kept(DRAFTS).filter((draft) => draft.scope === scope && typeof draft.text === "string");

  return {
    /** The one that was written last on this article, wherever. */
    newest: () => here().at(-1),

    /** @param {string} place */
    keyOf: (place) => keys.get(place) ?? randomKey(),

    /**
     * @param {string} place
     * @returns {string | undefined} its text, which this tab goes on with
     */
    restore(place) {
      const drafts = here().filter((draft) => draft.place === place);
      const draft = drafts.find(({ key }) => key === keys.get(place)) ?? drafts.at(-1);
      if (draft) keys.set(place, draft.key);
      return draft?.text;
    },

    /**
     * @param {string} place
     * @param {string} text nothing to forget it
     */
    save(place, text) {
      const drafts = kept(DRAFTS);
      const before = drafts.findIndex(({ key }) => key === keys.get(place));
      const [draft] = before < 0 ? [] : drafts.splice(before, 1);
      const key = draft?.text === text ? draft.key : randomKey();
      keys.set(place, key);
      if (text.trim()) drafts.push({ scope, place, text, at: Date.now(), key });
      keep(DRAFTS, drafts.slice(-MOST));
    },
  };
}

/** 128 random bits. (`crypto.randomUUID` is not there on a page served by plain http.) */
export const randomKey = () => String(crypto.getRandomValues(new Uint32Array(4))).replaceAll(",", "-");
