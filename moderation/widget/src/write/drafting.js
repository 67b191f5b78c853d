/**
 * Keeps what is typed in a box until it is sent.
 *
 * @import { Field } from "../field.js"
 * @import { Tools } from "./main.js"
 */
import { h } from "../dom.js";
import { quiet } from "./controls.js";

/** After the last key, in milliseconds. */
const PAUSE = 500;

/**
 * @param {Field} field
 * @param {Tools} tools
 * @param {() => void} [changed] called when the text is another without being typed
 */
export function keepDraft({ control, error }, { drafts, say, announce, signal }, changed) {
  const clear = quiet(say("draft.clear"), () => {
    discard();
    control.focus();
  });
  const found = h("p", { class: "found", hidden: true }, `${say("draft.found")} `, clear);
  let place = "";
  let base = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function save() {
    clearTimeout(timer);
    timer = undefined;
    drafts.save(place, control.value === base ? "" : control.value);
  }

  function later() {
    clearTimeout(timer);
    // The article may have changed before this was loaded.
    if (signal.aborted) save();
    else timer = setTimeout(save, PAUSE);
  }

  function flush() {
    if (timer) save();
  }

  /** @param {string} text */
  function set(text) {
    control.value = text;
    changed?.();
  }

  /** Forgets the text, here and in storage. */
  function discard() {
    set(base);
    save();
    found.hidden = true;
  }

  error.after(found);
  control.addEventListener("input", later);
  addEventListener("pagehide", flush, { signal });
  document.addEventListener("visibilitychange", flush, { signal });
  signal.addEventListener("abort", flush);
  // What somebody has typed before this was loaded stands.
  if (control.value) later();

  return {
    discard,
    flush,

    /** Whether nothing would be lost with the text. */
    untouched: () => control.value === base,

    /** Keeps the text now, and gives its key. */
    key() {
      flush();
      return drafts.keyOf(place);
    },

    /**
     * Goes on with the text of another place.
     *
     * @param {string} next
     * @param {string} [text] to begin with
     */
    enter(next, text = "") {
      flush();
      const draft = drafts.restore(next);
      place = next;
      base = text;
      found.hidden = !draft;
      set(draft ?? base);
      if (draft) announce(say("draft.found"));
    },

    /** @param {string} text */
    add(text) {
      set([control.value, text].filter(Boolean).join("\n\n"));
      save();
    },
  };
}
