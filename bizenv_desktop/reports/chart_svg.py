# SPDX-License-Identifier: MIT
"""A chart as SVG for QtSvg.

Three things of reportlab's SVG QtSvg does not take: the clipPath around everything, which leaves
the picture empty; “None” with a capital, which fills a bent line with black; and family names,
which are our font files' names there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

DEFAULT_FAMILY = "sans-serif"
_CLIP = re.compile(
    r"<clipPath\b.*?</clipPath>\s*|\s*style=\"clip-path:[^\"]*\"|\s*clip-path=\"[^\"]*\"", re.DOTALL
)
_FAMILY = re.compile(r"font-family:[^;\"]*")


def chart_svg(drawing: Drawing, family: str = DEFAULT_FAMILY) -> bytes:
    """The drawing as UTF-8 SVG; every word is set in `family`, a name the screen knows."""
    from reportlab.graphics import renderSVG

    svg = renderSVG.drawToString(drawing)
    text = svg.decode() if isinstance(svg, bytes) else svg
    text = _CLIP.sub("", text).replace("fill: None", "fill: none")
    name = escape(family.replace(";", " ").replace("'", " "), {'"': " "})
    return _FAMILY.sub(lambda _: f"font-family: '{name}'", text).encode()
