import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { describe, test } from "node:test";
import en from "../../moderation/widget/src/messages/en.js";
import stayEn from "../../moderation/widget/src/stay/messages/en.js";
import { speak } from "../../moderation/widget/src/words.js";
import writeEn from "../../moderation/widget/src/write/messages/en.js";

/** @import { Messages } from "../../moderation/widget/src/types" */

const FOLDER = new URL("../../moderation/widget/src/languages/", import.meta.url);
/** @type {Messages} */
const ENGLISH = { ...en, ...stayEn, ...writeEn };

/** @param {string | Record<string, string>} message */
const forms = (message) => (typeof message === "string" ? { other: message } : message);

/** @param {string} text */
const places = (text) => new Set(text.match(/{\w+}/g));

for (const name of (await readdir(FOLDER)).sort()) {
  const tag = name.replace(".js", "");
  /** @type {{ default: Messages }} */
  const { default: messages } = await import(`${FOLDER}${name}`);

  describe(`${tag}`, () => {
    test("L1 holds what English holds, and no more", () =>
      assert.deepEqual(Object.keys(messages).sort(), Object.keys(ENGLISH).sort()));

    test("L2 has a text for each plural of CLDR where English has two", () => {
      const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
      for (const [key, text] of Object.entries(ENGLISH)) {
        if (typeof text === "string") continue;
        const given = Object.keys(forms(messages[key])).filter((form) => form !== "0");
        assert.deepEqual(given.sort(), [...pluralCategories].sort(), key);
      }
    });

    test("L2 nothing is counted in words of its own", () => {
      const { say } = speak(tag, { [tag]: messages, en });
      const none = forms(messages["thread.count"]);
      assert.equal(say("thread.count", { n: 0 }), none[0] ?? none.zero);
    });

    test("L1 a text keeps the placeholders of its English; a form for one or two may be a word", () => {
      for (const [key, text] of Object.entries(messages)) {
        const expected = places(forms(ENGLISH[key]).other);
        assert.deepEqual(places(forms(text).other), expected, key);
        for (const words of Object.values(forms(text))) {
          assert.deepEqual(new Set([...expected, ...places(words)]), expected, key);
        }
      }
    });

    test("L3 L4 is set as printers set it, without points or stars in words", () => {
      for (const [key, text] of Object.entries(messages)) {
        for (const words of Object.values(forms(text))) {
          assert.doesNotMatch(words, /\p{L}'\p{L}|\.\.\.|\p{L}[·*]\p{L}/u, key);
        }
      }
    });
  });
}
