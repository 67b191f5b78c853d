/**
 * `<article-comments>`: when to load, what it looks like, and what the page is told.
 */
import { announcer, fill, h, whenChanged, whenNear } from "./dom.js";
import { articleOf, linkedComment, surroundings } from "./identity.js";
import { load } from "./loading.js";
import { keepPainted } from "./paint.js";
import { shared } from "./shared.js";
import styles from "./styles.css";

export class ArticleComments extends HTMLElement {
  static observedAttributes = ["site", "article", "lang"];
  /** The address of this script, which stands beside the others; the tag that includes it knows it. */
  static script = "";
  /** For the scripts that this one loads. */
  static shared = shared;

  /** @type {AbortController | undefined} from connection to disconnection, or to another article */
  #life;
  /** What the page said of its article when it was looked for. */
  #article = "";
  #palette = new CSSStyleSheet();
  #repaint = () => {};
  #status = h("p", { class: "unseen", role: "status" });
  #content = h("div", { tabindex: -1 });
  #view = h("div", { class: "root" }, this.#status, this.#content);
  #announce = announcer(this.#status);

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet, this.#palette];
    shadow.append(this.#view);
  }

  connectedCallback() {
    if (!this.#life || this.#life.signal.aborted) this.#begin();
    // Moved within the page it stays what it is, with what is typed in it.
    else this.#repaint();
  }

  disconnectedCallback() {
    setTimeout(() => this.isConnected || this.#life?.abort());
  }

  attributeChangedCallback() {
    if (this.#life && this.isConnected) this.#begin();
  }

  #begin() {
    this.#life?.abort();
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#article = articleOf(surroundings());
    this.#content.style.minHeight = "";
    fill(this.#content, h("slot"));
    this.#repaint = keepPainted(this, this.#view, this.#palette, signal);
    this.#wait(signal);
    this.#follow(signal);
  }

  /**
   * Loads when the reader comes near, or has been sent to a comment.
   *
   * @param {AbortSignal} signal
   */
  #wait(signal) {
    let begun = false;
    const come = () => {
      if (!begun && !signal.aborted) this.#load(signal);
      begun = true;
    };
    const sent = () => linkedComment(location.hash) && come();
    whenNear(this, come);
    addEventListener("hashchange", sent, { signal });
    if (this.getAttribute("load") === "eager") come();
    else sent();
  }

  /**
   * Begins again when the page has become that of another article, as pages do that change without
   * being loaded: they change their address, their canonical link or at least their title.
   *
   * @param {AbortSignal} signal
   */
  #follow(signal) {
    const look = () => {
      if (!this.getAttribute("article") && articleOf(surroundings()) !== this.#article) this.#begin();
    };
    const parts = { childList: true, subtree: true, attributeFilter: ["href"] };
    whenChanged([document.head], parts, look, signal);
    addEventListener("popstate", look, { signal });
    window.navigation?.addEventListener("currententrychange", look, { signal });
  }

  /** @param {AbortSignal} signal */
  #load(signal) {
    // It never becomes smaller than the space that the page has kept for it.
    this.#content.style.minHeight = `${this.#content.offsetHeight}px`;
    load({
      element: this,
      script: ArticleComments.script,
      announce: this.#announce,
      emit: (name, detail) =>
        this.dispatchEvent(new CustomEvent(`comments:${name}`, { detail, bubbles: true, composed: true })),
      put: ({ language, say }, ...nodes) => {
        if (signal.aborted) return;
        const focused = this.#content.matches(":focus-within");
        this.#view.lang = language;
        this.#view.dir = say("text.direction");
        // Before they are there: reading a style would lay them out at once.
        this.#repaint();
        fill(this.#content, ...nodes);
        if (focused) this.#content.focus({ preventScroll: true });
      },
      signal,
    });
  }
}
