/**
 * One field with its label, its hint and the place of its error.
 *
 * @import { FormSettings } from "./types"
 * @import { Words } from "./words.js"
 */
import { h, uniqueId } from "./dom.js";

/** @typedef {ReturnType<typeof field>} Field */

/**
 * @param {string} name
 * @param {string} label
 * @param {boolean} required
 * @param {import("./dom.js").Attributes} attributes of the control
 * @param {string} [hint] makes it a field of several lines
 */
function field(name, label, required, attributes, hint) {
  const id = uniqueId();
  const error = h("p", { class: "error", id: `${id}e` });
  const help = hint ? h("p", { class: "muted", id: `${id}h` }, hint) : null;
  const control = h(hint ? "textarea" : "input", {
    id,
    name,
    part: "input",
    // Not `required`: an untouched field is not to be announced as wrong.
    "aria-required": required && "true",
    "aria-describedby": help ? `${error.id} ${help.id}` : error.id,
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
  return {
    body: field("body", say("form.comment"), true, { rows: 6, autocomplete: "off" }, say("form.help")),
    name: field("name", say("form.name"), true, { autocomplete: "name" }),
    email: field("email", say("form.email"), emailRequired, {
      type: "email",
      autocomplete: "email",
      ...typed,
    }),
    website: website ? field("website", say("form.website"), false, web) : undefined,
  };
}
