/**
 * The cursor: one row is current. Keys act on it wherever the focus is, and the focus follows
 * the keys.
 */

import { $, $$, bulk, list, write } from "./page.js";

const FADE_MS = 120;

const nothing = $("#nothing");
const bar = $("#bar");

/** The rows that are there and stay. */
export const rows = () => (list ? $$(".row:not(.leaving)", list) : []);

/** The current row, or the one comment that the page is about. */
export const current = () => $('article[aria-current="true"]:not(.leaving)');

export const box = (row) => $(".pick input", row);

export const chosen = () => rows().filter((row) => box(row)?.checked);

/** Make a row the current one. */
export function point(row, { focus = true } = {}) {
  const before = $('article[aria-current="true"]');
  before?.removeAttribute("aria-current");
  before?.setAttribute("tabindex", "-1");
  row.setAttribute("aria-current", "true");
  row.setAttribute("tabindex", "0");
  if (!focus) return;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

/** Move by some rows. */
export function step(by) {
  const shown = rows();
  const next = shown[shown.indexOf(current()) + by];
  if (next) point(next);
}

/** Take a row away; the cursor has moved on before it fades. */
export function leave(row) {
  const shown = rows();
  const at = shown.indexOf(row);
  const next = shown[at + 1] ?? shown[at - 1];
  const wasHere = row === current() || row.contains(document.activeElement);
  row.classList.add("leaving");
  if (!next) empty(true);
  else if (wasHere) point(next);
  setTimeout(() => {
    if (row.classList.contains("leaving")) row.parentElement.remove();
  }, FADE_MS);
}

/** Put a row back in its place, whatever has left meanwhile. */
export function comeBack(row, { cursor = true } = {}) {
  const item = row.parentElement;
  row.classList.remove("leaving");
  if (!item.isConnected) {
    const later = [...list.children].find((other) => places.get(other) > places.get(item));
    list.insertBefore(item, later ?? null);
  }
  empty(false);
  if (cursor || !current() || current() === row) point(row);
  else current().scrollIntoView({ block: "nearest" });
}

const places = new Map(list ? [...list.children].map((item, place) => [item, place]) : []);

function empty(yes) {
  nothing.hidden = !yes;
  for (const part of [bulk, bar]) if (part) part.hidden = yes;
  if (yes) nothing.focus();
}

/** Check or clear a row's box. */
export function select(row) {
  const mark = row && box(row);
  if (mark) mark.checked = !mark.checked;
  tally();
}

/** Check every box, or clear all when all are checked. */
export function selectAll() {
  const all = chosen().length < rows().length;
  for (const row of rows()) if (box(row)) box(row).checked = all;
  tally();
}

/** Say how many are selected. */
export function tally() {
  const number = chosen().length;
  for (const output of $$("output")) {
    if (number) write(output, number);
    else output.textContent = "";
  }
}
