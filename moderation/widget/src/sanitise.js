/**
 * The second sanitiser. The service sends bodies that it has cleaned already; here they are read again
 * by an allow-list, and by no HTML parser at all: what is not one of these tags, written the way the
 * service writes them, can only become text. So there is nothing for a mutation to hide in, and nothing
 * that Trusted Types would have to allow.
 */
import { h } from "./dom.js";

const TOKEN =
  /<(\/?)(p|br|strong|em|code|pre|blockquote|ul|ol|li|a)(?: href="([^"]*)")?(?: [^>]*)?>|[^<]+|</g;

/** @type {Record<string, string>} */
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00A0" };

/** @param {string} text */
const decode = (text) => text.replace(/&(\w+);/g, (whole, name) => ENTITIES[name] ?? whole);

/**
 * A link to a stranger's absolute http(s) address, or nothing where that is none.
 *
 * @param {string | null} address
 * @param {...(Node | string)} children
 */
export const link = (address, ...children) =>
  /^https?:\/\//i.test(address ?? "")
    ? h("a", { href: address, rel: "nofollow ugc noopener noreferrer" }, ...children)
    : undefined;

/**
 * A body that the service has sent, in an element of its own. Of a link to anything but the web only the
 * text is kept, and one whose text hides where it leads says so.
 *
 * @param {string} html
 * @param {string | null} [lang] of the text, if it is known
 */
export function sanitised(html, lang) {
  const body = h("div", { class: "body", part: "body", dir: "auto", lang });
  /** @type {Element} */
  let inside = body;
  for (const [token, closing, tag, address = ""] of html.matchAll(TOKEN)) {
    if (!tag) inside.append(decode(token));
    else inside = closing ? leave(inside, tag) : enter(inside, tag, address);
  }
  return body;
}

/**
 * @param {Element} inside
 * @param {string} tag
 * @param {string} address
 */
function enter(inside, tag, address) {
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
  if (host && !names(closed.textContent, host)) parent.append(` (${host})`);
  return parent;
}

/**
 * Whether a text says a host, and not one that merely ends or begins like it.
 *
 * @param {string} text
 * @param {string} host
 */
const names = (text, host) =>
  text.split(/[^\p{L}\p{N}_.:-]+/u).some((word) => word.toLowerCase().replace(/[.:]+$/, "") === host);
