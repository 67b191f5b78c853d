/**
 * `<article-comments>`: when to load, what it looks like, and what the page is told.
 */
import { announcer, fill, h } from "./dom.js";
import { load } from "./loading.js";
import { whenElsewhere, whenWanted } from "./moments.js";
import { keepPainted } from "./paint.js";
import { shared } from "./shared.js";
import styles from "./styles.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);

export class ArticleComments extends HTMLElement {
  static observedAttributes = ["site", "article", "lang"];
  /** The address of this script, which stands beside the others; the tag that includes it knows it. */
  static script = "";
  /** For the scripts that this one loads. */
  static shared = shared;

  /** @type {AbortController | undefined} from connection to disconnection, or to another article */
  #life;
  #live = furnish(this);
  #repaint = () => {};

  connectedCallback() {
    // Moved within the page it stays what it is, with what is typed in it.
    if (this.#life?.signal.aborted === false) this.#repaint();
    else this.#begin();
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
    this.#repaint = this.#live(signal);
    whenElsewhere(() => this.getAttribute("article") || this.#begin(), signal);
  }
}

/**
 * Furnishes an element for the articles that it will show.
 *
 * @param {HTMLElement} element
 */
function furnish(element) {
  const palette = new CSSStyleSheet();
  const status = h("p", { class: "unseen", role: "status" });
  const content = h("div", { tabindex: -1 });
  const view = h("div", { class: "root" }, status, content);
  const announce = announcer(status);
  const shadow = element.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet, palette];
  shadow.append(view);

  /** @type {import("./loading.js").Place["emit"]} */
  function emit(name, detail) {
    const options = { detail, bubbles: true, composed: true };
    element.dispatchEvent(new CustomEvent(`comments:${name}`, options));
  }

  /**
   * Waits until the comments of an article are wanted, and shows them.
   *
   * @param {AbortSignal} signal ends all this
   * @returns {() => void} paints it again
   */
  return (signal) => {
    const repaint = keepPainted(element, view, palette, signal);

    /** @type {import("./loading.js").Place["put"]} */
    function put({ language, say }, ...nodes) {
      if (signal.aborted) return;
      const focused = content.matches(":focus-within");
      view.lang = language;
      view.dir = say("text.direction");
      // Before they are there: reading a style would lay them all out at once.
      repaint();
      fill(content, ...nodes);
      if (focused) content.focus({ preventScroll: true });
    }

    /** @param {string} text of this article, not of one that was here before */
    const tell = (text) => signal.aborted || announce(text);

    function begin() {
      // It never becomes smaller than the space that the page has kept for it.
      content.style.minHeight = `${content.offsetHeight}px`;
      load({ element, script: ArticleComments.script, announce: tell, put, emit, signal });
    }

    const focused = content.matches(":focus-within");
    content.style.minHeight = "";
    fill(content, h("slot"));
    if (focused) content.focus({ preventScroll: true });
    whenWanted(element, begin, signal);
    return repaint;
  };
}
