/**
 * A comment on its way, as it was typed.
 *
 * @import { Comment, Submission } from "../types"
 */

/** What it is called as long as the service has not given it a name. */
export const SKETCH = "sketch";

/** @type {Record<string, string>} */
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/**
 * @param {Submission} submission
 * @param {string | null} parent
 * @param {string} state in words
 * @param {Comment[]} earlier comments: whatever the clock of this device says, this one comes after them
 * @returns {Comment}
 */
export function sketchOf({ body, name }, parent, state, earlier) {
  const instants = earlier.map(({ created_at: created }) => Date.parse(created));
  const text = body.replace(/[&<>]/g, (sign) => ESCAPED[sign]);
  return {
    id: SKETCH,
    parent,
    html: `<p>${text.replaceAll(/\n{2,}/g, "</p><p>").replaceAll("\n", "<br>")}</p>`,
    own: { state },
    author: { name, website: null, staff: false },
    created_at: new Date(Math.max(Date.now(), ...instants)).toISOString(),
    legacy_id: null,
    edited_at: null,
    removed: null,
    replies: null,
  };
}
