import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import ar from "../../moderation/widget/src/languages/ar.js";
import ja from "../../moderation/widget/src/languages/ja.js";
import en from "../../moderation/widget/src/messages/en.js";
import fr from "../../moderation/widget/src/messages/fr.js";
import { speak, tidy } from "../../moderation/widget/src/words.js";
import writeEn from "../../moderation/widget/src/write/messages/en.js";
import writeFr from "../../moderation/widget/src/write/messages/fr.js";

process.env.TZ = "Europe/Paris";

/** @param {Record<string, string | Record<string, string>>} messages */
const texts = (messages) =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value]] : Object.values(value).map((text) => [key, text]),
  );

/** @param {string} text */
const placeholders = (text) => (text.match(/{\w+}/g) ?? []).sort();

describe("plurals", () => {
  const cases = [
    ["fr", 0, "Aucun commentaire"],
    ["fr", 1, "1 commentaire"],
    ["fr", 2, "2 commentaires"],
    ["fr", 1234, "1\u202f234 commentaires"],
    ["en", 0, "No comments"],
    ["en", 1, "1 comment"],
    ["en", 1234, "1,234 comments"],
  ];
  for (const [tag, n, expected] of cases) {
    test(`L2 ${n} in ${tag}`, () => assert.equal(speak(tag).say("thread.count", { n }), expected));
  }

  test("L2 a category without a text of its own gets that of the others", () =>
    assert.equal(speak("fr").say("thread.count", { n: 1_000_000 }), "1\u202f000\u202f000 commentaires"));

  test("L2 French counts nothing in the singular", () => {
    const { say } = speak("fr");
    assert.equal(say("thread.shown", { n: 0, total: 3 }), "0 commentaire affiché sur 3");
  });
});

describe("dates", () => {
  const morning = "2025-03-12T08:41:00Z";
  const later = Date.parse("2026-01-01T00:00:00Z");
  const cases = [
    ["fr", "12 mars 2025 à 9\u00a0h\u00a041"],
    ["fr-CA", "12 mars 2025 à 9\u00a0h\u00a041"],
    ["en-GB", "12 March 2025 at 09:41"],
    ["en-US", "March 12, 2025 at 9:41\u202fAM"],
  ];
  for (const [tag, expected] of cases) {
    test(`R12 a moment in ${tag}`, () =>
      assert.equal(speak(tag).when(morning, later).replace("at 9:41 AM", "at 9:41\u202fAM"), expected));
  }

  test("R12 the first of a month in French", () =>
    assert.equal(speak("fr").day("2025-04-01T10:00:00Z"), "1er avril 2025"));

  const now = Date.parse(morning);
  const ages = [
    [0, "à l’instant", "just now"],
    [59, "à l’instant", "just now"],
    [60, "il y a 1 minute", "1 minute ago"],
    [59 * 60, "il y a 59 minutes", "59 minutes ago"],
    [60 * 60, "il y a 1 heure", "1 hour ago"],
    [86_399, "il y a 23 heures", "23 hours ago"],
    [86_400, "12 mars 2025 à 9\u00a0h\u00a041", "12 March 2025 at 09:41"],
    [-90, "à l’instant", "just now"],
  ];
  for (const [seconds, french, english] of ages) {
    test(`R12 ${seconds} seconds ago`, () => {
      assert.equal(speak("fr").when(morning, now + seconds * 1000), french);
      assert.equal(speak("en-GB").when(morning, now + seconds * 1000), english);
    });
  }
});

