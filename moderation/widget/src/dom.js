/**
 * Building the DOM without ever reading HTML: under Trusted Types, and with strangers' words, an
 * element is made by name and a text is set as text.
 */

/** @typedef {Node | string | false | null | undefined} Child */
/** @typedef {string | number | boolean | null | undefined | ((event: any) => void)} Value */
/** @typedef {Record<string, Value>} Attributes */

let serial = 0;

/** An id for a label or a description; the shadow root is its scope. */
export const uniqueId = () => `c${++serial}`;

/**
 * An element. `true` sets an empty attribute, `false` and `null` none, a function listens to the event
 * that the name spells (`onclick`).
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value != null && value !== false) node.setAttribute(name, value === true ? "" : `${value}`);
  }
  fill(node, ...children);
  return node;
}

/**
 * Replaces what a node holds.
 *
 * @param {Element} node
 * @param {...Child} children
 */
export function fill(node, ...children) {
  node.replaceChildren(.../** @type {(Node | string)[]} */ (children.filter((child) => child)));
}

/**
 * A button that does one thing at a time, and says so when that did not work.
 *
 * @param {() => string} fail tells those who listen, and gives the words
 * @param {string} text
 * @param {() => unknown} work
 * @param {Attributes} [attributes]
 */
export function button(fail, text, work, attributes) {
  let busy = false;
  /** @type {string | null} what it said before it failed */
  let label = null;
  const onclick = async () => {
    if (busy) return;
    busy = true;
    node.textContent = label ?? node.textContent;
    try {
      await work();
    } catch {
      label = node.textContent;
      node.textContent = fail();
    }
    busy = false;
  };
  const node = h("button", { type: "button", part: "button", onclick, ...attributes }, text);
  return node;
}

/**
 * Words for those who listen to the page.
 *
 * @param {string} text
 */
export const unseen = (text) => h("span", { class: "unseen" }, text);

/**
 * A text around a person's name, which keeps its own direction.
 *
 * @param {import("./words.js").Words["say"]} say
 * @param {string} key of a text with the placeholder `{name}`
 * @param {string} name
 * @returns {Child[]}
 */
export function named(say, key, name) {
  const [before, after] = say(key, { name: "\n" }).split("\n");
  return [before, h("bdi", {}, name), after];
}

/**
 * A sentence that is not a comment.
 *
 * @param {string} text
 * @param {Attributes} [attributes]
 */
export const notice = (text, attributes) => h("p", { class: "notice", part: "notice", ...attributes }, text);

/** Nobody is told more than a sentence in so many milliseconds. */
const QUIET = 2_000;

/**
 * Tells those who listen to the page; of sentences that follow each other fast only the last.
 *
 * @param {HTMLElement} status
 * @returns {(text: string) => void}
 */
export function announcer(status) {
  let free = 0;
  let timer = 0;
  return (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      status.textContent = text;
      free = Date.now() + QUIET;
    }, free - Date.now());
  };
}

/**
 * Puts one element in the place of another; the focus stays.
 *
 * @param {HTMLElement} old
 * @param {HTMLElement} node
 */
export function swap(old, node) {
  if (old === node) return;
  const focused = old.matches(":focus-within");
  old.replaceWith(node);
  if (focused) node.focus({ preventScroll: true });
}

/**
 * Puts an item among others by their `data-at`, in milliseconds.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement} item
 * @param {boolean} newestFirst
 */
export function insertByTime(list, item, newestFirst) {
  const at = Number(item.dataset.at);
  // From the end: items mostly come in their order.
  const before = /** @type {HTMLElement[]} */ ([...list.children]).findLast(({ dataset }) =>
    newestFirst ? Number(dataset.at) >= at : Number(dataset.at) <= at,
  );
  if (before) before.after(item);
  else list.prepend(item);
}
