/**
 * What write.js and stay.js take from embed.js, where it is needed anyway: the build leads its imports here. As
 * with `desk.js`, this may only grow within a release series.
 */
import { button, fill, h, named, setAttribute, uniqueId, unseen, whenChanged } from "./dom.js";
import { createField } from "./field.js";
import { sanitised } from "./sanitise.js";
import { asked, Problem } from "./service.js";

export const shared = {
  asked,
  button,
  createField,
  fill,
  h,
  named,
  Problem,
  sanitised,
  setAttribute,
  uniqueId,
  unseen,
  whenChanged,
};
