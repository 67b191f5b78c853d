/**
 * Gets the comments of an article and the words around them, and says so when they do not come.
 *
 * @import { Child } from "./dom.js"
 * @import { Problem } from "./service.js"
 * @import { Read } from "./types"
 * @import { Words } from "./words.js"
 */
import { converse } from "./conversation.js";
import { button, h, notice } from "./dom.js";
import { identify, languageOf, serviceOf, surroundings } from "./identity.js";
import { learn } from "./language.js";
import { asked, caller, doors } from "./service.js";

/**
 * @typedef {object} Place where the comments are shown
 * @property {HTMLElement} element
 * @property {string} script the address of embed.js
 * @property {(words: Words, ...nodes: Child[]) => void} put shows this instead of what was there
 * @property {(text: string) => void} announce politely, to those who listen to the page
 * @property {(name: "ready" | "submitted" | "error", detail: object) => void} emit
 * @property {AbortSignal} signal ends all this
 */

/** @param {Place} place */
export async function load(place) {
  const { element, script, put, emit, signal } = place;
  const wishes = element.dataset;
  const language = languageOf(element);
  const root = doors(serviceOf(script), element.getAttribute("site") ?? "");
  const article = identify(element.getAttribute("article"), surroundings());
  /** @type {Read} */
  const list = (query) => caller(root, "en")("comments", { article: asked(article), ...query });
  const learning = learn(language, script);

  learning.then((words) => put(words, h("p", { class: "muted" }, words.say("thread.loading"))));
  try {
    const page = await list({ order: wishes.order });
    const words = await (language ? learning : learn(page.form.language, script));
    if (signal.aborted) return;
    const ask = caller(root, words.language);
    const { key, url } = page.article;
    // An article without a key of the site's own has the address that the service knows it by.
    const known = key.startsWith("//") ? { ...article, url } : article;
    const begin = converse(page, { ...place, wishes, root, key, article: known, list, words, ask });
    emit("ready", { count: page.article.count });
    begin();
  } catch (error) {
    const words = await learning;
    if (!signal.aborted) fail(words, /** @type {Problem} */ (error));
  }

  /**
   * @param {Words} words
   * @param {Problem} problem
   */
  function fail(words, problem) {
    const { say } = words;
    const page = `${root.replace("api/v1/sites", "t")}?${new URLSearchParams({ article: asked(article) })}`;
    const again = button(
      () => say("thread.fail"),
      say("err.retry"),
      () => load(place),
    );
    const elsewhere = h("a", { href: page }, say("thread.elsewhere"));
    console.warn(problem);
    emit("error", { status: problem.status, type: problem.kind });
    put(
      words,
      h("section", {}, notice(say("thread.fail")), h("div", { class: "actions" }, again, elsewhere)),
    );
  }
}
