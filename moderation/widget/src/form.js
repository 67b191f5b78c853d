/**
 * The form as it is read. What it does when somebody writes in it comes with write.js.
 *
 * @import { Tools } from "./conversation.js"
 */
import { h, notice, uniqueId } from "./dom.js";
import { createFields } from "./field.js";

/** @typedef {ReturnType<typeof createForm>} Form */

/** @param {Tools} tools */
export function createForm({ say, settings, desk }) {
  const fields = createFields(say, settings);
  const heading = h("h2", { part: "heading", id: uniqueId() }, say("form.heading"));
  /** Said when write.js does not come. */
  const excuse = notice(say("err.server"), { tabindex: -1, hidden: true });
  const trap = h("input", {
    class: "unseen",
    name: "subject",
    tabindex: -1,
    autocomplete: "off",
    "aria-hidden": "true",
  });
  const remember = h("input", { type: "checkbox", id: uniqueId() });
  const notify = settings.notify ? h("input", { type: "checkbox", id: uniqueId(), name: "notify" }) : null;
  const submit = h("button", { class: "primary", part: "button" }, say("form.submit"));
  const policy = settings.policy_url && h("a", { href: settings.policy_url }, say("form.policy"));
  const form = h(
    "form",
    { part: "form", novalidate: true, onsubmit, onfocusin: touched },
    h("p", { class: "muted" }, `${say("form.notice.email")} ${say("form.notice.required")}`),
    fields.body.node,
    h("div", { class: "pair" }, fields.name.node, fields.email.node),
    fields.website?.node,
    trap,
    check(remember, say("form.remember")),
    notify && check(notify, say("form.notify")),
    excuse,
    h("div", { class: "actions" }, submit),
    h("p", { class: "muted" }, `${say("form.privacy")} `, policy),
  );
  const section = h(
    "section",
    { class: "form", "aria-labelledby": heading.id },
    h("div", { class: "top" }, heading),
    form,
  );

  function touched() {
    desk().catch(console.warn);
  }

  /** @param {Event} event */
  function onsubmit(event) {
    event.preventDefault();
    desk().then(
      ({ submit }) => submit(),
      () => {
        excuse.hidden = false;
        excuse.focus();
      },
    );
  }

  return {
    /** Where the form stands while it replies to nobody. */
    home: h("div", {}, section),
    section,
    heading,
    excuse,
    form,
    fields,
    remember,
    notify,
    submit,
  };
}

/**
 * @param {HTMLInputElement} box
 * @param {string} label
 */
const check = (box, label) => h("div", { class: "check" }, box, h("label", { for: box.id }, label));
