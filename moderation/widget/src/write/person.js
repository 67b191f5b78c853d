/**
 * Who writes: remembered in the browser if they ask for it, and as long as the page lasts.
 *
 * @import { Form } from "../form.js"
 * @import { Tools } from "./main.js"
 */
import { fill, h } from "../dom.js";
import { IDENTITY, read, write } from "../storage.js";
import { quiet } from "./controls.js";
import { suggestDomain } from "./suggestion.js";

/**
 * What stood in forms that are gone, by article: a page that changes its language makes another form.
 *
 * @type {Map<string, [string, boolean][]>}
 */
const typed = new Map();

/**
 * @param {Form} parts
 * @param {Tools} tools
 */
export function createPerson({ fields, remember, notify }, { scope, settings, say, announce, signal }) {
  const { name, email, website } = fields;
  const texts = [name, email, website].flatMap((field) => field?.control ?? []);
  const controls = /** @type {HTMLInputElement[]} */ ([...texts, remember, notify].filter(Boolean));
  const asked = [name.node.parentElement, website?.node, remember.parentElement];
  const known = h("p", { class: "known", hidden: true });
  const change = quiet(say("person.change"), () => {
    show(false);
    name.control.focus();
  });

  /** @param {boolean} short */
  function show(short) {
    for (const node of asked) if (node) node.hidden = short;
    known.hidden = !short;
  }

  function restore() {
    const stored = read(IDENTITY);
    // What somebody has done before this was loaded stands.
    remember.checked ||= !!stored;
    for (const control of texts) control.value ||= stored?.[control.name] ?? "";
    typed.get(scope)?.forEach(([value, checked], i) => {
      controls[i].value ||= value;
      controls[i].checked ||= checked;
    });
  }

  restore();
  name.node.parentElement?.before(known);
  suggestDomain(email, say, announce);
  remember.addEventListener("change", () => remember.checked || write(IDENTITY, null));
  signal.addEventListener("abort", () => {
    typed.set(
      scope,
      controls.map(({ value, checked }) => [value, checked]),
    );
  });

  return {
    /** Remembers who writes, if they want that. */
    keep() {
      const values = texts.map(({ name, value }) => [name, value]);
      write(IDENTITY, remember.checked ? Object.fromEntries(values) : null);
    },

    /**
     * Asks who writes, or names whom the browser remembers.
     *
     * @param {boolean} [short]
     */
    ask(short) {
      const address = email.control.value;
      const complete = name.control.value && (address || !settings.email_required);
      const hint = address && ` · ${address.replace(/@.*/, "@…")}`;
      fill(known, h("bdi", {}, name.control.value), hint, " (", change, ")");
      show(!!short && !!complete && !!read(IDENTITY));
    },
  };
}
