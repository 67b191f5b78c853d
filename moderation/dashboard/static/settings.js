/** A page of settings: the bar to save comes with the first change, and leaving asks first. */

import { $ } from "./page.js";

const form = $("#settings");
let changed = form !== null && "changed" in form.dataset;
let sending = false;

function draw() {
  $("#save").hidden = !changed;
}

if (form) {
  draw();
  form.addEventListener("input", () => {
    changed = true;
    draw();
  });
  form.addEventListener("submit", () => {
    sending = true;
  });
  addEventListener("beforeunload", (event) => {
    if (changed && !sending) event.preventDefault();
  });
}
