/**
 * The choice of an order, as a native control.
 *
 * @import { Page } from "./types"
 * @import { Words } from "./words.js"
 */
import { h } from "./dom.js";

/** @typedef {ReturnType<typeof createOrder>} Order */

/**
 * @param {Words["say"]} say
 * @param {string} first `oldest` or `newest`
 * @param {{ fetch: () => Promise<Page>, show: (page: Page, name: string) => void, fail: () => void }} thread
 *   what happens when another is chosen; `show` gets its name too
 */
export function createOrder(say, first, { fetch, show, fail }) {
  let order = first;
  /** @type {Record<string, string>} */
  const names = { oldest: say("thread.sort.oldest"), newest: say("thread.sort.newest") };
  const choices = Object.entries(names).map(([value, name]) =>
    h("option", { value, selected: value === first }, name),
  );
  const select = h("select", { part: "input", onchange }, ...choices);

  async function onchange() {
    const before = order;
    const chosen = select.value;
    order = chosen;
    try {
      const page = await fetch();
      if (order === chosen) show(page, names[chosen]);
    } catch {
      order = before;
      select.value = before;
      fail();
    }
  }

  return {
    node: h("label", { class: "order" }, say("thread.sort"), select),
    get newestFirst() {
      return order === "newest";
    },
    get value() {
      return order;
    },
  };
}
