/**
 * Which article a page is, and where the service that knows its comments lives. Tracking parameters
 * and the like are the service's to strip.
 *
 * @import { Article } from "./types"
 */

/**
 * @typedef {object} Surroundings what a page says of itself
 * @property {string} address `location.href`
 * @property {string} [canonical] the `href` of `<link rel="canonical">`, if it has one
 * @property {string} title
 */

/**
 * The article named by an `article` attribute (an address, a path, or the site's own key), else by the
 * page's canonical address, else by its address.
 *
 * @param {string | null | undefined} named
 * @param {Surroundings} page
 * @returns {Article}
 */
export function identify(named, { address, canonical, title }) {
  const key = named && !/^(https?:\/)?\//i.test(named) ? named : undefined;
  const url = parse((!key && named) || canonical || address, address);
  url.hash = "";
  return { url: url.href, title, key };
}

/**
 * @param {string} written
 * @param {string} base what is meant where that is no address
 */
function parse(written, base) {
  try {
    return new URL(written, base);
  } catch {
    return new URL(base);
  }
}

/**
 * What tells the page of one article from that of another. A query alone does not: scripts that measure
 * visits tidy it up.
 *
 * @param {Surroundings} page
 */
export const articleOf = ({ address, canonical }) => canonical || address.replace(/[?#].*/, "");

/**
 * The address of the service, from that of its script: `…/embed.js` or `…/embed/1.2.3/embed.js`.
 *
 * @param {string} script
 */
export function serviceOf(script) {
  return script.replace(/(embed\/[^/]+\/)?embed\.js.*/, "");
}

/**
 * The address of another file of the same release.
 *
 * @param {string} script
 * @param {string} name
 */
export const beside = (script, name) => new URL(name, script).href;

/**
 * The comment that a fragment names: an id of ours, or the number it had in WordPress.
 *
 * @param {string} hash
 * @returns {string | undefined}
 */
export function linkedComment(hash) {
  return /^#comment-(\w+)$/.exec(hash)?.[1];
}

/**
 * The language that an element is in, as the page says it.
 *
 * @param {Element} element
 */
export const languageOf = (element) =>
  (element.closest("[lang]") ?? document.documentElement).getAttribute("lang");

/**
 * What the page says of the article it holds.
 *
 * @returns {Surroundings}
 */
export function surroundings() {
  /** @type {HTMLLinkElement | null} */
  const canonical = document.querySelector("link[rel~=canonical]");
  /** @type {HTMLMetaElement | null} */
  const title = document.querySelector("meta[property='og:title']");
  return {
    address: location.href,
    canonical: canonical?.href,
    title: title?.content || document.title,
  };
}
