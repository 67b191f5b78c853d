/**
 * What an author may do with a comment: change or withdraw it for some minutes, and ask for a change
 * after that.
 *
 * @import { Problem } from "../service.js"
 * @import { Tools } from "./main.js"
 * @import { Owned } from "./tokens.js"
 */
import { fill, h, unseen } from "../dom.js";
import { quiet } from "./controls.js";
import { explain } from "./explain.js";

const MINUTE = 60_000;
/** When those who listen are told that the time is nearly over, in minutes. */
const SOON = 2;

/**
 * A row of buttons that do one thing at a time, and the words for what did not work.
 *
 * @param {Tools} tools
 * @param {() => void} [late] called when the service says that it is too late
 */
export function createRow({ say, announce }, late) {
  const error = h("p", { class: "error" });
  const node = h("div", { class: "actions" });
  let busy = false;

  /** @param {() => unknown} work */
  async function run(work) {
    if (busy) return;
    busy = true;
    fill(error);
    try {
      await work();
    } catch (problem) {
      const { kind } = /** @type {Problem} */ (problem);
      const [{ text }] = explain(/** @type {Problem} */ (problem), say, say("own.failed"));
      if (kind === "too-late") late?.();
      fill(error, unseen(`${say("err.prefix")} `), text);
      announce(text);
    }
    busy = false;
  }

  return {
    node,

    /**
     * @param {string} text
     * @param {() => unknown} work
     */
    button: (text, work) => quiet(text, () => run(work)),

    /** @param {...HTMLElement} buttons */
    show(...buttons) {
      const focused = node.matches(":focus-within");
      fill(node, ...buttons, error);
      if (focused) buttons[0].focus();
    },
  };
}

/**
 * @param {Owned} entry
 * @param {Tools} tools
 * @param {{ edit: () => unknown, withdraw: () => unknown, ask: () => unknown }} acts
 * @returns {HTMLElement} which follows the clock for as long as it is on the page
 */
export function ownActions({ status, until = 0 }, tools, acts) {
  const { say, announce } = tools;
  const end = () => row.show(row.button(say("own.askEdit"), acts.ask));
  const row = createRow(tools, end);
  const edit = row.button("", acts.edit);

  function draw() {
    const left = status === "refused" ? 0 : until - Date.now();
    const n = Math.ceil(left / MINUTE);
    edit.textContent = say("own.edit", { n });
    if (n < 1) end();
    else setTimeout(tick, left % MINUTE || MINUTE);
    return n;
  }

  function tick() {
    if (row.node.isConnected && draw() === SOON) announce(say("own.soon", { n: SOON }));
  }

  row.show(edit, row.button(say("own.withdraw"), acts.withdraw));
  draw();
  return row.node;
}
