/**
 * The summary of what went wrong, above the form.
 *
 * @import { Form } from "../form.js"
 * @import { Words } from "../words.js"
 */
import { fill, h, uniqueId } from "../dom.js";

/**
 * @param {Form} parts
 * @param {Words["say"]} say
 */
export function createSummary({ heading, submit }, say) {
  const title = h("h3", { id: uniqueId() }, say("err.summary"));
  const node = h("div", {
    class: "summary",
    part: "error-summary",
    role: "group",
    tabindex: -1,
    hidden: true,
    "aria-labelledby": title.id,
  });
  const again = h("button", { type: "button", part: "button", onclick: retry }, say("err.retry"));

  /** By the button below, which keeps the focus: this one goes with the summary. */
  function retry() {
    submit.focus();
    submit.click();
  }

  heading.parentElement?.after(node);

  return {
    node,

    /**
     * Shows every error at once, and moves the focus to their summary.
     *
     * @param {(Node | string)[]} errors
     * @param {boolean} [passing] offers to send again
     */
    fail(errors, passing) {
      fill(node, title, h("ul", {}, ...errors.map((error) => h("li", {}, error))), passing && again);
      node.hidden = false;
      node.focus();
    },
  };
}
