/**
 * Gets the comments of an article and the words around them, and says so when they do not come.
 *
 * @import { Child } from "./dom.js"
 * @import { Context } from "./conversation.js"
 * @import { Problem } from "./service.js"
 * @import { Words } from "./words.js"
 */
import { converse } from "./conversation.js";
import { button, h, notice } from "./dom.js";
import { identify, serviceOf, surroundings } from "./identity.js";
import { learn } from "./language.js";
import { asked, caller, doors } from "./service.js";

/**
 * @typedef {object} Place where the comments are shown
 * @property {HTMLElement} element
 * @property {string} script the address of embed.js
 * @property {(words: Words, ...nodes: Child[]) => void} put shows this instead of what was there
 * @property {(text: string) => void} announce
 * @property {(name: "ready" | "submitted" | "error", detail: object) => void} emit
 * @property {AbortSignal} signal after which nothing is shown any more
 */

/** @param {Place} place */
export async function load(place) {
  const { element, script, put, announce, emit, signal } = place;
  const tag = (element.closest("[lang]") ?? document.documentElement).getAttribute("lang");
  const root = doors(serviceOf(script), element.getAttribute("site") ?? "");
  const article = identify(element.getAttribute("article"), surroundings());
  /** @type {Context["list"]} */
  const list = (query) => caller(root, "en")("comments", { article: asked(article), ...query });
  const learning = learn(tag || "fr", script);

  learning.then((words) => put(words, h("p", { class: "muted" }, words.say("thread.loading"))));
  try {
    const page = await list({ order: element.dataset.order });
    const words = await (tag ? learning : learn(page.form.language, script));
    if (signal.aborted) return;
    const ask = caller(root, words.language);
    const wishes = element.dataset;
    const context = { words, ask, article, list, root, script, wishes, announce, emit, signal };
    const { nodes, begin } = converse(page, context);
    put(words, ...nodes);
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
    const again = button(say, say("err.retry"), () => load(place));
    const elsewhere = h("a", { href: page }, say("thread.elsewhere"));
    console.warn(problem);
    emit("error", { status: problem.status, type: problem.kind });
    put(words, notice(say("thread.fail")), h("div", { class: "actions" }, again, elsewhere));
  }
}
