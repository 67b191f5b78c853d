/**
 * One comment as an article: who, when, what, and its state in words and in the line of its margin.
 *
 * @import { Author, Comment } from "./types"
 * @import { Words } from "./words.js"
 */
import { button, fill, h, named, uniqueId } from "./dom.js";
import { link, sanitised } from "./sanitise.js";

const REMOVED = { author: "state.withdrawn", moderation: "state.removed" };

/**
 * @typedef {object} Setting what a comment needs to know of the page it stands on
 * @property {Words} words
 * @property {string} address of the article
 * @property {boolean} autoload whether more comments come without being asked for
 * @property {(text: string) => void} announce politely, to those who listen to the page
 * @property {((comment: Comment, article: HTMLElement) => Promise<void>) | null} reply `null` when the
 *   article is closed
 * @property {(comment: Comment, article: HTMLElement) => Promise<void>} report
 */

/**
 * @param {Comment} comment
 * @param {Setting} setting
 * @param {Comment} [answered] the comment it replies to, where the indent alone may not tell
 */
export function commentArticle(comment, setting, answered) {
  const { author, created_at: created, own, removed } = comment;
  const { words } = setting;
  const { say, when, moment } = words;
  const label = uniqueId();
  const state = own?.state ?? (removed && say(REMOVED[removed]));
  const actions = h("div", { class: "actions" });
  const article = h(
    "article",
    {
      class: own?.state ? "own" : author?.staff && "staff",
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
        permalink(answered, setting, ...named(say, "thread.inReplyTo", answered.author.name)),
      ),
    state && h("p", { class: "state" }, state),
    comment.html && sanitised(comment.html),
    actions,
  );
  fill(actions, ...(own ? (own.actions ?? []) : offered(comment, setting, article, label)));
  return article;
}

/**
 * What every reader may do with a comment that is there.
 *
 * @param {Comment} comment
 * @param {Setting} setting
 * @param {HTMLElement} article
 * @param {string} label the id of the words for who and when
 */
function offered(comment, { words: { say }, reply, report }, article, label) {
  const quiet = { class: "quiet", part: "action" };
  const { author } = comment;
  return author
    ? [
        reply &&
          button(say, say("reply.action"), () => reply(comment, article), {
            ...quiet,
            "aria-label": say("reply.heading", { name: author.name }),
          }),
        button(say, say("report.action"), () => report(comment, article), {
          ...quiet,
          "aria-describedby": label,
        }),
      ]
    : [];
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
 * @param {...import("./dom.js").Child} content
 */
function permalink({ id, legacy_id: legacy }, { address }, ...content) {
  return h("a", { class: "permalink", href: `${address}#comment-${legacy ?? id}` }, ...content);
}
