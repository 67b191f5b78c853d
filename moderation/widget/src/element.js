/**
 * `<article-comments>`: when to load, what it looks like, and what the page is told.
 *
 * @import { Problem } from "./service.js"
 * @import { Words } from "./words.js"
 */
import { converse } from "./conversation.js";
import { button, fill, h, notice } from "./dom.js";
import { identify, linkedComment, serviceOf, surroundings } from "./identity.js";
import { keepPainted } from "./paint.js";
import { asked, caller, doors } from "./service.js";
import { shared } from "./shared.js";
import styles from "./styles.css";
import { speak } from "./words.js";

/** How near the reader has to come. */
const NEAR = "600px";

export class ArticleComments extends HTMLElement {
  static observedAttributes = ["site", "article", "lang"];
  /** The address of this script, which stands beside write.js; the tag that includes it knows it. */
  static script = "";
  /** For the scripts that this one loads. */
  static shared = shared;

  /** @type {AbortController | undefined} from connection to disconnection, or to another article */
  #life;
  #palette = new CSSStyleSheet();
  #repaint = () => {};
  #status = h("p", { class: "unseen", role: "status" });
  #content = h("div");
  #view = h("div", { class: "root", dir: "ltr" }, this.#status, this.#content);

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet, this.#palette];
    shadow.append(this.#view);
  }

  connectedCallback() {
    this.#life?.abort();
    this.#life = new AbortController();
    const { signal } = this.#life;
    fill(this.#content, h("slot"));
    this.#repaint = keepPainted(this, this.#palette, signal);
    this.#wait(signal);
  }

  disconnectedCallback() {
    this.#life?.abort();
  }

  attributeChangedCallback() {
    if (this.#life && this.isConnected) this.connectedCallback();
  }

  /**
   * Loads when the reader comes near, or has been sent to a comment.
   *
   * @param {AbortSignal} life
   */
  #wait(life) {
    let begun = false;
    const load = () => {
      observer.disconnect();
      if (!begun && !life.aborted) this.#load(life);
      begun = true;
    };
    const follow = () => linkedComment(location.hash) && load();
    const near = { rootMargin: NEAR };
    const observer = new IntersectionObserver(
      (seen) => seen.some((entry) => entry.isIntersecting) && load(),
      near,
    );
    observer.observe(this);
    addEventListener("hashchange", follow, { signal: life });
    if (this.getAttribute("load") === "eager") load();
    else follow();
  }

  /** @param {AbortSignal} signal */
  async #load(signal) {
    const words = speak((this.closest("[lang]") ?? document.documentElement).getAttribute("lang"));
    const { say } = words;
    this.#view.lang = words.language;
    fill(this.#content, h("p", { class: "muted" }, say("thread.loading")), h("slot"));
    try {
      await this.#show(words, signal);
    } catch (error) {
      if (signal.aborted) return;
      const { status, kind } = /** @type {Problem} */ (error);
      console.warn(error);
      this.#emit("error", { status, type: kind });
      const retry = button(say, say("err.retry"), () => this.#load(signal));
      fill(this.#content, h("section", {}, notice(say("thread.fail")), h("p", {}, retry), h("slot")));
    }
  }

  /**
   * @param {Words} words
   * @param {AbortSignal} signal
   * @throws {Problem}
   */
  async #show(words, signal) {
    const { order, position } = this.dataset;
    const root = doors(serviceOf(ArticleComments.script), this.getAttribute("site") ?? "");
    const article = identify(this.getAttribute("article"), surroundings());
    const ask = caller(root, words.language);
    const list = (query = {}) => ask("comments", { article: asked(article), order, ...query });
    const page = await list();
    if (signal.aborted) return;
    const { nodes, begin } = converse(page, {
      words,
      ask,
      article,
      list,
      root,
      signal,
      script: new URL("write.js", ArticleComments.script).href,
      newestFirst: (order ?? page.form.order) === "newest",
      announce: (text) => {
        this.#status.textContent = text;
      },
      emit: (name, detail) => this.#emit(name, detail),
    });
    fill(this.#content, ...(position === "below" ? nodes.reverse() : nodes));
    this.#repaint();
    this.#emit("ready", { count: page.article.count });
    begin();
  }

  /**
   * @param {"ready" | "submitted" | "error"} name
   * @param {object} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`comments:${name}`, { detail, bubbles: true, composed: true }));
  }
}
