/**
 * What the form does. There is one, which moves: to its place on the page, or under the comment it
 * replies to. What is typed in it is never lost to an error, nor when the form moves.
 *
 * @import { Draft, FormError, FormSettings } from "../types"
 * @import { Field } from "../field.js"
 * @import { Form } from "../form.js"
 * @import { Words } from "../words.js"
 */
import { fill, h, setAttribute, unseen } from "../dom.js";
import { IDENTITY, read, write } from "../storage.js";
import { mistakes } from "./rules.js";

/**
 * @typedef {object} Place
 * @property {string | null} parent
 * @property {import("../dom.js").Child[]} title
 * @property {HTMLElement} [article] the comment above
 */

/**
 * @param {Form} parts
 * @param {FormSettings} settings
 * @param {Words["say"]} say
 * @param {(draft: Draft, parent: string | null) => Promise<void>} send
 */
export function drive(parts, settings, say, send) {
  const { home, section, heading, cancel, summary, form, fields, remember, submit } = parts;
  const person = [fields.name, fields.email, fields.website].flatMap((field) => field?.control ?? []);
  const text = fields.body.control;
  const label = submit.textContent;
  /** @type {Place} */
  const top = { parent: null, title: [...heading.childNodes] };
  /** The texts of the places where the form is not. @type {Map<string | null, string>} */
  const texts = new Map();
  let place = top;
  let sending = false;

  /** @param {Place} next */
  function move(next) {
    texts.set(place.parent, text.value);
    text.value = texts.get(next.parent) ?? "";
    place = next;
    fill(heading, ...next.title);
    cancel.hidden = !next.article;
    forgive();
    if (next.article) next.article.after(section);
    else home.append(section);
  }

  function giveUp() {
    const { article } = place;
    if (sending || !article) return;
    move(top);
    article.focus();
  }

  /**
   * @param {Field} field
   * @param {string} [error] nothing when the field is right
   */
  function mark(field, error) {
    fill(field.error, error && unseen(`${say("err.prefix")} `), error);
    setAttribute(field.control, "aria-invalid", error && "true");
  }

  function forgive() {
    summary.hidden = true;
    for (const field of Object.values(fields)) if (field) mark(field);
  }

  /**
   * Shows every error twice: in the summary, as a link to its field, and beside the field.
   *
   * @param {FormError[]} errors
   * @param {boolean} [again] offers to send again
   */
  function fail(errors, again) {
    const items = errors.map(({ field, text }) => {
      const known = Object.entries(fields).find(([name]) => name === field)?.[1];
      if (!known) return text;
      mark(known, text);
      const onclick = (/** @type {Event} */ event) => {
        event.preventDefault();
        known.control.focus();
      };
      return h("a", { href: `#${known.control.id}`, onclick }, text);
    });
    parts.fail(items, again);
  }

  /** @param {boolean} now */
  function showSending(now) {
    sending = now;
    submit.setAttribute("aria-disabled", `${now}`);
    submit.textContent = now ? say("form.sending") : label;
  }

  /** @returns {Draft} */
  function draft() {
    const typed = [...new FormData(form)].map(([name, value]) => [name, `${value}`.trim()]);
    const { body, name, email, website, subject } = Object.fromEntries(typed);
    return { body, name, email, website: website || undefined, trap: subject || undefined };
  }

  function keepIdentity() {
    const identity = person.map(({ name, value }) => [name, value]);
    write(IDENTITY, remember.checked ? Object.fromEntries(identity) : null);
  }

  const identity = read(IDENTITY);
  // What somebody has done before this was loaded stands.
  remember.checked ||= !!identity;
  for (const control of person) control.value ||= identity?.[control.name] ?? "";
  remember.addEventListener("change", () => remember.checked || write(IDENTITY, null));
  cancel.addEventListener("click", giveUp);
  form.addEventListener("keydown", ({ key }) => key === "Escape" && !text.value && giveUp());

  return {
    fail,

    async submit() {
      if (sending) return;
      forgive();
      const written = draft();
      const errors = mistakes(written, settings, say);
      if (errors.length) {
        fail(errors);
        return;
      }
      keepIdentity();
      showSending(true);
      try {
        await send(written, place.parent);
      } finally {
        showSending(false);
      }
    },

    /**
     * Opens the form under a comment.
     *
     * @param {Place} under
     */
    reply(under) {
      if (sending) return;
      move(under);
      text.focus();
    },

    /** Brings the text of a reply whose comment is gone to the place of a new comment. */
    detach() {
      texts.set(null, [texts.get(null), text.value].filter(Boolean).join("\n\n"));
      text.value = "";
      move(top);
    },

    /** After a success: the text goes, the person stays, and the form returns to its place. */
    clear() {
      text.value = "";
      move(top);
    },
  };
}
