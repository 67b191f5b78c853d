/** English of what somebody needs who writes. */
export default {
  "form.sending": "Sending…",
  "err.prefix": "Error:",
  "err.comment.empty": "Enter your comment",
  "err.comment.long": "Shorten your comment: {max} characters at most, {n} too many",
  "err.name.empty": "Enter your name or a pseudonym",
  "err.email.empty": "Enter your email address",
  "err.email.format": "Enter an email address in the correct format, like name@example.com",
  "err.closed": "Comments closed while you were writing. Your text is kept below so you can copy it.",
  "err.parentGone": "The comment you were replying to is gone. You can post your text as a new comment.",
  "err.origin": "Comments are unavailable on this page. Your text is kept.",
  "err.origin.owner": "This domain ({host}) is not allowed. Add it in Settings › Origins.",
  "state.pending": "Awaiting moderation. For now, only you can see this comment.",
  "state.pending.announce": "Comment received. It will be published after review.",
  "state.published.announce": "Your comment is published.",
  "state.refused": "This comment was not accepted.",
};
