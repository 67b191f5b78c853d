/**
 * Colours that can be read on the host's background: the host's own where they are strong enough,
 * ours where not. Ratios are those of WCAG 2.2; the floors are higher than it asks.
 */

/** @typedef {number[]} Colour red, green and blue, each 0 to 255 */

export const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];
/** Our ink, and what is for action and for errors. */
const ON_LIGHT = [[24, 33, 43], [29, 67, 128], [165, 40, 31], BLACK];
const ON_DARK = [[228, 234, 240], [156, 190, 247], [255, 154, 144], WHITE];
/** What black and white contrast with equally. */
const MIDDLE = Math.sqrt(1.05 * 0.05);

/**
 * @param {Colour} colour
 * @returns {number} relative luminance, and what any screen reflects: 0.05 to 1.05
 */
const luminance = (colour) =>
  [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const value = colour[i] / 255;
    return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  }, 0.05);

/**
 * @param {Colour} one
 * @param {Colour} other
 * @returns {number} 1 to 21
 */
export function contrast(one, other) {
  const ratio = luminance(one) / luminance(other);
  return Math.max(ratio, 1 / ratio);
}

/**
 * @param {Colour} from
 * @param {Colour} to
 * @param {number} share of `to`, 0 to 1
 * @returns {Colour}
 */
export const mix = (from, to, share) => BLACK.map((_, i) => from[i] + (to[i] - from[i]) * share);

/** @param {Colour} background */
export const isDark = (background) => luminance(background) < MIDDLE;

/**
 * @param {Colour} background
 * @param {Colour} [hostText]
 * @param {Colour} [hostLink]
 */
export function palette(background, hostText, hostLink) {
  const [ink, action, wrong, pure] = isDark(background) ? ON_DARK : ON_LIGHT;
  /**
   * The first that has the ratio; on a background of middle grey only black or white has any.
   *
   * @param {number} floor
   * @param {...(Colour | undefined)} colours
   */
  const readable = (floor, ...colours) =>
    colours.find((colour) => colour && contrast(colour, background) >= floor) ?? pure;
  const text = readable(7, hostText, ink);
  /**
   * The palest mix of the text and the background that has the ratio.
   *
   * @param {number} floor
   * @param {number} [share] of the background
   * @returns {Colour}
   */
  const faded = (floor, share = 0.9) => {
    const colour = mix(text, background, share);
    return share <= 0 || contrast(colour, background) >= floor ? colour : faded(floor, share - 0.02);
  };
  const accent = readable(4.5, hostLink, action);
  return {
    text,
    accent,
    muted: faded(5.5),
    control: faded(3.5),
    error: readable(4.5, wrong),
    // Our ink would be too pale on some of the colours that white is too pale on.
    "on-accent": isDark(accent) ? WHITE : BLACK,
  };
}
