/**
 * Fills every `<span data-comments-count="address">` of the page, in one request for each site.
 * An empty value counts the comments of the page itself; `data-site` names another site.
 */
import { identify, languageOf, serviceOf, surroundings } from "./identity.js";
import { learn } from "./language.js";
import { asked, caller, doors } from "./service.js";

/** What the service counts at once. */
const MOST = 100;

/**
 * @param {string} script the address of this one
 * @param {string | null | undefined} site of the counts that name none
 */
export async function showCounts(script, site) {
  const elements = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-comments-count]")]);
  const siteOf = (/** @type {HTMLElement} */ { dataset }) => dataset.site ?? site ?? "";
  const articleOf = (/** @type {HTMLElement} */ { dataset }) =>
    asked(identify(dataset.commentsCount ?? "", surroundings()));
  for (const name of new Set(elements.map(siteOf))) {
    const counted = elements.filter((element) => siteOf(element) === name);
    const articles = [...new Set(counted.map(articleOf))].slice(0, MOST);
    const query = new URLSearchParams(articles.map((article) => ["article", article]));
    const { counts } = await caller(doors(serviceOf(script), name), "en")(`counts?${query}`);
    for (const element of counted) {
      const n = counts[articleOf(element)];
      const { say } = await learn(languageOf(element), script);
      if (n >= 0) element.textContent = say("thread.count", { n });
    }
  }
}
