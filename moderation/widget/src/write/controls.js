/**
 * Buttons of those who write.
 *
 * @import { Words } from "../words.js"
 */
import { h } from "../dom.js";

/**
 * A button that looks like a link.
 *
 * @param {string} text
 * @param {(event: Event) => void} onclick
 */
export const quiet = (text, onclick) =>
  h("button", { type: "button", class: "quiet", part: "action", onclick }, text);

/**
 * Says whether what is in a field is wrong.
 *
 * @param {HTMLElement} control
 * @param {boolean} wrong
 */
export function invalidate(control, wrong) {
  if (wrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

/**
 * Says that a button's work is being done. It keeps its width and the focus, and does nothing twice.
 *
 * @param {HTMLButtonElement} button
 * @param {Words["say"]} say
 * @param {() => Promise<void>} work
 */
export async function whileSending(button, say, work) {
  if (button.hasAttribute("aria-disabled")) return;
  const label = button.textContent;
  button.style.width = `${button.offsetWidth}px`;
  button.setAttribute("aria-disabled", "true");
  button.textContent = say("form.sending");
  try {
    await work();
  } finally {
    button.textContent = label;
    button.removeAttribute("aria-disabled");
    button.style.width = "";
  }
}
