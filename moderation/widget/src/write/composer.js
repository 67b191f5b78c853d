/**
 * A box to write a comment in: what is typed is kept and counted, and can be seen as it will look.
 *
 * @import { Field } from "../field.js"
 * @import { Problem } from "../service.js"
 * @import { Tools } from "./main.js"
 */
import { countCharacters } from "./counting.js";
import { keepDraft } from "./drafting.js";
import { createPreview } from "./preview.js";

/**
 * @param {Field} field
 * @param {Tools} tools
 * @param {(problem: Problem) => void} refuse called when there is nothing to be shown
 */
export function compose(field, tools, refuse) {
  const count = countCharacters(field, tools);
  const draft = keepDraft(field, tools, count);
  return { ...draft, preview: createPreview(field, tools, refuse) };
}
