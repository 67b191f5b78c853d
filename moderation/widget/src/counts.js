/**
 * Sees whether a page wants counts, now or later; counts.js, which is loaded then, fills them.
 *
 * @import { Ask } from "./service.js"
 */
import { beside, serviceOf } from "./identity.js";
import { learn } from "./language.js";
import { opener } from "./opener.js";
import { caller, doors } from "./service.js";

/**
 * @typedef {object} Counting what counts.js works with; it may only grow within a release series
 * @property {() => string | null | undefined} siteOfPage of the counts that name none
 * @property {(site: string) => Ask} ask
 * @property {(language: string | null, n: number) => Promise<string>} say how many there are
 */

/**
 * @param {string} script the address of this one
 * @param {Counting["siteOfPage"]} siteOfPage
 */
export function keepCounts(script, siteOfPage) {
  const open = opener(beside(script, "counts.js"), {
    siteOfPage,
    ask: (/** @type {string} */ site) => caller(doors(serviceOf(script), site), "en"),
    say: async (/** @type {string | null} */ language, /** @type {number} */ n) =>
      (await learn(language, script)).say("thread.count", { n }),
  });
  const observer = new MutationObserver(look);

  function look() {
    // When it does not come, the next change of the page asks for it again.
    if (document.querySelector("[data-comments-count]"))
      open().then(() => observer.disconnect(), console.warn);
  }

  observer.observe(document, { childList: true, subtree: true, attributeFilter: ["data-comments-count"] });
  look();
}
