/**
 * Changes one's own comment, in its place.
 *
 * @import { OwnComment } from "../types"
 * @import { Problem } from "../service.js"
 * @import { Tools } from "./main.js"
 * @import { Owned } from "./tokens.js"
 */
import { createField } from "../field.js";
import { askForChange } from "./asking.js";
import { compose } from "./composer.js";
import { quiet } from "./controls.js";
import { openPanel } from "./panel.js";
import { sent } from "./sending.js";

/**
 * @param {Owned} entry
 * @param {string} source of the comment as it is
 * @param {HTMLElement} article
 * @param {Tools} tools
 * @param {(answer: OwnComment) => void} settle
 */
export function edit(entry, source, article, tools, settle) {
  const { ask, say, announce } = tools;
  const { id, token } = entry;
  const field = createField("textarea", "body", say("own.text"), true, { rows: 6, autocomplete: "off" });
  const box = compose(field, tools, (problem) => panel.fail(problem));
  const late = quiet(say("own.askEdit"), () => {
    const { value } = field.control;
    panel.close();
    box.discard();
    askForChange(entry, article, tools, value);
  });
  late.hidden = true;
  box.enter(`edit ${id}`, source);

  const panel = openPanel(article, tools, {
    name: "edit",
    title: say("own.editing"),
    action: say("own.save"),
    field,
    content: [field.node],
    beside: [box.preview.toggle, late],
    untouched: box.untouched,
    async send() {
      box.preview.close();
      const body = field.control.value.trim();
      try {
        const answer = await ask(`comments/${id}`, {}, sent("PATCH", { body }, token));
        box.discard();
        settle(answer);
        announce(say(answer.status === "pending" ? "own.saved.pending" : "own.saved"));
      } catch (problem) {
        late.hidden = /** @type {Problem} */ (problem).kind !== "too-late";
        throw problem;
      }
    },
  });
}
