/**
 * What can be said of a draft before the service has seen it. The service decides; these are here so
 * that the usual errors come at once, without waiting.
 *
 * @import { Draft, FormError, FormSettings } from "../types"
 * @import { Words } from "../words.js"
 */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * @param {Draft} draft trimmed
 * @param {Pick<FormSettings, "max_body" | "email_required">} settings
 * @param {Words["say"]} say
 * @returns {FormError[]} in the order of the fields
 */
export function mistakes({ body, name, email }, settings, say) {
  const max = settings.max_body;
  // In code points, as the service counts.
  const n = [...body].length - max;
  const rules = /** @type {const} */ ([
    ["body", !body, "err.comment.empty"],
    ["body", n > 0, "err.comment.long"],
    ["name", !name, "err.name.empty"],
    ["email", !email && settings.email_required, "err.email.empty"],
    ["email", !!email && !EMAIL.test(email), "err.email.format"],
  ]);
  return rules
    .filter(([, broken]) => broken)
    .map(([field, , key]) => ({ field, text: say(key, { max, n }) }));
}
