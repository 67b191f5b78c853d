/**
 * The other scripts of this release, which are loaded when they are needed first.
 */

/**
 * @template Context, Opened
 * @param {string} script its address; it exports `open`
 * @param {Context} context what it works with
 * @returns {() => Promise<Opened>} rejects while the script does not load; may be called again
 */
export function opener(script, context) {
  /** @type {Promise<Opened> | undefined} */
  let opened;
  let tail = "";
  return () => {
    // A browser may remember that an address did not load: the fragment makes it another one.
    opened ??= import(script + tail)
      .then(({ open }) => open(context))
      .catch((error) => {
        opened = undefined;
        tail += "#";
        throw error;
      });
    return /** @type {Promise<Opened>} */ (opened);
  };
}
