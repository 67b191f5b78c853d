/**
 * The form as it is read, and the summary of what went wrong. What it does when somebody writes in it
 * comes with write.js.
 *
 * @import { FormSettings } from "./types"
 * @import { Words } from "./words.js"
 */
import { button, fill, h, uniqueId } from "./dom.js";
import { createFields } from "./field.js";

/** @typedef {ReturnType<typeof createForm>} Form */

/**
 * @param {Words["say"]} say
 * @param {FormSettings} settings
 * @param {() => void} touched called when the form is used; more than once
 * @param {() => void} send
 */
export function createForm(say, settings, touched, send) {
  const fields = createFields(say, settings);
  const heading = h("h2", { part: "heading", id: uniqueId() }, say("form.heading"));
  const cancel = h(
    "button",
    { type: "button", class: "quiet", part: "button", hidden: true },
    say("reply.cancel"),
  );
  const title = h("h3", { id: uniqueId() }, say("err.summary"));
  const summary = h("div", {
    class: "summary",
    part: "error-summary",
    role: "group",
    tabindex: -1,
    hidden: true,
    "aria-labelledby": title.id,
  });
  const trap = h("input", { name: "subject", tabindex: -1, autocomplete: "off" });
  const remember = h("input", { type: "checkbox", id: uniqueId() });
  const notify = settings.notify ? h("input", { type: "checkbox", id: uniqueId(), name: "notify" }) : null;
  const submit = h("button", { class: "primary", part: "button" }, say("form.submit"));
  const policy = settings.policy_url && h("a", { href: settings.policy_url }, say("form.policy"));
  const form = h(
    "form",
    { part: "form", novalidate: true, onsubmit, onkeydown, onfocusin: touched },
    h("p", { class: "muted" }, `${say("form.notice.email")} ${say("form.notice.required")}`),
    fields.body.node,
    h("div", { class: "pair" }, fields.name.node, fields.email.node),
    fields.website?.node,
    h("div", { class: "unseen", "aria-hidden": "true" }, trap),
    check(remember, say("form.remember")),
    notify && check(notify, say("form.notify")),
    h("div", { class: "actions" }, submit),
    h("p", { class: "muted" }, `${say("form.privacy")} `, policy),
  );
  const section = h(
    "section",
    { class: "form", "aria-labelledby": heading.id },
    h("div", { class: "top" }, heading, cancel),
    summary,
    form,
  );

  /** @param {Event} event */
  function onsubmit(event) {
    event.preventDefault();
    send();
  }

  /** @param {KeyboardEvent} event */
  function onkeydown({ key, ctrlKey, metaKey }) {
    if (key === "Enter" && (ctrlKey || metaKey)) form.requestSubmit();
  }

  /**
   * Shows every error at once, and moves the focus to their summary.
   *
   * @param {(Node | string)[]} errors
   * @param {boolean} [again] offers to send again
   */
  function fail(errors, again) {
    fill(
      summary,
      title,
      h("ul", {}, ...errors.map((error) => h("li", {}, error))),
      again && button(say, say("err.retry"), () => form.requestSubmit()),
    );
    summary.hidden = false;
    summary.focus();
  }

  return {
    /** Where the form stands while it replies to nobody. */
    home: h("div", {}, section),
    section,
    heading,
    cancel,
    summary,
    form,
    fields,
    remember,
    notify,
    submit,
    fail,
  };
}

/**
 * @param {HTMLInputElement} box
 * @param {string} label
 */
const check = (box, label) => h("div", { class: "check" }, box, h("label", { for: box.id }, label));
