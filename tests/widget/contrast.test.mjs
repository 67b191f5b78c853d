import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, mix, palette, WHITE } from "../../moderation/widget/src/contrast.js";

const STEPS = [0, 51, 102, 153, 204, 255];
const backgrounds = STEPS.flatMap((red) => STEPS.flatMap((green) => STEPS.map((blue) => [red, green, blue])));

test("contrast is that of WCAG", () => {
  assert.equal(contrast(WHITE, [0, 0, 0]), 21);
  assert.equal(contrast([118, 118, 118], WHITE).toFixed(2), "4.54");
});

test("H2 on 216 backgrounds, whatever the page's colours, everything can be read", () => {
  for (const background of backgrounds) {
    for (const host of [background, mix(background, [0, 0, 0], 0.4), [200, 30, 90]]) {
      const colours = palette(background, host, host);
      const of = (colour) => contrast(colour, background);
      const highest = Math.max(of(WHITE), of([0, 0, 0]));
      // Middle greys have less than any floor above 4.58 to give.
      assert.ok(of(colours.text) >= Math.min(7, highest - 1e-9), `text on ${background}`);
      assert.ok(of(colours.muted) >= Math.min(5.5, highest - 1e-9), `muted on ${background}`);
      assert.ok(of(colours.control) >= 3.5, `control on ${background}`);
      assert.ok(of(colours.accent) >= 4.5, `accent on ${background}`);
      assert.ok(of(colours.error) >= 4.5, `error on ${background}`);
      assert.ok(contrast(colours.accent, colours["on-accent"]) >= 4.5, `on accent, ${background}`);
    }
  }
});

test("H2 whatever the colour of the page's links, text on it can be read", () => {
  const greys = Array.from({ length: 256 }, (_, grey) => [grey, grey, grey]);
  for (const link of [...backgrounds, ...greys]) {
    for (const background of [WHITE, [0, 0, 0]]) {
      const colours = palette(background, undefined, link);
      assert.ok(contrast(colours.accent, colours["on-accent"]) >= 4.5, `${link} on ${background}`);
    }
  }
});

test("H1 the page's own colours are kept where they are strong enough", () => {
  const { text, accent } = palette(WHITE, [34, 34, 34], [6, 69, 173]);
  assert.deepEqual(text, [34, 34, 34]);
  assert.deepEqual(accent, [6, 69, 173]);
});

test("H2 pale text on white is replaced", () =>
  assert.deepEqual(palette(WHITE, [154, 154, 154]).text, [24, 33, 43]));
