/**
 * Makes the moderators' forms faster: keys, a cursor, decisions without a page load, undo.
 *
 * Every form works without it. Keys are bound from the table that the help prints, and every word
 * comes from the page.
 */

import { chosen, current, point, rows, select, selectAll, step, tally } from "./cursor.js";
import { decide, decideAll, undo } from "./deciding.js";
import { $, $$, bulk, list, undoForm } from "./page.js";

const help = $("#help");
const bar = $("#bar");

/* The functions that the table of keys names; the argument stands after the colon. */
const ACTIONS = {
  next: () => step(1),
  previous: () => step(-1),
  decide: (verb) => decide(current(), verb, "key"),
  decideAll: (verb) => decideAll(verb, "key"),
  undo: () => undo("key"),
  select: () => select(current()),
  selectAll: () => selectAll(),
  open: () => follow(current() && $(".open", current())),
  queue: (number) => follow($$('.rail a[href*="status="]')[number - 1]),
  help: () => help.showModal(),
};

const bindings = new Map(
  $$("[data-action]", help).flatMap((entry) =>
    $$("kbd", entry).map((key) => [key.textContent, entry.dataset.action.split(":")]),
  ),
);

function follow(link) {
  if (link) location.assign(link.href);
}

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
  const writing = "input:not([type=checkbox]), textarea, select, [contenteditable]";
  if (event.target.closest(writing)) return true;
  return event.key === "Enter" && event.target.closest("a, button, summary, input") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isTaken(event)) return;
  const [action, argument] = bindings.get(nameOf(event)) ?? [];
  if (!action) return;
  event.preventDefault();
  ACTIONS[action](argument);
});

document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  const row = list && target.closest(".row");
  if (row && target.matches(".decide")) {
    event.preventDefault();
    decide(row, submitter.value, "button");
  } else if (target === bulk && submitter.value !== "delete" && chosen().length) {
    event.preventDefault();
    if (submitter.value !== "nothing") decideAll(submitter.value, "button");
  } else if (target === undoForm) {
    event.preventDefault();
    undo("button");
  }
});

/* Whatever is touched in a row makes it the current one. */
for (const kind of ["focusin", "click"]) {
  list?.addEventListener(kind, (event) => {
    const row = event.target.closest(".row:not(.leaving)");
    if (row && row !== current()) point(row, { focus: false });
  });
}

list?.addEventListener("change", tally);
bar?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (chosen().length) decideAll(button.value, "button");
  else decide(current(), button.value, "button");
});
$(".all", bulk ?? document)?.addEventListener("click", (event) => {
  event.preventDefault();
  selectAll();
});

const helpButton = $("#help-button");
helpButton.hidden = false;
helpButton.addEventListener("click", () => help.showModal());

document.documentElement.classList.add("live");
if (bar) bar.hidden = false;
if (rows()[0]) point(rows()[0], { focus: false });
tally();
