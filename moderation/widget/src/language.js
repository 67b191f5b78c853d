/**
 * Which language the words are in: French and English are in this script, the others are a file each
 * beside it. The build says which there are (`LANGUAGES`), and the name of this script's texts in their
 * files (`CATALOGUE`), which a file for another release does not have.
 *
 * @import { Words } from "./words.js"
 */
import { beside } from "./identity.js";
import en from "./messages/en.js";
import fr from "./messages/fr.js";
import { nearest, speak, tidy } from "./words.js";

/** How long a reader waits for a language before it is English, in milliseconds. */
const PATIENCE = 4_000;

/**
 * @param {string | null} named as pages write it: `fr_CA` too; a page that names none gets French, the
 *   language of those this was made for
 * @param {string} script the address of this one
 * @returns {Promise<Words>} never rejects
 */
export async function learn(named, script) {
  const tag = tidy(named || "fr");
  const language = nearest(tag, LANGUAGES);
  if (!language) return speak(tag);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const file = await Promise.race([import(beside(script, `languages/${language}.js`)), late]).catch(
    console.warn,
  );
  return speak(tag, { ...(file?.[CATALOGUE] && { [language]: file[CATALOGUE] }), en, fr }, file);
}
