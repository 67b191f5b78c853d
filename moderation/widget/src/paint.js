/**
 * Reads the colours of the host page around the element, and keeps the widget's in step with them.
 *
 * @import { Colour } from "./contrast.js"
 */
import { isDark, mix, palette, WHITE } from "./contrast.js";
import { whenChanged } from "./dom.js";

/** A page that fades into its other theme has done so by then, in milliseconds. */
const FADED = 600;
/** A link of the article's text, whose colour is the page's accent. */
const LINK = "p a[href]:not(article-comments *)";
/** @type {Record<string, Colour>} */
const FORCED = { light: WHITE, dark: [23, 30, 38] };

/**
 * @param {Element} element
 * @param {"color" | "backgroundColor" | "columnRuleColor"} property
 * @returns {number[]} red, green, blue, and alpha from 0 to 1
 */
function read(element, property) {
  const value = getComputedStyle(element)[property];
  const [red, green, blue, alpha = 1] =
    (value.startsWith("rgb") && value.match(/[\d.]+/g)?.map(Number)) || drawn(value);
  return [red, green, blue, alpha];
}

/**
 * `oklch()` and its like, as the screen would show them.
 *
 * @param {string} value
 */
function drawn(value) {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

/**
 * What is behind an element: the backgrounds of its ancestors, down to the browser's own canvas.
 *
 * @param {Element} element
 * @param {Element} [host]
 * @returns {Colour}
 */
function behind(element, host = element) {
  const [red, green, blue, alpha] = read(element, "backgroundColor");
  // An element at the top of a shadow tree has a host instead of a parent.
  const { host: above } = /** @type {ShadowRoot} */ (element.getRootNode());
  const outer = element.assignedSlot ?? element.parentElement ?? above;
  // The style sheet lends that property the system colour `Canvas`, which follows `color-scheme`.
  const below = alpha === 1 ? [0, 0, 0] : outer ? behind(outer, host) : read(host, "columnRuleColor");
  return mix(below, [red, green, blue], alpha);
}

/**
 * Paints the sheet for the element as it stands now.
 *
 * @param {HTMLElement} element
 * @param {CSSStyleSheet} sheet
 */
function paint(element, sheet) {
  const forced = FORCED[element.dataset.theme ?? ""];
  const background = forced ?? behind(element);
  const link = forced ? null : (element.closest("article, main") ?? document).querySelector(LINK);
  const colours = palette(
    background,
    forced ? undefined : read(element, "color"),
    link ? read(link, "color") : undefined,
  );
  const tokens = Object.entries(colours).map(
    ([name, colour]) => `--${name}:var(--comments-${name},rgb(${colour.slice(0, 3)}));`,
  );
  const surface = forced ? `:host{background:rgb(${forced});padding:1em}` : "";
  // On paper it is black on white.
  sheet.replaceSync(
    `@media screen{.root{${tokens.join("")}color-scheme:${isDark(background) ? "dark" : "light"}}${surface}}`,
  );
}

/**
 * Paints now, and again whenever the page gets its styles or changes its theme.
 *
 * @param {HTMLElement} element
 * @param {CSSStyleSheet} sheet
 * @param {AbortSignal} signal ends the watch
 * @returns {() => void} paints again
 */
export function keepPainted(element, sheet, signal) {
  const again = () => {
    paint(element, sheet);
    setTimeout(paint, FADED, element, sheet);
  };
  paint(element, sheet);
  const nodes = [document.documentElement, document.body, element];
  whenChanged(nodes, { attributeFilter: ["class", "style", "data-theme"] }, again, signal);
  addEventListener("load", again, { signal });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again, { signal });
  return again;
}
