/**
 * The second sanitiser. The service sends bodies that it has cleaned already; here they are read again
 * by an allow-list, and by no HTML parser at all: what is not one of these tags, written the way the
 * service writes them, can only become text. So there is nothing for a mutation to hide in, and nothing
 * that Trusted Types would have to allow.
 */
import { h } from "./dom.js";

const ALLOWED = /^(p|br|strong|em|code|pre|blockquote|ul|ol|li|a)$/;
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>|[^<]+|</gi;

/** @type {Record<string, string>} */
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00A0" };

/** @param {string} text */
const decode = (text) =>
  text.replace(/&(?:#(\d{1,6})|(\w+));/g, (whole, code, name) =>
    code ? String.fromCodePoint(code) : (ENTITIES[name] ?? whole),
  );

/**
 * A link to a stranger's absolute http(s) address, or nothing where that is none.
 *
 * @param {string | null} address
 * @param {...(Node | string)} children
 */
export function link(address, ...children) {
  try {
    const { href, protocol } = new URL(address ?? "");
    if (/^https?:$/.test(protocol)) {
      return h("a", { href, rel: "nofollow ugc noopener noreferrer" }, ...children);
    }
  } catch {
    // Not an address.
  }
  return undefined;
}

/**
 * A body that the service has sent, in an element of its own. Tags that are not allowed are dropped and
 * their text is kept; a link to anything but the web is dropped the same way, and one whose text hides
 * where it leads says so.
 *
 * @param {string} html
 */
export function sanitised(html) {
  const body = h("div", { class: "body", part: "body", dir: "auto" });
  /** @type {Element} */
  let inside = body;
  for (const [token, closing, name = "", attributes] of html.matchAll(TOKEN)) {
    const tag = name.toLowerCase();
    if (!tag) inside.append(decode(token));
    else if (ALLOWED.test(tag)) inside = closing ? leave(inside, tag) : enter(inside, tag, attributes);
  }
  return body;
}

/**
 * @param {Element} inside
 * @param {string} tag
 * @param {string} attributes
 */
function enter(inside, tag, attributes) {
  const [, address = ""] = /\shref="([^"]*)"/i.exec(attributes) ?? [];
  const element = tag === "a" ? link(decode(address)) : h(/** @type {"p"} */ (tag));
  if (element) inside.append(element);
  return element && tag !== "br" ? element : inside;
}

/**
 * @param {Element} inside
 * @param {string} tag
 */
function leave(inside, tag) {
  // The body itself is a `div`, which no tag of the text can close.
  const closed = inside.closest(tag);
  const parent = closed?.parentElement;
  if (!parent) return inside;
  const { host } = /** @type {HTMLAnchorElement} */ (closed);
  if (host && !closed.textContent.includes(host)) parent.append(` (${host})`);
  return parent;
}
