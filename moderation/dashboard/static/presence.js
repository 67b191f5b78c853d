/**
 * Who else is looking: a comment's page says that it is open, every page asks what others look at.
 *
 * A page that nobody sees or touches is silent, so that it keeps no session alive.
 */

import { $, $$ } from "./page.js";

const EVERY_MS = 20_000;
const AWAKE_MS = 5 * 60_000;

const place = $("[data-presence]");
let touched = Date.now();

for (const kind of ["keydown", "pointerdown", "pointermove", "wheel", "focus"]) {
  addEventListener(kind, () => (touched = Date.now()), { passive: true });
}

async function ask() {
  if (document.hidden || Date.now() - touched > AWAKE_MS) return;
  const { presence, opened } = place.dataset;
  const headers = { Accept: "application/json", "X-CSRFToken": $('meta[name="csrf-token"]').content };
  const method = opened === undefined ? "GET" : "POST";
  try {
    const answer = await fetch(presence, { method, headers });
    if (answer.ok) draw((await answer.json()).watched);
  } catch {
    // Without the network nobody is told; the next time will do.
  }
}

function draw(watched) {
  for (const words of $$("[data-watching]")) {
    words.textContent = watched[words.dataset.watching] ?? "";
  }
}

if (place) {
  setInterval(ask, EVERY_MS);
  if (place.dataset.opened !== undefined) ask();
}
