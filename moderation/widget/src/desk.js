/**
 * Where somebody comes who begins to write: what is needed for that comes with write.js.
 *
 * @import { Comment } from "./types"
 */

/**
 * @typedef {object} Writing what write.js gives
 * @property {() => Promise<void> | undefined} submit sends what is in the form
 * @property {(comment: Comment, article: HTMLElement) => void} reply opens the form under a comment
 * @property {(comment: Comment, article: HTMLElement) => void} report asks what is wrong with one
 * @property {() => void} home brings the form back to its place
 * @property {() => Promise<void>} learn asks what has become of the reader's own comments
 */

export {};
