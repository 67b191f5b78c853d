/**
 * How many characters are left, from three quarters of the limit on.
 *
 * @import { Field } from "../field.js"
 * @import { Tools } from "./main.js"
 */
import { h, uniqueId } from "../dom.js";
import { lengthOf } from "./rules.js";

const SHOWN_FROM = 0.75;
/** After the last key, in milliseconds: nobody wants to hear every number. */
const PAUSE = 2_000;

/**
 * @param {Field} field
 * @param {Tools} tools
 * @returns {() => void} counts again
 */
export function countCharacters({ control, node }, { settings, say, announce }) {
  const max = settings.max_body;
  const shown = h("p", { id: uniqueId() });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function count() {
    const length = lengthOf(control.value);
    const n = Math.abs(max - length);
    shown.className = length > max ? "error" : "muted";
    shown.textContent =
      length < max * SHOWN_FROM ? "" : say(length > max ? "form.count.over" : "form.count.left", { n });
  }

  function tell() {
    if (shown.textContent) announce(shown.textContent);
  }

  node.append(shown);
  control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby")} ${shown.id}`);
  control.addEventListener("input", () => {
    count();
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE);
  });
  count();
  return count;
}
