/**
 * Makes the moderators' forms faster: keys, a cursor, decisions without a page load, undo.
 *
 * Every form works without it. Keys are bound from the table that the help prints, and every word
 * comes from the page.
 */

import { chosen, current, point, rows, select, selectAll, step, tally } from "./cursor.js";
import { decide, decideAll, undo } from "./deciding.js";
import { bind, follow } from "./keys.js";
import { $, $$, bulk, list, undoForm } from "./page.js";
import "./presence.js";

const bar = $("#bar");

/* The functions that the table of keys names; the argument stands after the colon. */
const ACTIONS = {
  next: () => (list ? step(1) : follow($('main a[rel="next"]'))),
  previous: () => (list ? step(-1) : follow($('main a[rel="prev"]'))),
  decide: (verb) => decide(current(), verb, "key"),
  decideAll: (verb) => {
    if (verb === "refuse" && !chosen().length) ACTIONS.go("refusal");
    else decideAll(verb, "key");
  },
  undo: () => undo("key"),
  select: () => select(current()),
  selectAll: () => selectAll(),
  go: (place) => go(place),
  queue: (number) => follow($$('.rail a[href*="status="]')[number - 1]),
  help: () => $("#help").showModal(),
};

/** Follow a link of the current comment; what has none of its own stands on its author's page. */
function go(place) {
  const row = current();
  const link = row && $(`[data-go="${place}"]`, row);
  const author = place === "treatment" && row && $('[data-go="author"]', row);
  if (link) follow(link);
  else if (author) location.assign(`${author.href}#treatment`);
}

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

bind(ACTIONS);
if (bar) bar.hidden = false;
if (rows()[0]) point(rows()[0], { focus: false });
tally();
