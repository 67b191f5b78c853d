/**
 * What a text will look like, from the renderer that publishes it.
 *
 * @import { Field } from "../field.js"
 * @import { Problem } from "../service.js"
 * @import { Tools } from "./main.js"
 */
import { fill, h } from "../dom.js";
import { sanitised } from "../sanitise.js";
import { quiet } from "./controls.js";
import { sent } from "./sending.js";

/** @typedef {ReturnType<typeof createPreview>} Preview */

/**
 * @param {Field} field
 * @param {Tools} tools
 * @param {(problem: Problem) => void} refuse called when there is nothing to be shown
 */
export function createPreview({ control }, { ask, say }, refuse) {
  const shown = h("div", {
    class: "preview",
    role: "group",
    "aria-label": say("form.preview"),
    tabindex: -1,
  });
  const toggle = quiet(say("form.preview"), () => (control.hidden ? write() : show().catch(refuse)));

  /** Tells an answer that nobody waits for any more. */
  let asked = 0;

  async function show() {
    const mine = ++asked;
    const { html } = await ask("preview", {}, sent("POST", { body: control.value }));
    if (mine !== asked) return;
    fill(shown, sanitised(html));
    control.after(shown);
    control.hidden = true;
    toggle.textContent = say("form.backToEdit");
    shown.focus();
  }

  function close() {
    asked++;
    shown.remove();
    control.hidden = false;
    toggle.textContent = say("form.preview");
  }

  function write() {
    close();
    control.focus();
  }

  return { toggle, close };
}
