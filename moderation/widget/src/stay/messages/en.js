/** English of what somebody needs who stays. */
export default {
  "thread.new": {
    one: "{n} new comment: show",
    other: "{n} new comments: show",
  },
  "thread.notHere": "The comment behind this link is no longer public.",
};
