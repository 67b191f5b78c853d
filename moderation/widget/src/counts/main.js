/**
 * Fills every `<span data-comments-count="address">` of the page, and those that come later, in one
 * request for each site. An empty value counts the comments of the page itself; `data-site` names
 * another site.
 *
 * @import { Counting } from "../counts.js"
 */
import { identify, languageOf, surroundings } from "../identity.js";
import { asked } from "../service.js";

/** What the service counts at once. The change that its answer makes brings the next. */
const MOST = 100;
/** Changes come in swarms: so many milliseconds after the first, the page is looked at. */
const PAUSE = 100;
/** Before the mark of what was not answered. */
const FAILED = "!";

/** @typedef {{ element: Element, site: string, article: string, mark: string }} Wish */

/**
 * Follows the page. What was not answered is asked for again together with something new.
 *
 * @param {Counting} page
 */
export function open({ siteOfPage, ask, say }) {
  /** @type {WeakMap<Element, string>} what each was asked for */
  const marks = new WeakMap();
  let timer = 0;

  function look() {
    /** @type {Wish[]} */
    const wishes = [];
    /** @type {Iterable<HTMLElement>} */
    const elements = document.querySelectorAll("[data-comments-count]");
    timer = 0;
    for (const element of elements) {
      const { site = siteOfPage(), commentsCount } = element.dataset;
      const article = asked(identify(commentsCount, surroundings()));
      const mark = `${site} ${article} ${languageOf(element)}`;
      if (site && marks.get(element) !== mark) wishes.push({ element, site, article, mark });
    }
    if (wishes.every(({ element, mark }) => marks.get(element) === FAILED + mark)) return;
    for (const name of new Set(wishes.map(({ site }) => site)))
      count(name, wishes.filter(({ site }) => site === name).slice(0, MOST));
  }

  /**
   * @param {string} site
   * @param {Wish[]} wishes
   */
  async function count(site, wishes) {
    const query = new URLSearchParams(wishes.map(({ article }) => ["article", article]));
    for (const { element, mark } of wishes) marks.set(element, mark);
    try {
      const { counts } = await ask(site)(`counts?${query}`);
      for (const { element, article, mark } of wishes) {
        const text = await say(languageOf(element), counts[article]);
        if (marks.get(element) === mark) element.textContent = text;
      }
    } catch {
      for (const { element, mark } of wishes) marks.set(element, FAILED + mark);
    }
  }

  look();
  new MutationObserver(() => {
    if (!timer) timer = setTimeout(look, PAUSE);
  }).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: ["data-comments-count", "data-site", "lang"],
  });
}
