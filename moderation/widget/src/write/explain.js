/**
 * What a person is told when the service did not take their comment.
 *
 * @import { FormError } from "../types"
 * @import { Problem } from "../service.js"
 * @import { Words } from "../words.js"
 */

/** Refusals that the widget words itself; for the others the service does, in the page's language. */
const KINDS = new Map([
  ["origin", "err.origin"],
  ["closed", "err.closed"],
  ["too-late", "err.late"],
]);

/**
 * @param {Problem} problem
 * @param {Words["say"]} say
 * @param {string} trouble what is said when nobody refused
 * @returns {FormError[]}
 */
export function explain({ kind, detail, errors, passing }, say, trouble) {
  const fields = Object.entries(Object(errors)).flatMap(([field, texts]) =>
    [texts].flat().map((text) => ({ field, text: `${text}` })),
  );
  if (fields.length) return fields;
  const key = KINDS.get(kind);
  if (key) return [{ text: say(key) }];
  return [{ text: passing || typeof detail !== "string" ? trouble : detail }];
}
