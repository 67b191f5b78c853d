/**
 * What write.js and stay.js take from embed.js, where it is needed anyway: the build leads their imports
 * here, by the place in this list. As with `conversation.js`, it may only grow within a release series.
 */
import { button, fill, h, named, uniqueId, unseen } from "./dom.js";
import { createField } from "./field.js";
import { whenChanged } from "./moments.js";
import { sanitised } from "./sanitise.js";
import { asked, Problem } from "./service.js";

// biome-ignore format: one line
export const shared = [asked, button, createField, fill, h, named, Problem, sanitised, uniqueId, unseen, whenChanged];
