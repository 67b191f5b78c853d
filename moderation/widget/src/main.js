/**
 * The script that a page includes. It registers the element, places one where its own tag asks for
 * it, and fills the counts.
 */
import { keepCounts } from "./counts.js";
import { h } from "./dom.js";
import { ArticleComments } from "./element.js";

const TAG = "article-comments";

/** A module, or a script that an optimiser has moved, does not know its own tag. */
const tags = () => [...document.scripts].filter(({ src }) => /\/embed\.js\b/.test(src));

// In a stranger's text an image can be called `currentScript`, and would be taken for it.
const script = [document.currentScript, ...tags()].find((tag) => tag instanceof HTMLScriptElement);

/**
 * Puts an element after a script in the body that names a site, on a page that has none: for editors
 * that strip tags they do not know. (In the head, `data-site` is for the counts.)
 *
 * @param {HTMLScriptElement} tag
 */
function place(tag) {
  const { site, article, lang, theme } = tag.dataset;
  if (!site || document.querySelector(TAG) || !document.body.contains(tag)) return;
  tag.after(h(TAG, { site, article, lang, "data-theme": theme }));
}

/** @param {HTMLScriptElement} tag */
function begin(tag) {
  place(tag);
  keepCounts(tag.src, () => tag.dataset.site ?? document.querySelector(TAG)?.getAttribute("site"));
}

if (script && !customElements.get(TAG)) {
  ArticleComments.script = script.src;
  customElements.define(TAG, ArticleComments);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => begin(script));
  else begin(script);
}
