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
import { nearest, speak } from "./words.js";

/** How long a reader waits for a language before it is English, in milliseconds. */
const PATIENCE = 4_000;

/**
 * @param {string} named as pages write it: `fr_CA` too
 * @param {string} script the address of this one
 * @returns {Promise<Words>} never rejects
 */
export async function learn(named, script) {
  const tag = named.replaceAll("_", "-");
  const language = nearest(tag, LANGUAGES);
  if (!language) return speak(tag);
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE, "late"));
  const file = await Promise.race([import(beside(script, `languages/${language}.js`)), late]).catch(
    console.warn,
  );
  return speak(tag, { ...(file?.[CATALOGUE] && { [language]: file[CATALOGUE] }), en, fr }, file);
}
