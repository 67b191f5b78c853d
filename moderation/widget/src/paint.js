/**
 * Reads the colours of the host page around the element, and keeps the widget's in step with them.
 *
 * @import { Colour } from "./contrast.js"
 */
import { isDark, mix, palette, WHITE } from "./contrast.js";
import { whenChanged } from "./moments.js";

/** A page that fades into its other theme has done so by then, in milliseconds. */
const FADED = 600;
/** A link of the article's text, whose colour is the page's accent. */
const LINK = "p a[href]:not(article-comments *)";
/** @type {Record<string, Colour>} */
const FORCED = { light: WHITE, dark: [23, 30, 38] };

/**
 * Paints the sheet for the element as it stands now.
 *
 * @param {HTMLElement} element
 * @param {HTMLElement} probe inside it, which shows no rule between columns
 * @param {CSSStyleSheet} sheet
 */
function paint(element, probe, sheet) {
  /**
   * @param {Element} node
   * @param {"color" | "backgroundColor" | "columnRuleColor"} property
   * @returns {number[]} red, green, blue, and alpha from 0 to 1
   */
  function read(node, property) {
    const value = getComputedStyle(node)[property];
    // A mixed colour is told in numbers of one kind, whatever its parts are: `rgb()`, `oklch()`.
    probe.style.columnRuleColor = `color-mix(in srgb,${value},${value})`;
    const numbers = getComputedStyle(probe).columnRuleColor.match(/[\d.e-]+/g) ?? [];
    const [red, green, blue, alpha = 1] = numbers.map(Number);
    return [red * 255, green * 255, blue * 255, alpha];
  }

  /**
   * What is behind a node: the backgrounds of its ancestors, down to the browser's own canvas.
   *
   * @param {Element} node
   * @returns {Colour}
   */
  function behind(node) {
    const colour = read(node, "backgroundColor");
    // An element at the top of a shadow tree has a host instead of a parent.
    const { host } = /** @type {ShadowRoot} */ (node.getRootNode());
    const outer = node.assignedSlot ?? node.parentElement ?? host;
    // The style sheet lends that property the system colour `Canvas`, which follows `color-scheme`.
    const below = () => (outer ? behind(outer) : read(element, "columnRuleColor"));
    return colour[3] === 1 ? colour : mix(below(), colour, colour[3]);
  }

  const forced = FORCED[element.dataset.theme ?? ""];
  const background = forced ?? behind(element);
  const link = (element.closest("article, main") ?? document).querySelector(LINK);
  const page = forced ? [] : [read(element, "color"), link ? read(link, "color") : undefined];
  const tokens = Object.entries(palette(background, ...page)).map(
    ([name, colour]) => `--${name}:var(--comments-${name},rgb(${colour.slice(0, 3)}));`,
  );
  const scheme = `color-scheme:${isDark(background) ? "dark" : "light"}`;
  const surface = forced ? `:host{background:rgb(${forced});padding:1em}` : "";
  // On paper it is black on white.
  sheet.replaceSync(`@media screen{.root{${tokens.join("")}${scheme}}${surface}}`);
}

/**
 * Paints now, and again whenever the page gets its styles or changes its theme.
 *
 * @param {HTMLElement} element
 * @param {HTMLElement} probe
 * @param {CSSStyleSheet} sheet
 * @param {AbortSignal} signal ends the watch
 * @returns {() => void} paints again
 */
export function keepPainted(element, probe, sheet, signal) {
  const again = () => {
    paint(element, probe, sheet);
    setTimeout(paint, FADED, element, probe, sheet);
  };
  const nodes = [document.documentElement, document.body, element];
  whenChanged(nodes, { attributeFilter: ["class", "style", "data-theme"] }, again, signal);
  addEventListener("load", again, { signal });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again, { signal });
  again();
  return again;
}
