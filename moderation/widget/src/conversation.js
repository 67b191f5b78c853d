/**
 * What an article's readers see once its comments are here: the form, the thread, their own comments.
 *
 * @import { Article, FormSettings, Page, Read } from "./types"
 * @import { Writing } from "./desk.js"
 * @import { Form } from "./form.js"
 * @import { Place } from "./loading.js"
 * @import { Section } from "./section.js"
 * @import { Ask } from "./service.js"
 * @import { Staying } from "./staying.js"
 * @import { Thread } from "./thread.js"
 * @import { Words } from "./words.js"
 */
import { notice } from "./dom.js";
import { createForm } from "./form.js";
import { createGuide } from "./guide.js";
import { beside } from "./identity.js";
import { opener } from "./opener.js";
import { createSection } from "./section.js";
import { keepCompany } from "./staying.js";
import { hasWritten, noteWriting } from "./storage.js";
import { createThread } from "./thread.js";

/**
 * @typedef {object} Context
 * @property {DOMStringMap} wishes what the page's author has set
 * @property {string} root the address of the site's doors
 * @property {string} key of the article, as the service knows it
 * @property {Article} article
 * @property {Read} list asks for comments
 * @property {Words} words
 * @property {Ask} ask
 */

/**
 * @typedef {object} Parts
 * @property {Words["say"]} say
 * @property {FormSettings} settings
 * @property {Form | null} form `null` when the article is closed
 * @property {Thread} thread
 * @property {Section} section around it
 * @property {Read} read asks for comments in the order that is shown
 * @property {() => string} fail tells those who listen that something did not work, and gives the words
 * @property {() => void} count shows how many comments there are now
 * @property {() => Promise<Writing>} desk
 * @property {() => Promise<Staying>} stay
 * @property {string | null} since when the newest comment was published, of those that have been read
 * @property {number} at when they were read, in milliseconds
 */

/** @typedef {Place & Context & Parts} Tools what everything here works with, in all three scripts */

/**
 * Shows them.
 *
 * @param {Page} page
 * @param {Place & Context} context
 * @returns {() => Promise<void>} follows what happens from then on
 */
export function converse(page, context) {
  const { put, wishes, words, script, list, announce, signal } = context;
  const { say, day } = words;
  const { closed_at: closedAt, latest_at: since } = page.article;

  const tools = /** @type {Tools} */ ({
    ...context,
    say,
    settings: page.form,
    since,
    at: Date.now(),
    read: (query) => list({ order: tools.thread.order, ...query }),
    count: () => tools.section.count(),
    fail() {
      const sentence = say("thread.fail");
      announce(sentence);
      return sentence;
    },
  });
  /** @type {Tools["desk"]} */
  const open = opener(beside(script, "write.js"), tools);
  tools.desk = () => {
    noteWriting();
    return open();
  };
  tools.stay = opener(beside(script, "stay.js"), tools);
  tools.form = page.article.open ? createForm(tools) : null;
  tools.thread = createThread(tools);
  tools.section = createSection(tools);
  const { desk, form, section } = tools;
  const follow = createGuide(tools);
  const closed = () =>
    notice(closedAt ? say("thread.closed", { date: day(closedAt) }) : say("thread.closed.never"));
  const nodes = [form ? form.home : closed(), section.node];

  tools.thread.addPage(page);
  section.count();
  put(words, ...(wishes.position === "below" ? nodes.reverse() : nodes));

  return async () => {
    addEventListener("hashchange", follow, { signal });
    keepCompany(tools);
    if (hasWritten())
      await desk()
        .then(({ learn }) => learn())
        .catch(console.warn);
    await follow();
  };
}
