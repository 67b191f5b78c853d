/**
 * One comment as an article: who, when, what, and its state in words and in the line of its margin.
 *
 * @import { Author, Comment } from "./types"
 * @import { Words } from "./words.js"
 */
import { button, h, uniqueId } from "./dom.js";
import { link, sanitised } from "./sanitise.js";

const REMOVED = { author: "state.withdrawn", moderation: "state.removed" };

/**
 * @typedef {object} Setting what a comment needs to know of the page it stands on
 * @property {Words} words
 * @property {string} address of the article
 * @property {(text: string) => void} announce politely, to those who listen to the page
 * @property {((comment: Comment, title: string, article: HTMLElement) => Promise<void>) | null} reply
 *   `null` when the article is closed
 */

/**
 * @param {Comment} comment
 * @param {Setting} setting
 * @param {Comment} [answered] the comment it replies to, where the indent alone may not tell
 */
export function commentArticle(comment, setting, answered) {
  const { author, created_at: created, own, removed } = comment;
  const { words, reply } = setting;
  const { say, when, moment } = words;
  const label = uniqueId();
  const state = own ?? (removed && say(REMOVED[removed]));
  const title = author ? say("reply.heading", { name: author.name }) : "";
  /** @type {HTMLElement} */
  const article = h(
    "article",
    {
      class: own ? "own" : author?.staff && "staff",
      part: "comment",
      tabindex: -1,
      "aria-labelledby": label,
    },
    h(
      "header",
      { id: label, part: "meta" },
      author && signature(author),
      author?.staff && h("span", { class: "badge" }, say("badge.staff")),
      permalink(comment, setting, h("time", { datetime: created, title: moment(created) }, when(created))),
      comment.edited_at && h("span", {}, say("state.edited")),
    ),
    answered?.author &&
      h(
        "p",
        { class: "to" },
        permalink(answered, setting, say("thread.inReplyTo", { name: answered.author.name })),
      ),
    state && h("p", { class: "state" }, state),
    comment.html && sanitised(comment.html),
    reply &&
      author &&
      !own &&
      button(say, say("reply.action"), () => reply(comment, title, article), {
        class: "quiet",
        part: "action",
        "aria-label": title,
      }),
  );
  return article;
}

/** @param {Author} author */
function signature({ name, website }) {
  const who = h("bdi", {}, name);
  return h("span", { class: "author" }, link(website, who) ?? who);
}

/**
 * A link to the article's own address with the comment's fragment; imported comments keep theirs.
 *
 * @param {Comment} comment
 * @param {Setting} setting
 * @param {Node | string} content
 */
function permalink({ id, legacy_id: legacy }, { address }, content) {
  return h("a", { class: "permalink", href: `${address}#comment-${legacy ?? id}` }, content);
}
