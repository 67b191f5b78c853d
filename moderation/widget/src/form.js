/**
 * The form. There is one, which moves: to its place on the page, or under the comment it replies to.
 * What is typed in it is never lost to an error, nor when the form moves.
 *
 * @import { Draft, FormError, FormSettings } from "./types"
 * @import { Words } from "./words.js"
 */
import { button, fill, h, uniqueId } from "./dom.js";
import { fieldsFor } from "./field.js";
import { mistakes } from "./rules.js";
import { IDENTITY, read, write } from "./storage.js";

/** @typedef {ReturnType<typeof commentForm>} CommentForm */
/** @typedef {{ parent: string | null, name?: string, article?: HTMLElement }} Place */

/**
 * @param {Words["say"]} say
 * @param {FormSettings} settings
 * @param {() => void} touched called when the form is used; more than once
 * @param {(draft: Draft, parent: string | null) => Promise<void>} send
 */
export function commentForm(say, settings, touched, send) {
  const fields = fieldsFor(say, settings);
  const person = /** @type {const} */ (["name", "email", "website"]);
  const text = fields.body.control;
  /** The texts of the places where the form is not. @type {Map<string | null, string>} */
  const texts = new Map();
  /** @type {Place} */
  let place = { parent: null };
  let sending = false;

  const home = h("div");
  const heading = h("h2", { part: "heading", id: uniqueId() });
  const cancel = button(say, say("reply.cancel"), "quiet", () => {
    const { article } = place;
    if (sending || !article) return;
    move({ parent: null });
    article.focus();
  });
  const summary = h("div", {
    class: "summary",
    part: "error-summary",
    role: "group",
    tabindex: -1,
    "aria-labelledby": uniqueId(),
  });
  const trap = h("input", { name: "subject", tabindex: -1, autocomplete: "off" });
  const remember = h("input", {
    type: "checkbox",
    id: uniqueId(),
    onchange: () => remember.checked || write(IDENTITY, null),
  });
  const submit = h("button", { class: "button primary", part: "button" });
  const policy = settings.policy_url && h("a", { href: settings.policy_url }, say("form.policy"));
  const form = h(
    "form",
    { part: "form", novalidate: true, onsubmit, onkeydown, onfocusin: touched },
    h("p", { class: "muted" }, `${say("form.notice.email")} ${say("form.notice.required")}`),
    fields.body.node,
    h("div", { class: "pair" }, fields.name.node, fields.email.node),
    settings.website && fields.website.node,
    h("div", { class: "unseen", "aria-hidden": "true" }, trap),
    h("div", { class: "check" }, remember, h("label", { for: remember.id }, say("form.remember"))),
    h("div", {}, submit),
    h("p", { class: "muted" }, `${say("form.privacy")} `, policy),
  );
  const node = h(
    "section",
    { class: "form", "aria-labelledby": heading.id },
    h("div", { class: "top" }, heading, cancel),
    summary,
    form,
  );

  /** @param {Place} next */
  function move(next) {
    texts.set(place.parent, text.value);
    text.value = texts.get(next.parent) ?? "";
    place = next;
    const { article, name = "" } = next;
    heading.textContent = article ? say("reply.heading", { name }) : say("form.heading");
    cancel.hidden = !article;
    forgive();
    if (article) article.after(node);
    else home.append(node);
  }

  function forgive() {
    summary.hidden = true;
    for (const field of Object.values(fields)) field.fail();
  }

  /** @param {boolean} now */
  function showSending(now) {
    sending = now;
    submit.setAttribute("aria-disabled", `${now}`);
    submit.textContent = say(now ? "form.sending" : "form.submit");
  }

  /**
   * Shows every error at once, and moves the focus to their summary.
   *
   * @param {FormError[]} errors
   * @param {boolean} [again] offers to send again
   */
  function fail(errors, again) {
    const items = errors.map(({ field, text }) => {
      const known = Object.hasOwn(fields, field ?? "") && fields[/** @type {keyof typeof fields} */ (field)];
      if (!known) return h("li", {}, text);
      known.fail(text);
      const onclick = (/** @type {Event} */ event) => {
        event.preventDefault();
        known.control.focus();
      };
      return h("li", {}, h("a", { href: `#${known.control.id}`, onclick }, text));
    });
    fill(
      summary,
      h("h3", { id: summary.getAttribute("aria-labelledby") }, say("err.summary")),
      h("ul", {}, ...items),
      again && button(say, say("err.retry"), "button", () => form.requestSubmit()),
    );
    summary.hidden = false;
    summary.focus();
  }

  /** @returns {Draft} */
  function draft() {
    const [body, name, email, website] = Object.values(fields).map(({ control }) => control.value.trim());
    return { body, name, email, website: website || undefined, trap: trap.value || undefined };
  }

  /** @param {Event} event */
  async function onsubmit(event) {
    event.preventDefault();
    if (sending) return;
    forgive();
    const written = draft();
    const errors = mistakes(written, settings, say);
    if (errors.length) {
      fail(errors);
      return;
    }
    if (remember.checked)
      write(IDENTITY, Object.fromEntries(person.map((key) => [key, fields[key].control.value])));
    showSending(true);
    try {
      await send(written, place.parent);
    } finally {
      showSending(false);
    }
  }

  /** @param {KeyboardEvent} event */
  function onkeydown({ key, ctrlKey, metaKey }) {
    if (key === "Enter" && (ctrlKey || metaKey)) form.requestSubmit();
    if (key === "Escape" && !text.value) cancel.click();
  }

  const identity = read(IDENTITY);
  remember.checked = !!identity;
  for (const key of person) fields[key].control.value = identity?.[key] ?? "";
  move(place);
  showSending(false);

  return {
    /** Where the form stands while it replies to nobody. */
    node: home,
    fail,

    /**
     * Opens the form under a comment.
     *
     * @param {Required<Place>} under
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
      move({ parent: null });
    },

    /** After a success: the text goes, the person stays, and the form returns to its place. */
    clear() {
      text.value = "";
      move({ parent: null });
    },
  };
}
