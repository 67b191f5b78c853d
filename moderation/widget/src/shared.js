/**
 * What write.js takes from embed.js, where it is needed anyway: the build leads its imports here. As
 * with `desk.js`, this may only grow within a release series.
 */
import { fill, h, named, setAttribute, uniqueId, unseen } from "./dom.js";
import { createField } from "./field.js";
import { sanitised } from "./sanitise.js";
import { asked, Problem } from "./service.js";

export const shared = {
  asked,
  createField,
  fill,
  h,
  named,
  Problem,
  sanitised,
  setAttribute,
  uniqueId,
  unseen,
};
