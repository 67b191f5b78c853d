import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../../moderation/widget/src/service.js";
import { speak } from "../../moderation/widget/src/words.js";
import { explain } from "../../moderation/widget/src/write/explain.js";
import en from "../../moderation/widget/src/write/messages/en.js";
import fr from "../../moderation/widget/src/write/messages/fr.js";
import { mistakes } from "../../moderation/widget/src/write/rules.js";
import { meantDomain } from "../../moderation/widget/src/write/suggestion.js";

const say = speak("fr").from({ en, fr });
const TROUBLE = speak("fr").say("err.server");
const settings = { max_body: 10, email_required: true };
const submission = { body: "Merci", name: "Awa", email: "awa@example.org" };

const SUBMISSIONS = [
  ["is sent as it is", {}, []],
  ["must say something", { body: "" }, ["body"]],
  ["may fill the limit, counted as people count", { body: "👋🏽".repeat(5) }, []],
  ["may not go over it", { body: `${"👋🏽".repeat(5)}!` }, ["body"]],
  ["needs a name and an address", { name: "", email: "" }, ["name", "email"]],
  ["takes any plausible address", { email: "été+x@exämple.co.uk" }, []],
  ["takes no half address", { email: "awa@example" }, ["email"]],
  ["needs an address for answers to be sent to", { email: "", notify: true }, ["email"]],
];
for (const [name, change, fields] of SUBMISSIONS) {
  test(`C4 a comment ${name}`, () => {
    const found = mistakes({ ...submission, ...change }, settings, say);
    assert.deepEqual(
      found.map(({ field }) => field),
      fields,
    );
  });
}

test("a site that asks for no address takes none", () =>
  assert.deepEqual(mistakes({ ...submission, email: "" }, { ...settings, email_required: false }, say), []));

test("C4 a letter counts as one, however it is made", () =>
  assert.deepEqual(mistakes({ ...submission, body: "e\u0301".repeat(10) }, settings, say), []));

for (const website of ["exemple.fr", "HTTPS://exemple.fr/a?b#c", "exemple.fr:8080", "été.example/x:y"]) {
  test(`C14 a website may be written ${website}`, () =>
    assert.deepEqual(mistakes({ ...submission, website }, settings, say), []));
}
for (const website of [
  "javascript:alert(1)",
  "ftp://exemple.fr",
  "mailto:a@b.fr",
  "exemple",
  "mon site.fr",
]) {
  test(`C14 a website may not be written ${website}`, () =>
    assert.deepEqual(mistakes({ ...submission, website }, settings, say), [
      { field: "website", text: "Saisissez une adresse de site, comme exemple.fr" },
    ]));
}

const ADDRESSES = [
  ["awa@gmial.com", "gmail.com"],
  ["awa@gmail.co", "gmail.com"],
  ["awa@gmaill.com", "gmail.com"],
  ["awa@gamil.com ", "gmail.com"],
  ["AWA@Hotmial.fr", "hotmail.fr"],
  ["awa@orage.fr", "orange.fr"],
  ["awa@laposte.nte", "laposte.net"],
  ["awa@gmail.com", undefined],
  ["awa@mail.com", undefined],
  ["awa@ymail.com", undefined],
  ["awa@example.org", undefined],
  ["awa@yahoo.de", undefined],
  ["awa@", undefined],
  ["awa", undefined],
];
for (const [address, domain] of ADDRESSES) {
  test(`C14 what ${address} has probably meant`, () => assert.equal(meantDomain(address), domain));
}

const PROBLEMS = [
  [new Problem(422, { errors: { email: ["Un mot"] } }), [{ field: "email", text: "Un mot" }]],
  [
    new Problem(429, { type: "https://c/problems/rate-limit", detail: "Patientez." }),
    [{ text: "Patientez." }],
  ],
  [new Problem(403, { type: "https://c/problems/origin", detail: "no" }), [{ text: say("err.origin") }]],
  [new Problem(409, { type: "https://c/problems/closed", detail: "no" }), [{ text: say("err.closed") }]],
  [new Problem(409, { type: "https://c/problems/too-late", detail: "no" }), [{ text: say("err.late") }]],
  [new Problem(503, { detail: "busy" }), [{ text: TROUBLE }]],
  [new Problem(413), [{ text: TROUBLE }]],
  [new Problem(0), [{ text: TROUBLE }]],
];
for (const [problem, told] of PROBLEMS) {
  test(`C20 what is said of ${problem.message}`, () =>
    assert.deepEqual(explain(problem, say, TROUBLE), told));
}
