/**
 * What readers need who go on or stay: the next pages, another order, new comments, and a list that goes
 * on loading by itself. embed.js loads it; see `staying.js` for what the two promise each other.
 *
 * @import { Tools } from "../conversation.js"
 * @import { Staying } from "../staying.js"
 */
import { feed } from "./feed.js";
import en from "./messages/en.js";
import fr from "./messages/fr.js";
import { watch } from "./news.js";
import { pages } from "./pages.js";

/**
 * @param {Tools} tools
 * @returns {Staying}
 */
export function open(tools) {
  const say = tools.words.from({ en, fr }, CATALOGUE);
  watch(tools, say);
  if ("autoload" in tools.wishes) feed(tools);
  return pages(tools, say);
}
