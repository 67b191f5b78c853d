/**
 * The words of one language: texts with CLDR plurals, numbers and dates.
 *
 * @import { Messages } from "./types"
 */
import en from "./messages/en.js";
import fr from "./messages/fr.js";

/** @typedef {ReturnType<typeof speak>} Words */

/**
 * A tag that `Intl` takes, from one as pages write it: `fr_CA`, `fr-`.
 *
 * @param {string} tag
 */
export const tidy = (tag) => (tag.match(/[a-z\d]{2,8}/gi) ?? []).join("-");

/**
 * The language of a list that comes nearest to a tag: `pt-BR` is spoken as `pt-br`, else as `pt`.
 *
 * @param {string} tag
 * @param {string[]} languages in lower case, the longest first
 */
export const nearest = (tag, languages) =>
  languages.find((language) => `${tag}-`.toLowerCase().startsWith(`${language}-`));

/**
 * The words for a language tag such as `fr` or `en-GB`. A page whose language is not spoken here gets
 * English.
 *
 * @param {string} tag
 * @param {Record<string, Messages>} [languages]
 * @param {Record<string, Messages>} [file] of the language, when it has one: the texts of each script
 */
export function speak(tag, languages = { en, fr }, file = {}) {
  const known = nearest(tag, Object.keys(languages));
  const language = known ?? "en";
  const locale = known ? tag : "en";
  const messages = languages[language];
  const plural = new Intl.PluralRules(locale);

  /**
   * The text of a key, with its `{placeholders}` filled; numbers are written as the language writes them.
   * A text that the language does not have is said in English.
   *
   * @param {string} key
   * @param {Record<string, string | number>} [values] `n` chooses the plural
   */
  function say(key, values = {}) {
    const texts = messages[key] ?? languages.en[key];
    const { n } = values;
    const text = typeof texts === "string" ? texts : (texts[n] ?? texts[plural.select(+n)] ?? texts.other);
    return text.replace(/{(\w+)}/g, (_, name) => values[name].toLocaleString(locale));
  }

  /**
   * `12 mars 2025`, or with the time `12 mars 2025 à 9 h 41`, in the reader's time zone. French writes
   * the hour, and the first of a month, in a way that CLDR does not know.
   *
   * @param {string} iso
   * @param {"short"} [timeStyle]
   */
  function day(iso, timeStyle) {
    const date = new Date(iso);
    const french = language === "fr";
    const text = date.toLocaleString(french ? language : locale, { dateStyle: "long", timeStyle });
    if (!french) return text;
    return text
      .replace(/^1 /, "1er ")
      .replace(/(\d+):(\d+)$/, (_, hour, minute) => `${+hour}\u00A0h\u00A0${minute}`);
  }

  /** @param {string} iso */
  const moment = (iso) => day(iso, "short");

  /**
   * How long ago, under 24 hours; after that the moment itself.
   *
   * @param {string} iso
   * @param {number} [now] milliseconds
   */
  function when(iso, now = Date.now()) {
    const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
    if (minutes >= 1440) return moment(iso);
    if (minutes < 1) return say("date.now");
    const hours = Math.floor(minutes / 60);
    return new Intl.RelativeTimeFormat(locale).format(-hours || -minutes, hours ? "hour" : "minute");
  }

  return {
    language,
    say,
    /**
     * Says the texts of another script.
     *
     * @param {Record<string, Messages>} others the languages in it
     * @param {string} [catalogue] its name for the texts in a language's file
     */
    from: (others, catalogue = "") =>
      speak(tag, { ...(file[catalogue] && { [language]: file[catalogue] }), ...others }).say,
    day,
    moment,
    when,
  };
}
