/** English of what somebody needs who stays. */
export default {
  "thread.new": {
    one: "{n} new comment: show",
    other: "{n} new comments: show",
  },
};
