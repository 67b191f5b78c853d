/**
 * Asks the moderators for a change of one's own comment, once it cannot be changed by oneself.
 *
 * @import { Tools } from "./main.js"
 * @import { Owned } from "./tokens.js"
 */
import { createField } from "../field.js";
import { keepDraft } from "./drafting.js";
import { openPanel } from "./panel.js";
import { sent } from "./sending.js";

/**
 * @param {Owned} entry
 * @param {HTMLElement} article
 * @param {Tools} tools
 * @param {string} [text] to begin with
 */
export function askForChange({ id, token }, article, tools, text = "") {
  const { ask, say } = tools;
  const message = createField("textarea", "message", say("change.message"), true, { rows: 4 });
  const draft = keepDraft(message, tools);
  draft.enter(`change ${id}`);
  if (text) draft.add(text);
  openPanel(article, tools, {
    name: "change",
    title: say("own.askEdit"),
    action: say("change.send"),
    field: message,
    content: [message.node],
    untouched: draft.untouched,
    async send() {
      const document = { message: message.control.value.trim() };
      await ask(`comments/${id}/change-request`, {}, sent("POST", document, token));
      draft.discard();
      return say("change.done");
    },
  });
}
