"""What is really drawn: the contrast and the size of every text of the widget, and its controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

# Colours as the screen shows them, over the backgrounds of all that is behind them.
MEASURE: Final = """
    () => {
      const { shadowRoot } = document.querySelector("article-comments");
      const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      const drawn = (colour) => {
        pixel.clearRect(0, 0, 1, 1);
        pixel.fillStyle = colour;
        pixel.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
        return [red, green, blue, alpha / 255];
      };
      const over = ([red, green, blue, alpha], below) =>
        [red, green, blue].map((value, i) => value * alpha + below[i] * (1 - alpha));
      const above = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;
      const behind = (node) =>
        node ? over(drawn(getComputedStyle(node).backgroundColor), behind(above(node)))
          : [255, 255, 255];
      const linear = (value) =>
        value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      const luminance = (colour) => {
        const [red, green, blue] = colour.map((value) => linear(value / 255));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
      };
      const contrast = (colour, node) => {
        const background = behind(node);
        const [dark, light] = [luminance(over(drawn(colour), background)), luminance(background)]
          .sort((one, other) => one - other);
        return light / dark;
      };
      const told = (node, text) => {
        const { webkitTextFillColor: colour, fontSize } = getComputedStyle(node);
        const kind = node.closest(".body, label") && !node.closest("blockquote, a") ? "text" : "";
        return [text.trim(), kind, contrast(colour, node), Number.parseFloat(fontSize)];
      };
      const controls = [...shadowRoot.querySelectorAll("[part=input]")]
        .filter((node) => node.checkVisibility());
      const texts = controls.map((node) => told(node, node.name));
      const walker = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { parentElement: node, data } = walker.currentNode;
        if (data.trim() && node.checkVisibility() && !node.closest(".unseen")) {
          texts.push(told(node, data));
        }
      }
      const edges = controls.map((node) => {
        const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(node);
        const { height } = node.getBoundingClientRect();
        return [node.name, borderTopStyle, Number.parseFloat(borderTopWidth),
          contrast(borderTopColor, above(node)), height];
      });
      const root = shadowRoot.querySelector(".root");
      return { texts, edges, wide: root.scrollWidth - root.clientWidth };
    }
"""
AA: Final = 4.5
OURS: Final = 7
CONTROL: Final = 3
SMALLEST_PX: Final = 13
WIDEST_PX: Final = 2
TARGET_PX: Final = 44


def flaws(page: Page) -> list[str]:
    """What cannot be read, seen or pressed, in words; what people write has the higher floor."""
    measured = page.evaluate(MEASURE)
    return [
        *(flaw for text in measured["texts"] for flaw in _of_text(*text)),
        *(flaw for edge in measured["edges"] for flaw in _of_control(*edge)),
        *["wider than its place"] * (measured["wide"] > 0),
    ]


def _of_text(text: str, kind: str, contrast: float, size: float) -> Iterator[str]:
    if contrast < (OURS if kind else AA):
        yield f"{text}: contrast {contrast:.2f}"
    if size < SMALLEST_PX:
        yield f"{text}: {size} px"


def _of_control(
    name: str, style: str, width: float, contrast: float, height: float
) -> Iterator[str]:
    if style != "solid" or not 1 <= width <= WIDEST_PX:
        yield f"{name}: a {style} border of {width} px"
    if contrast < CONTROL:
        yield f"{name}: a border of contrast {contrast:.2f}"
    if height < TARGET_PX:
        yield f"{name}: {height} px high"
