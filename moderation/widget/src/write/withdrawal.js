/**
 * Takes one's own comment back, at once, and offers to restore it.
 *
 * @import { OwnComment } from "../types"
 * @import { Tools } from "./main.js"
 * @import { Owned } from "./tokens.js"
 */
import { createRow } from "./actions.js";
import { sent } from "./sending.js";

/** How long it can be restored, in milliseconds. */
const OFFER = 10_000;

/**
 * @param {Owned} entry
 * @param {Tools} tools
 * @param {(actions?: HTMLElement) => void} bury shows that the comment is gone, with what can be done
 * @param {(answer: OwnComment) => void} settle
 * @throws {import("../service.js").Problem}
 */
export async function withdraw({ id, token }, tools, bury, settle) {
  const { ask, say, announce } = tools;
  await ask(`comments/${id}`, {}, sent("DELETE", undefined, token));
  const row = createRow(tools);
  const restore = row.button(say("own.restore"), async () => {
    clearTimeout(timer);
    try {
      settle(await ask(`comments/${id}/restore`, {}, sent("POST", undefined, token)));
      announce(say("own.restored"));
    } catch (problem) {
      timer = setTimeout(bury, OFFER);
      throw problem;
    }
  });
  let timer = setTimeout(bury, OFFER);
  row.show(restore);
  bury(row.node);
  restore.focus();
  announce(say("own.withdrawn"));
}
