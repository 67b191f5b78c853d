/**
 * A domain that somebody has probably meant, where the one in an e-mail address is a slip away from it.
 *
 * @import { Field } from "../field.js"
 * @import { Words } from "../words.js"
 */
import { quiet } from "./controls.js";

/** After the last key, in milliseconds. */
const PAUSE = 500;

/** Where most readers have their mail: what is offered. */
const COMMON = [
  "gmail.com",
  "hotmail.com",
  "hotmail.fr",
  "outlook.com",
  "outlook.fr",
  "yahoo.com",
  "yahoo.fr",
  "icloud.com",
  "orange.fr",
  "wanadoo.fr",
  "free.fr",
  "laposte.net",
  "protonmail.com",
];
/** One letter away from these, and meant. */
const MEANT = ["mail.com", "ymail.com", "email.com"];

/**
 * @param {string} email
 * @returns {string | undefined} the domain to offer
 */
export function meantDomain(email) {
  const domain = email.trim().toLowerCase().split("@")[1] ?? "";
  if ([...COMMON, ...MEANT].includes(domain)) return undefined;
  return COMMON.find((common) => isSlip(domain, common));
}

/**
 * Whether one letter is missing, too many, wrong, or in the place of its neighbour.
 *
 * @param {string} typed
 * @param {string} meant
 */
function isSlip(typed, meant) {
  let start = 0;
  while (typed[start] && typed[start] === meant[start]) start++;
  let [left, right] = [typed.slice(start), meant.slice(start)];
  while (left && left.at(-1) === right.at(-1)) [left, right] = [left.slice(0, -1), right.slice(0, -1)];
  return (left.length < 2 && right.length < 2) || (left.length === 2 && left === right[1] + right[0]);
}

/**
 * Offers the domain beside the address; a click takes it.
 *
 * @param {Field} field
 * @param {Words["say"]} say
 * @param {(text: string) => void} announce
 */
export function suggestDomain({ control, error }, say, announce) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {string | undefined} */
  let domain;

  function look() {
    const before = domain;
    domain = meantDomain(control.value);
    offer.hidden = !domain;
    if (!domain || domain === before) return;
    offer.textContent = say("err.email.suggest", { suggestion: domain });
    announce(offer.textContent);
  }

  function take() {
    control.value = control.value.replace(/@.*/, `@${domain}`);
    control.focus();
    look();
  }

  const offer = quiet("", take);
  offer.hidden = true;
  error.after(offer);
  // While somebody types, not when they leave: nothing may move under a click.
  control.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
}
