/**
 * Colours that can be read on the host's background: the host's own where they are strong enough,
 * ours where not. Ratios are those of WCAG 2.2; the floors are higher than it asks.
 */

/** @typedef {number[]} Colour red, green and blue, each 0 to 255 */

export const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];
const ON_LIGHT = { ink: [24, 33, 43], action: [29, 67, 128], wrong: [165, 40, 31], pure: BLACK };
const ON_DARK = { ink: [228, 234, 240], action: [156, 190, 247], wrong: [255, 154, 144], pure: WHITE };

/**
 * @param {Colour} colour
 * @returns {number} relative luminance, 0 to 1
 */
function luminance(colour) {
  const [red, green, blue] = colour.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * @param {Colour} one
 * @param {Colour} other
 * @returns {number} 1 to 21
 */
export function contrast(one, other) {
  const [dark, light] = [luminance(one) + 0.05, luminance(other) + 0.05].sort((a, b) => a - b);
  return light / dark;
}

/**
 * @param {Colour} from
 * @param {Colour} to
 * @param {number} share of `to`, 0 to 1
 * @returns {Colour}
 */
export const mix = (from, to, share) => from.map((value, i) => Math.round(value + (to[i] - value) * share));

/** @param {Colour} background */
export const isDark = (background) => contrast(background, WHITE) > contrast(background, BLACK);

/**
 * @param {Colour} background
 * @param {Colour} [hostText]
 * @param {Colour} [hostLink]
 */
export function palette(background, hostText, hostLink) {
  const { ink, action, wrong, pure } = isDark(background) ? ON_DARK : ON_LIGHT;
  /**
   * The first that has the ratio; on a background of middle grey only black or white has any.
   *
   * @param {number} floor
   * @param {...(Colour | undefined)} colours
   */
  const readable = (floor, ...colours) =>
    colours.find((colour) => colour && contrast(colour, background) >= floor) ?? pure;
  /**
   * The palest mix of the text and the background that has the ratio.
   *
   * @param {number} floor
   */
  const faded = (floor) => {
    let share = 0.9;
    while (share > 0 && contrast(mix(text, background, share), background) < floor) share -= 0.02;
    return mix(text, background, Math.max(share, 0));
  };
  const text = readable(7, hostText, ink);
  const accent = readable(4.5, hostLink, action);
  return {
    text,
    accent,
    muted: faded(5.5),
    control: faded(3.5),
    error: readable(4.5, wrong),
    "on-accent": isDark(accent) ? WHITE : ON_LIGHT.ink,
  };
}
