/** Decisions and undo: the page's own forms, sent without leaving it. */

import { box, chosen, comeBack, current, leave, tally } from "./cursor.js";
import { $, $$, bulk, hush, list, notify, say, shift, undoForm } from "./page.js";

const LONGEST_UNDO = 50;
const STORE = "moderation-undo";
const OUTCOME = { approve: "approved", spam: "spam", refuse: "refused", pending: "pending" };

const known = new Map($$(".row").map((row) => [row.id, row]));
const buttonOf = (form, verb) => form && $(`button[name="verb"][value="${verb}"]`, form);

/* One request after the other, in the order of the keys. */
let line = Promise.resolve();

function send(form, data, means) {
  data.set("means", means);
  const sent = line.then(() => post(form.action, data));
  line = sent.then(() => undefined);
  return sent;
}

async function post(url, data) {
  const headers = { Accept: "application/json" };
  try {
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams(data), headers });
    return { code: answer.status, ...(await answer.json()) };
  } catch {
    return { code: 0 }; // no network, or an answer that is not ours, such as the page to sign in
  }
}

/** Decide about one comment. */
export async function decide(row, verb, means) {
  const form = row && $("form.decide", row);
  const button = buttonOf(form, verb);
  if (!button) return;
  if (!list) {
    form.requestSubmit(button); // the page about one comment shows what became of it
    return;
  }
  hush(row);
  const before = row.dataset.status;
  const data = new FormData(form, button);
  leave(row);
  shift(row, OUTCOME[verb], "settled");
  const answer = await send(form, data, means);
  if (answer.code === 200) {
    settle([row], answer);
    return;
  }
  giveBack(row, before, answer);
  explain(row, verb, answer);
}

/** Decide about the comments whose boxes are checked. */
export async function decideAll(verb, means) {
  const some = chosen();
  const button = buttonOf(bulk, verb);
  if (!some.length || !button) return;
  const data = new FormData(bulk, button);
  const before = new Map(some.map((row) => [row, row.dataset.status]));
  for (const row of some) {
    hush(row);
    leave(row);
    shift(row, OUTCOME[verb], "settled");
  }
  const answer = await send(bulk, data, means);
  const done = new Set((answer.comments ?? []).map(({ id }) => id));
  for (const row of some.filter(({ id }) => !done.has(id))) {
    const conflict = answer.conflicts?.find(({ id }) => id === row.id);
    giveBack(row, before.get(row), conflict ?? {});
    explain(row, verb, conflict ?? answer);
  }
  if (answer.code === 200) settle(some, answer);
}

/** Put a row back of which nothing was saved, in the state that the service told, if it did. */
function giveBack(row, before, { status, reported }) {
  shift(row, status ?? before, status && !reported ? "settled" : "open");
  comeBack(row, { cursor: false });
}

/** Say what was done, and remember it so that it can be taken back. */
function settle(rows, answer) {
  refresh(answer.comments);
  const kind = answer.batch ? "batch" : "decision";
  if (answer[kind]) remember({ kind, id: answer[kind], rows });
  say(answer.message, Boolean(answer[kind]));
}

/** The next decision about a comment must have seen the version that it has now. */
function refresh(comments) {
  for (const { id, version } of comments) {
    const row = known.get(id);
    $('[name="version"]', row).value = version;
    box(row).value = `${id}.${version}`;
    box(row).checked = false;
  }
  tally();
}

/** Nothing was saved: either somebody was first, or it did not arrive. */
function explain(row, verb, answer) {
  const again = () => decide(row, verb, "button");
  if (!answer.message) {
    notify(row, "#unsaved", "", { again });
    return;
  }
  if (answer.unread) {
    // Its version stays the one that was read: what nobody has read is not decided.
    notify(row, "#unread", answer.message, { open: () => $('[data-go="open"]', row).click() });
    return;
  }
  if (answer.version) refresh([answer]);
  const gone = !answer.version || row.dataset.status !== list.dataset.status;
  const keep = () => (gone ? leave(row) : hush(row));
  notify(row, "#beaten", answer.message, { keep, replace: answer.replaceable && again });
}

/* What this tab has done, latest last; what its earlier pages did has no rows here. */
let deeds = JSON.parse(sessionStorage.getItem(STORE) ?? "[]");

function remember(deed) {
  deeds = [...deeds, deed].slice(-LONGEST_UNDO);
  store();
}

function store() {
  sessionStorage.setItem(STORE, JSON.stringify(deeds.map(({ kind, id }) => ({ kind, id }))));
}

/* The page may begin with a notice of what was just done by a form. */
for (const field of $$('.notices :is([name="decision"], [name="batch"])')) {
  if (!deeds.some(({ id }) => id === field.value)) remember({ kind: field.name, id: field.value });
}

/** Take the latest deed back. */
export async function undo(means) {
  await line; // what has just been decided may still be on its way
  const deed = undoForm && deeds.pop();
  if (!deed) return;
  store();
  if (!deed.rows) {
    elsewhere(deed, means);
    return;
  }
  const data = new FormData(undoForm);
  data.set(deed.kind, deed.id);
  if (undoForm.contains(document.activeElement)) current()?.focus();
  const answer = await send(undoForm, data, means);
  if (answer.code === 200) {
    takeBack(answer);
    return;
  }
  if (!answer.message) remember(deed);
  say(answer.message ?? $("p", $("#unsaved").content).textContent, !answer.message);
}

function takeBack(answer) {
  refresh(answer.comments);
  for (const { id, status } of [...answer.comments].reverse()) {
    shift(known.get(id), status, "open");
    comeBack(known.get(id));
  }
  say(answer.message, false);
}

/** The comment stands on another page: let the form go there. */
function elsewhere(deed, means) {
  for (const [name, value] of Object.entries({ [deed.kind]: deed.id, means })) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    undoForm.append(field);
  }
  undoForm.submit();
}
