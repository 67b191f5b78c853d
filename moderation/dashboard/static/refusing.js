/** The page on which a comment is refused: keys choose a reason, and the author's view follows. */

import { bind } from "./keys.js";
import { $, $$ } from "./page.js";

const form = $("#refusal");
const reasons = $$("[name=reason]", form);
const tell = $("[name=tell]", form);
const message = $("[name=message]", form);
const sentence = (reason) => reason?.dataset.message ?? "";

/* A sentence that nobody has changed gives way to that of another reason. */
function choose(reason) {
  const untouched = !message.value || reasons.some((other) => sentence(other) === message.value);
  if (untouched) message.value = sentence(reason);
}

function draw() {
  $("#told").textContent = tell.checked ? message.value : "";
}

form.addEventListener("input", (event) => {
  if (reasons.includes(event.target)) choose(event.target);
  if (event.target === message) tell.checked = message.value !== "";
  draw();
});

$("[name=preview]", form).hidden = true;
bind({
  reason: (number) => {
    reasons[number - 1].focus();
    reasons[number - 1].click();
  },
  help: () => $("#help").showModal(),
});
