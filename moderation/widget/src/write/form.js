/**
 * What the form does. There is one, which moves: to its place on the page, or under the comment it
 * replies to. What is typed in it is never lost to an error, nor when the form moves.
 *
 * @import { FormError, Submission } from "../types"
 * @import { Child } from "../dom.js"
 * @import { Field } from "../field.js"
 * @import { Form } from "../form.js"
 * @import { Tools } from "./main.js"
 */
import { fill, h, unseen } from "../dom.js";
import { compose } from "./composer.js";
import { invalidate, quiet, whileSending } from "./controls.js";
import { explain } from "./explain.js";
import { createPerson } from "./person.js";
import { mistakes } from "./rules.js";
import { createSummary } from "./summary.js";

/**
 * @typedef {object} Place
 * @property {string | null} parent
 * @property {Child[]} title
 * @property {HTMLElement} [article] the comment above
 */

/** @typedef {ReturnType<typeof drive>} Driven */

/**
 * @param {Form} parts
 * @param {Tools} tools
 * @param {(submission: Submission, parent: string | null, key: string) => Promise<void>} send
 */
export function drive(parts, tools, send) {
  const { home, section, heading, excuse, form, fields, submit } = parts;
  const { settings, say, announce, trouble } = tools;
  const summary = createSummary(parts, say);
  const cancel = quiet(say("reply.cancel"), giveUp);
  const text = fields.body.control;
  const person = createPerson(parts, tools);
  const box = compose(fields.body, tools, (problem) => fail(explain(problem, say, trouble())));
  /** @type {Place} */
  const top = { parent: null, title: [...heading.childNodes] };
  let place = top;

  /** @param {Place} next */
  function move(next) {
    place = next;
    fill(heading, ...next.title);
    cancel.hidden = !next.article;
    forgive();
    person.ask(!!next.article);
    if (next.article) next.article.after(section);
    else home.append(section);
    box.enter(next.parent ?? "");
  }

  function giveUp() {
    const { article } = place;
    if (submit.hasAttribute("aria-disabled") || !article) return;
    move(top);
    article.focus();
  }

  /**
   * @param {Field} field
   * @param {string} [error] nothing when the field is right
   */
  function mark(field, error) {
    fill(field.error, error && unseen(`${say("err.prefix")} `), error);
    invalidate(field.control, !!error);
  }

  function forgive() {
    box.preview.close();
    summary.node.hidden = true;
    excuse.hidden = true;
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
      if (known !== fields.body) person.ask();
      mark(known, text);
      const onclick = (/** @type {Event} */ event) => {
        event.preventDefault();
        known.control.focus();
      };
      return h("a", { href: `#${known.control.id}`, onclick }, text);
    });
    summary.fail(items, again);
  }

  /** @returns {Submission} */
  function submission() {
    const typed = [...new FormData(form)].map(([name, value]) => [name, `${value}`.trim()]);
    const { body, name, email, website, subject, notify } = Object.fromEntries(typed);
    return {
      body,
      name,
      email,
      website: website || undefined,
      trap: subject || undefined,
      notify: !!notify || undefined,
    };
  }

  form.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
    if (key === "Enter" && (ctrlKey || metaKey)) form.requestSubmit();
    if (key === "Escape" && !text.value) giveUp();
  });
  cancel.hidden = true;
  heading.after(cancel);
  submit.after(box.preview.toggle);
  if (!text.value) box.enter("");

  return {
    fail,
    move,
    home: () => move(top),

    /**
     * Says something else of what could not be sent, where that is still shown.
     *
     * @param {string} words
     */
    remind(words) {
      const list = summary.node.querySelector("ul");
      if (summary.node.hidden || !list) return;
      fill(list, h("li", {}, words));
      announce(words);
    },

    submit: () =>
      whileSending(submit, say, async () => {
        forgive();
        const written = submission();
        const errors = mistakes(written, settings, say);
        if (errors.length) {
          fail(errors);
          return;
        }
        person.keep();
        await send(written, place.parent, box.key());
      }),

    /**
     * Opens the form under a comment.
     *
     * @param {Place} under
     */
    reply(under) {
      if (submit.hasAttribute("aria-disabled")) return;
      move(under);
      text.focus();
    },

    /** Brings the text of a reply whose comment is gone to the place of a new comment. */
    detach() {
      const { value } = text;
      box.discard();
      move(top);
      box.add(value);
    },

    /**
     * After a success: the text goes, the person stays, and the form returns to its place.
     *
     * @param {Submission} sent
     */
    clear({ body }) {
      // What somebody has typed while it was on its way is another text.
      if (text.value.trim() === body) box.discard();
      move(top);
    },
  };
}
