/**
 * The tokens of the reader's own comments, which open those comments and nothing else.
 *
 * @import { Entry } from "./kept.js"
 */
import { OWN } from "../storage.js";
import { keep, kept } from "./kept.js";

/**
 * @typedef {object} Token
 * @property {string} id
 * @property {string} token
 * @property {string} status as the author was last told
 * @property {number} [until] milliseconds on this device's clock: until when the comment may be changed
 */

/** @typedef {Entry & Token} Owned */

/** @typedef {ReturnType<typeof createTokens>} Tokens */

/**
 * @param {string} root of the site
 * @param {string} scope the site and the article
 */
export function createTokens(root, scope) {
  /** @returns {Owned[]} */
  const all = () => kept(OWN);
  /** @param {string} id */
  const others = (id) => all().filter((entry) => entry.id !== id);

  return {
    /** Those of this article. */
    here: () => all().filter((entry) => entry.scope === scope),

    /** @param {string} id */
    statusOf: (id) => all().find((entry) => entry.id === id)?.status,

    /** @param {Owned} entry */
    save: (entry) => keep(OWN, [...others(entry.id), entry]),

    /** @param {string} id */
    forget: (id) => keep(OWN, others(id)),

    /**
     * The token of a comment that this reader has had published on the site, if there is one: a site may
     * trust those whom it has published before.
     */
    proof: () => all().find((entry) => entry.status === "approved" && entry.scope.startsWith(root))?.token,
  };
}
