/** Keys: bound from the table that the help prints. */

import { $, $$ } from "./page.js";

const help = $("#help");

/** How the table names what was typed; digits by their place, since French ones need shift. */
function nameOf(event) {
  const digit = /^Digit(\d)$/.exec(event.code);
  if (digit) return digit[1];
  if (/^[a-z]$/i.test(event.key)) {
    return (event.shiftKey ? "shift+" : "") + event.key.toLowerCase();
  }
  return event.key;
}

/** Whether a key belongs to what has the focus. */
function isTaken(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return true;
  if ($("dialog[open]")) return true;
  const writing = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  if (event.target.closest(writing)) return true;
  return event.key === "Enter" && event.target.closest("a, button, summary, input") !== null;
}

/**
 * Let keys do what the page's table says.
 *
 * @param {Record<string, (argument: string) => void>} actions by the names that the table uses; the
 *   argument stands there after the colon
 */
export function bind(actions) {
  const bindings = new Map(
    $$("[data-action]", help).flatMap((entry) =>
      $$("kbd", entry).map((key) => [key.textContent, entry.dataset.action.split(":")]),
    ),
  );
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || isTaken(event)) return;
    const [action, argument] = bindings.get(nameOf(event)) ?? [];
    if (!action) return;
    event.preventDefault();
    actions[action](argument);
  });
  const button = $("#help-button");
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
  document.documentElement.classList.add("live");
}

export function follow(link) {
  if (link) location.assign(link.href);
}
