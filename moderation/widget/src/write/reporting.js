/**
 * Tells the moderators of a comment that should not be there.
 *
 * @import { Tools } from "./main.js"
 */
import { h, uniqueId } from "../dom.js";
import { createField } from "../field.js";
import { Problem } from "../service.js";
import { openPanel } from "./panel.js";
import { sent } from "./sending.js";

/**
 * @param {{ id: string, article: HTMLElement }} comment
 * @param {Tools} tools
 */
export function report({ id, article }, tools) {
  const { ask, say } = tools;
  const title = say("report.title");
  const name = uniqueId();
  const choice = (/** @type {string} */ value, /** @type {string} */ text) => {
    const input = h("input", { type: "radio", id: uniqueId(), name, value });
    return h("div", { class: "check" }, input, h("label", { for: input.id }, text));
  };
  const error = h("p", { class: "error", id: uniqueId() });
  const reasons = h(
    "div",
    {
      class: "choices",
      role: "radiogroup",
      "aria-label": title,
      "aria-required": "true",
      "aria-describedby": error.id,
    },
    choice("spam", say("report.spam")),
    choice("abuse", say("report.abuse")),
    choice("illegal", say("report.illegal")),
    choice("other", say("report.other")),
  );
  const message = createField("textarea", "message", say("report.message"), false, { rows: 2 });

  async function send() {
    const reason = reasons.querySelector("input:checked")?.getAttribute("value");
    if (!reason) throw new Problem(422, { errors: { reason: [say("report.none")] } });
    const text = message.control.value.trim() || undefined;
    await ask(`comments/${id}/report`, {}, sent("POST", { reason, message: text }));
    return say("report.done");
  }

  openPanel(article, tools, {
    name: "report",
    title,
    action: say("report.send"),
    field: { control: reasons, error },
    content: [error, reasons, message.node],
    untouched: () => !message.control.value,
    send,
  });
}
