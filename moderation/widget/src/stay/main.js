/**
 * What readers need who stay: the button to new comments, and the keys of a list that goes on loading
 * by itself. embed.js loads it; see `staying.js` for what it is given.
 *
 * @import { Stay } from "../staying.js"
 */
import { feed } from "./feed.js";
import en from "./messages/en.js";
import fr from "./messages/fr.js";
import { watch } from "./news.js";

/** @param {Stay} context */
export function stay(context) {
  watch(context, context.words.from({ en, fr }, CATALOGUE));
  if (context.autoload) feed(context);
}
