/**
 * Lists in the browser's storage whose entries go after 30 days.
 */
import { read, write } from "../storage.js";

export const DAY = 86_400_000;
export const LIFETIME = 30 * DAY;

/**
 * @typedef {object} Entry
 * @property {string} scope the site and the article
 * @property {number} at milliseconds, from which its days are counted
 */

/**
 * @param {string} key
 * @returns {any[]} of every article of the page's host
 */
export function kept(key) {
  const value = read(key);
  const entries = Array.isArray(value) ? value : [];
  const fresh = entries.filter(
    (entry) => typeof entry?.scope === "string" && entry.at > Date.now() - LIFETIME,
  );
  if (fresh.length < entries.length) keep(key, fresh);
  return fresh;
}

/**
 * @param {string} key
 * @param {Entry[]} entries
 */
export const keep = (key, entries) => write(key, entries.length ? entries : null);
