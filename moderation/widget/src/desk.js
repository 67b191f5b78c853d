/**
 * Where somebody comes who begins to write: loads write.js, which is not needed to read.
 *
 * @import { Article, FormSettings } from "./types"
 * @import { Child } from "./dom.js"
 * @import { Form } from "./form.js"
 * @import { Ask } from "./service.js"
 * @import { Thread } from "./thread.js"
 * @import { Words } from "./words.js"
 */
import { noteWriting } from "./storage.js";

/**
 * @typedef {object} Context what write.js is given
 * @property {Words} words
 * @property {Ask} ask
 * @property {Article} article
 * @property {string} root the address of the site's doors
 * @property {FormSettings} settings
 * @property {Form | null} form `null` when the article is closed
 * @property {Thread} thread
 * @property {(text: string) => void} announce politely, to those who listen to the page
 * @property {(name: "submitted" | "error", detail: object) => void} emit
 * @property {AbortSignal} signal ends all this
 * @property {() => void} count shows how many comments there are now
 * @property {() => string} trouble what to say when it is nobody's doing
 */

/**
 * @typedef {object} Writing what write.js gives
 * @property {() => Promise<void> | undefined} submit sends what is in the form
 * @property {(under: { parent: string, title: Child[], article: HTMLElement }) => void} reply opens the
 *   form under a comment, with this heading
 * @property {(comment: { id: string, article: HTMLElement }) => void} report asks what is wrong with one
 * @property {() => Promise<void>} learn asks what has become of the reader's own comments
 */

/**
 * @param {string} script the address of write.js
 * @param {Context} context
 * @returns {() => Promise<Writing>} rejects while the script does not load; may be called again
 */
export function createDesk(script, context) {
  /** @type {Promise<Writing> | undefined} */
  let desk;
  let failures = 0;
  return () => {
    // A browser may remember that an address did not load: the fragment makes it another one.
    desk ??= import(failures ? `${script}#${failures}` : script)
      .then(({ open }) => {
        noteWriting();
        return open(context);
      })
      .catch((error) => {
        desk = undefined;
        failures++;
        throw error;
      });
    return desk;
  };
}