describe("dates in four languages", () => {
  const morning = "2025-03-12T08:41:00Z";
  const now = Date.parse(morning);
  const minute = 60_000;
  const hour = 60 * minute;
  /** A language, the moment, and how long ago it is after 0, 1 and 2 minutes and 3 hours. */
  const cases = [
    ["fr", "12 mars 2025 à 9 h 41", "à l’instant", "il y a 1 minute", "il y a 2 minutes", "il y a 3 heures"],
    ["en", "March 12, 2025 at 9:41 AM", "just now", "1 minute ago", "2 minutes ago", "3 hours ago"],
    ["ar", "12 مارس 2025 في 9:41 ص", "الآن", "قبل دقيقة واحدة", "قبل دقيقتين", "قبل 3 ساعات"],
    ["ja", "2025年3月12日 9:41", "たった今", "1 分前", "2 分前", "3 時間前"],
  ];
  for (const [tag, absolute, ...ages] of cases) {
    const { when, moment } = speak(tag, { ar, en, fr, ja });
    // ICU changes its kinds of spaces from one version to the next.
    const plain = (/** @type {string} */ text) => text.replaceAll(/\s/g, " ");
    const ago = (/** @type {number} */ time) => plain(when(morning, now + time));

    test(`R12 the full moment in ${tag}`, () => assert.equal(plain(moment(morning)), absolute));

    test(`R12 under a day in ${tag} it is told how long ago`, () => {
      assert.deepEqual([0, minute, 2 * minute, 3 * hour].map(ago), ages);
      assert.notEqual(ago(24 * hour - 1), absolute);
      assert.equal(ago(24 * hour), absolute);
    });
  }

  const zones = [
    ["Asia/Tokyo", "1er avril 2025 à 7 h 30", "April 1, 2025 at 7:30 AM", "2025年4月1日 7:30"],
    ["America/Los_Angeles", "31 mars 2025 à 15 h 30", "March 31, 2025 at 3:30 PM", "2025年3月31日 15:30"],
  ];
  for (const [zone, ...expected] of zones) {
    test(`R12 a reader in ${zone} is told their own time`, (t) => {
      const home = process.env.TZ;
      t.after(() => {
        process.env.TZ = home;
      });
      process.env.TZ = zone;
      const told = ["fr", "en", "ja"].map((tag) => speak(tag, { en, fr, ja }).moment("2025-03-31T22:30:00Z"));
      assert.deepEqual(
        told.map((text) => text.replaceAll(/\s/g, " ")),
        expected,
      );
    });
  }
});

describe("languages", () => {
  test("L6 a page in a language not spoken here gets English", () =>
    assert.equal(speak("pt-BR").language, "en"));
  for (const tag of ["FR-fr", "fr_CA", "fr-", "fr-CA-x"]) {
    test(`L6 ${tag} is French`, () => {
      const { language, day } = speak(tidy(tag));
      assert.equal(language, "fr");
      assert.equal(day("2025-03-12T08:41:00Z"), "12 mars 2025");
    });
  }
});

/** Each script with its catalogues and the folder of its own sources. */
const CATALOGUES = [
  ["reading", en, fr, "."],
  ["writing", writeEn, writeFr, "write"],
];
const SOURCES = new URL("../../moderation/widget/src/", import.meta.url);

/**
 * The keys that the modules of a folder ask for.
 *
 * @param {string} folder
 * @param {string[]} known keys, whose first words tell what is a key
 */
async function asked(folder, known) {
  const first = [...new Set(known.map((key) => key.split(".")[0]))].join("|");
  const key = new RegExp(`"((?:${first})\\.[\\w.]+)"`, "g");
  const at = new URL(`${folder}/`, SOURCES);
  const names = (await readdir(at)).filter((name) => name.endsWith(".js"));
  const sources = await Promise.all(names.map((name) => readFile(new URL(name, at), "utf8")));
  return sources.flatMap((text) => [...text.matchAll(key)].map(([, key]) => key));
}

for (const [name, english, french, folder] of CATALOGUES) {
  describe(`catalogues for ${name}`, () => {
    test("L1 French and English hold the same keys", () =>
      assert.deepEqual(Object.keys(french).sort(), Object.keys(english).sort()));

    test("L1 every text that is asked for is there, and no other", async () => {
      const keys = Object.keys(english);
      assert.deepEqual([...new Set(await asked(folder, keys))].sort(), keys.sort());
    });

    test("L1 every text has the placeholders of its English", () => {
      for (const [key, text] of texts(french)) {
        const same = texts(english).filter(([name]) => name === key);
        assert.ok(
          same.some(([, words]) => `${placeholders(words)}` === `${placeholders(text)}`),
          key,
        );
      }
    });

    test("L3 French spaces and apostrophes are those of the printers", () => {
      for (const [key, text] of texts(french)) {
        assert.doesNotMatch(text, /'/, key);
        assert.doesNotMatch(text, /[^\u202f][;!?]/, key);
        assert.doesNotMatch(text, /[^\u00a0]:(?!\/\/)/, key);
        assert.doesNotMatch(text, /«[^\u202f]|[^\u202f]»/, key);
      }
    });

    test("L4 French is neutral without points in words", () => {
      for (const [key, text] of texts(french)) assert.doesNotMatch(text, /·/, key);
    });
  });
}
