"""A text as a picture that a phone's camera reads."""

from __future__ import annotations

import base64

import qrcode
from qrcode.image.svg import SvgPathFillImage


def picture(text: str) -> str:
    """A data address of the picture (SVG), black on white whatever the page's colours are."""
    image = qrcode.make(text, image_factory=SvgPathFillImage, border=4)
    return f"data:image/svg+xml;base64,{base64.b64encode(image.to_string()).decode('ascii')}"
