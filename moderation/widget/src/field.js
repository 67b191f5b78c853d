/**
 * One field with its label, its hint and the place of its error.
 *
 * @import { FormSettings } from "./types"
 * @import { Words } from "./words.js"
 */
import { h, uniqueId } from "./dom.js";

/**
 * @typedef {object} Field
 * @property {HTMLInputElement | HTMLTextAreaElement} control
 * @property {HTMLElement} error
 * @property {HTMLElement} node all of it
 */

/**
 * @param {"input" | "textarea"} tag
 * @param {string} name
 * @param {string} label
 * @param {boolean} required
 * @param {import("./dom.js").Attributes} attributes of the control
 * @param {string} [hint]
 * @returns {Field}
 */
export function createField(tag, name, label, required, attributes, hint) {
  const id = uniqueId();
  const error = h("p", { class: "error", id: `${id}e` });
  const help = h("p", { class: "muted", id: `${id}h` }, hint);
  const control = h(tag, {
    id,
    name,
    part: "input",
    dir: "auto",
    // Not `required`: an untouched field is not to be announced as wrong.
    "aria-required": required && "true",
    "aria-describedby": `${error.id} ${help.id}`,
    ...attributes,
  });
  const title = h("label", { for: id }, label + (required ? " *" : ""));
  return { control, error, node: h("div", { class: "field", part: "field" }, title, error, control, help) };
}

/**
 * The fields, in the order in which they stand.
 *
 * @param {Words["say"]} say
 * @param {Pick<FormSettings, "email_required" | "website">} settings
 */
export function createFields(say, { email_required: emailRequired, website }) {
  const typed = { autocapitalize: "none", spellcheck: "false" };
  const web = { inputmode: "url", autocomplete: "url", type: "text", ...typed };
  const mail = { type: "email", autocomplete: "email", ...typed };
  const text = { rows: 6, autocomplete: "off" };
  return {
    body: createField("textarea", "body", say("form.comment"), true, text, say("form.help")),
    name: createField("input", "name", say("form.name"), true, { autocomplete: "name" }),
    email: createField("input", "email", say("form.email"), emailRequired, mail),
    website: website ? createField("input", "website", say("form.website"), false, web) : undefined,
  };
}
