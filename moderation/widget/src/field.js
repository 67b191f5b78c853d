/**
 * One field with its label, its hint and its error.
 *
 * @import { FormSettings } from "./types"
 * @import { Words } from "./words.js"
 */
import { fill, h, setAttribute, uniqueId, unseen } from "./dom.js";

/** @typedef {ReturnType<typeof field>} Field */

/**
 * @param {Words["say"]} say
 * @param {string} label
 * @param {boolean} required
 * @param {import("./dom.js").Attributes} attributes of the control
 * @param {string} [hint] makes it a field of several lines
 */
function field(say, label, required, attributes, hint) {
  const id = uniqueId();
  const error = h("p", { class: "error", id: `${id}e` });
  const help = hint ? h("p", { class: "muted", id: `${id}h` }, hint) : null;
  // Not `required`: an untouched field is not to be announced as wrong.
  const control = h(hint ? "textarea" : "input", {
    id,
    part: "input",
    "aria-required": required && "true",
    ...attributes,
  });
  const name = h("label", { for: id }, label + (required ? " *" : ""));

  /** @param {string} [text] nothing when the field is right */
  function fail(text) {
    error.hidden = !text;
    fill(error, unseen(`${say("err.prefix")} `), text);
    setAttribute(control, "aria-invalid", text && "true");
    const described = [text && error.id, help?.id].filter(Boolean).join(" ");
    setAttribute(control, "aria-describedby", described || null);
  }

  fail();
  return { control, fail, node: h("div", { class: "field", part: "field" }, name, error, control, help) };
}

/**
 * The fields, in the order in which they stand.
 *
 * @param {Words["say"]} say
 * @param {Pick<FormSettings, "email_required">} settings
 * @returns {Record<"body" | "name" | "email" | "website", Field>}
 */
export function fieldsFor(say, { email_required: emailRequired }) {
  const typed = { autocapitalize: "none", spellcheck: "false" };
  return {
    body: field(say, say("form.comment"), true, { rows: 6, autocomplete: "off" }, say("form.help")),
    name: field(say, say("form.name"), true, { autocomplete: "name" }),
    email: field(say, say("form.email"), emailRequired, { type: "email", autocomplete: "email", ...typed }),
    website: field(say, say("form.website"), false, {
      inputmode: "url",
      autocomplete: "url",
      type: "text",
      ...typed,
    }),
  };
}
