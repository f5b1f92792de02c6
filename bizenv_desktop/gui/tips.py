# SPDX-License-Identifier: MIT
"""Tool tips for texts that somebody typed."""

from __future__ import annotations

_LONGEST = 600


def tip(text: str) -> str:
    """The text as it is, whatever signs are in it, over several lines; "" for no tip.

    Qt takes a tip with `<b>` in it for rich text, and draws any other on one line of any length.
    """
    if not text:
        return ""
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;")
    return f'<p style="white-space: pre-wrap">{escaped}</p>'
