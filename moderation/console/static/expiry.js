/** Warns two minutes before a session ends; what a page sends of itself begins the wait anew. */

const $ = (selector) => document.querySelector(selector);
const box = $("#expiry");
const end = performance.now() + box.dataset.end * 1000;
let timer = 0;
let back;

function say(what) {
  back = $(":focus") ?? $("#main");
  box.replaceChildren($(`#expiry-${what}`).content.cloneNode(true));
}

function wait() {
  const idle = box.dataset.idle * 1000;
  const left = end - performance.now();
  clearTimeout(timer);
  timer = setTimeout(() => say(idle < left ? "unused" : "over"), Math.min(idle, left));
}

box.addEventListener("click", async ({ target }) => {
  if (!target.matches("button")) return;
  const answer = await fetch(box.dataset.stay);
  back.focus();
  if (answer.redirected || !answer.ok) say("ended");
  else box.replaceChildren();
});

new PerformanceObserver((sent) => {
  if (sent.getEntries().some(({ initiatorType }) => initiatorType === "fetch")) wait();
}).observe({ type: "resource" });

wait();
