/**
 * What can be said of a comment before the service has seen it. The service decides; these are here so
 * that the usual errors come at once, without waiting.
 *
 * @import { FormError, FormSettings, Submission } from "../types"
 * @import { Words } from "../words.js"
 */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** A host name, with or without the scheme of the web. A colon may only precede a port. */
const WEBSITE = /^(https?:\/\/)?[^\s:/?#]+\.[^\s:/?#]+(:\d+)?([/?#]\S*)?$/i;

/**
 * In code points, as the service counts.
 *
 * @param {string} text
 */
export const lengthOf = (text) => [...text.trim().normalize()].length;

/**
 * @param {Submission} submission trimmed
 * @param {Pick<FormSettings, "max_body" | "email_required">} settings
 * @param {Words["say"]} say
 * @returns {FormError[]} in the order of the fields
 */
export function mistakes({ body, name, email, website, notify }, settings, say) {
  const max = settings.max_body;
  const n = lengthOf(body) - max;
  const rules = /** @type {const} */ ([
    ["body", !body, "err.comment.empty"],
    ["body", n > 0, "err.comment.long"],
    ["name", !name, "err.name.empty"],
    ["email", !email && (settings.email_required || notify), "err.email.empty"],
    ["email", !!email && !EMAIL.test(email), "err.email.format"],
    ["website", !!website && !WEBSITE.test(website), "err.website.format"],
  ]);
  return rules
    .filter(([, broken]) => broken)
    .map(([field, , key]) => ({ field, text: say(key, { max, n }) }));
}
