/**
 * What stays in the reader's browser, in the storage of the page they are on; only after they have
 * written something, and never in a cookie. Blocked, full or damaged storage reads as empty.
 *
 * | key | holds | until |
 * | --- | --- | --- |
 * | `comments:own` | the tokens of the reader's own comments | 30 days |
 * | `comments:identity` | name, e-mail and website | the box is unticked |
 */
export const OWN = "comments:own";
export const IDENTITY = "comments:identity";

/** Whether somebody has written here before. */
export const hasWritten = () => read(OWN) || read(IDENTITY);

/** @param {string} key */
export function read(key) {
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
  } catch {
    // A private window, or a full disk: the page works on, and forgets when it is closed.
  }
}
