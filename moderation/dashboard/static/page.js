/** What the script finds on a page, and what it says there. */

const TOAST_MS = 10_000;

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

export const list = $("#queue");
export const bulk = $("#bulk");
export const undoForm = $("#undo");

const toast = $("#toast");
let timer = 0;

/** Say something in the toast, for ten seconds or as long as it is looked at. */
export function say(message, undoable) {
  if (!toast) return;
  $('[role="status"]', toast).textContent = message;
  undoForm.hidden = !undoable;
  toast.classList.add("said");
  wait();
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!toast.matches(":hover, :focus-within")) hideToast();
  }, TOAST_MS);
}

function hideToast() {
  toast.classList.remove("said");
  undoForm.hidden = true; // what is not seen takes no focus
}

for (const event of ["mouseleave", "focusout"]) toast?.addEventListener(event, wait);

/** Put a notice with answers into a row; those that make no sense there are not shown. */
export function notify(row, template, message, answers) {
  hush(row);
  const block = $(template).content.firstElementChild.cloneNode(true);
  const words = $("p", block);
  if (message) words.textContent = message;
  for (const button of $$("button", block)) {
    const act = answers[button.dataset.answer];
    button.hidden = !act;
    if (act) button.addEventListener("click", act);
  }
  row.append(block);
  say(words.textContent, false);
  if (toast && isSeen(block)) hideToast(); // heard all the same: it is a status
}

function isSeen(block) {
  const { top, bottom } = block.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

/** Take the notice of a row away. */
export function hush(row) {
  $(".notice", row)?.remove();
}

/** Write a number in words, of which the element knows the singular and the plural. */
export function write(element, number) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(number);
  element.textContent = (element.dataset[form] ?? element.dataset.other).replace("#", number);
}

/**
 * Move one comment from the count of one queue to that of another.
 *
 * @param {HTMLElement} row
 * @param {string} status
 * @param {"settled" | "open"} reports a decision settles them; taken back, they are open again
 */
export function shift(row, status, reports) {
  count(row.dataset.status, -1);
  count(status, 1);
  row.dataset.status = status;
  const { reported } = row.dataset;
  if (!reported || reported === reports) return;
  count("reported", reports === "open" ? 1 : -1);
  row.dataset.reported = reports;
}

function count(status, by) {
  const link = $(`.rail a[href*="status=${status}"]`);
  const number = link && $(".count", link);
  if (!number) return;
  const total = Math.max(0, Number(number.textContent) + by);
  number.textContent = String(total);
  if (link.hasAttribute("aria-current")) {
    const waiting = $("#waiting");
    if (total && waiting) write(waiting, total);
    document.title = (total ? `(${total}) ` : "") + document.title.replace(/^\(\d+\) /, "");
  }
}
