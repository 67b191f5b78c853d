/**
 * One comment as an article: who, when, what, and its state in words and in the line of its margin.
 *
 * @import { Author, Comment } from "./types"
 * @import { Tools } from "./conversation.js"
 */
import { button, fill, h, named, uniqueId } from "./dom.js";
import { link, sanitised } from "./sanitise.js";

const REMOVED = { author: "state.withdrawn", moderation: "state.removed" };
const EDITED = { author: "state.edited", moderation: "state.moderated" };

/**
 * @param {Comment} comment
 * @param {Tools} tools
 * @param {Comment} [answered] the comment it replies to, where the indent alone may not tell
 */
export function commentArticle(comment, tools, answered) {
  const { author, created_at: created, own, removed } = comment;
  const { say, words } = tools;
  const { when, moment } = words;
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
      permalink(comment, tools, h("time", { datetime: created, title: moment(created) }, when(created))),
      comment.edited_at && h("span", {}, say(EDITED[comment.edited_by ?? "author"])),
    ),
    answered?.author &&
      h(
        "p",
        { class: "to" },
        permalink(answered, tools, ...named(say, "thread.inReplyTo", answered.author.name)),
      ),
    state && h("p", { class: "state" }, state),
    comment.html && sanitised(comment.html, comment.language),
    actions,
  );
  fill(actions, ...(own ? (own.actions ?? []) : offered(comment, tools, article, label)));
  return article;
}

/**
 * What every reader may do with a comment that is there.
 *
 * @param {Comment} comment
 * @param {Tools} tools
 * @param {HTMLElement} article
 * @param {string} label the id of the words for who and when
 */
function offered(comment, { say, form, desk, fail }, article, label) {
  const { author } = comment;
  if (!author) return [];
  /**
   * @param {"reply" | "report"} act
   * @param {string} text
   * @param {import("./dom.js").Attributes} attributes
   */
  const offer = (act, text, attributes) =>
    button(fail, text, async () => (await desk())[act](comment, article), {
      class: "quiet",
      part: "action",
      ...attributes,
    });
  return [
    form &&
      offer("reply", say("reply.action"), { "aria-label": say("reply.heading", { name: author.name }) }),
    offer("report", say("report.action"), { "aria-describedby": label }),
  ];
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
 * @param {Tools} tools
 * @param {...import("./dom.js").Child} content
 */
function permalink({ id, legacy_id: legacy }, { article }, ...content) {
  return h("a", { class: "permalink", href: `${article.url}#comment-${legacy ?? id}` }, ...content);
}
