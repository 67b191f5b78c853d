/**
 * What stays in the reader's browser, in the storage of the page they are on; only after they have
 * written something, and never in a cookie. Damaged storage reads as empty; where storage is blocked
 * or full, it is remembered as long as the page lasts.
 *
 * | key | holds | until |
 * | --- | --- | --- |
 * | `comments:own` | the tokens of the reader's own comments | 30 days |
 * | `comments:identity` | name, e-mail and website | the box is unticked |
 * | `comments:draft` | texts that are not sent yet | they are sent or cleared, or 30 days |
 */
export const OWN = "comments:own";
export const IDENTITY = "comments:identity";
export const DRAFTS = "comments:draft";

/** @type {Map<string, unknown>} what storage did not take */
const memory = new Map();

/** Whether somebody has begun to write on this page, whatever storage took of it. */
let writing = false;

export function noteWriting() {
  writing = true;
}

/** Whether there may be something of somebody's here. */
export function hasWritten() {
  try {
    return writing || `${Object.keys(localStorage)}`.includes("comments:");
  } catch {
    return false;
  }
}

/** @param {string} key */
export function read(key) {
  if (memory.has(key)) return memory.get(key);
  try {
    return JSON.parse(localStorage[key]);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {unknown} value `null` removes it
 */
export function write(key, value) {
  try {
    if (value) localStorage[key] = JSON.stringify(value);
    else localStorage.removeItem(key);
    memory.delete(key);
  } catch {
    // A private window, or a full disk.
    memory.set(key, value);
  }
}
