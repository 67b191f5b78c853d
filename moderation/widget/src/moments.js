/**
 * When something is to be done: the reader comes near, the page changes, or becomes another one.
 */
import { articleOf, linkedComment, surroundings } from "./identity.js";

/** How near the reader has to come. */
const NEAR = "600px";

/**
 * Calls back once, when the reader comes near an element.
 *
 * @param {Element} node
 * @param {() => unknown} come
 */
export function whenNear(node, come) {
  const observer = new IntersectionObserver(
    (seen) => {
      if (!seen.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      come();
    },
    { rootMargin: NEAR },
  );
  observer.observe(node);
}

/**
 * Calls back once, when the comments are wanted: the reader comes near, or has been sent to one.
 *
 * @param {Element} element
 * @param {() => unknown} load
 * @param {AbortSignal} signal ends the watch
 */
export function whenWanted(element, load, signal) {
  let begun = false;
  const come = () => {
    if (!begun && !signal.aborted) load();
    begun = true;
  };
  const sent = () => linkedComment(location.hash) && come();
  whenNear(element, come);
  addEventListener("hashchange", sent, { signal });
  if (element.getAttribute("load") === "eager") come();
  sent();
}

/**
 * Calls back whenever something changes in one of the nodes.
 *
 * @param {Node[]} nodes
 * @param {MutationObserverInit} what
 * @param {() => void} change
 * @param {AbortSignal} signal ends the watch
 */
export function whenChanged(nodes, what, change, signal) {
  const observer = new MutationObserver(change);
  for (const node of nodes) observer.observe(node, what);
  signal.addEventListener("abort", () => observer.disconnect());
}

/**
 * Calls back when the page has become that of another article, as pages do that change without being
 * loaded: they change their address, their canonical link, or at least their title.
 *
 * @param {() => void} leave
 * @param {AbortSignal} signal ends the watch
 */
export function whenElsewhere(leave, signal) {
  const here = articleOf(surroundings());
  const look = () => articleOf(surroundings()) !== here && leave();
  whenChanged([document.head], { childList: true, subtree: true, attributeFilter: ["href"] }, look, signal);
  addEventListener("popstate", look, { signal });
  window.navigation?.addEventListener("currententrychange", look, { signal });
}
