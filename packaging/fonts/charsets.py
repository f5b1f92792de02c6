# SPDX-License-Identifier: MIT
"""Which characters the bundled faces hold, as sets of code points."""

from __future__ import annotations

from pathlib import Path

SIGNS = "—–‐‑―“”‘’…·×÷≤≥≠≈±‰′″℃℉㎡㎥㎜㎝㎞㎏№℡〔〕〖〗〘〙□■☐☑☒√✓✔✗✘●○◎◆◇★☆△▲▽▼→←↑↓⇒⇐│─〇〓"
SIGN_RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xFF),  # Latin-1
    (0x2160, 0x217B),  # Ⅰ–Ⅻ, ⅰ–ⅻ
    (0x2460, 0x249B),  # ①–⑳, ⑴–⒇, ⒈–⒛
    (0x3000, 0x301F),  # punctuation
    (0x3220, 0x3229),  # ㈠–㈩
    (0x3251, 0x325F),  # ㉑–㉟
    (0x32B1, 0x32BF),  # ㊱–㊿
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),
)
IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def standard_characters() -> set[int]:
    """Return what every face should hold: 通用规范汉字表, GB 2312, Latin-1, office signs."""
    points = _expand(SIGN_RANGES) | {ord(char) for char in SIGNS}
    return points | general_standard_table() | _two_byte_charset("gb2312", 0xA1)


def whole_characters() -> set[int]:
    """Return what the last face of every chain holds: GBK and all ideographs of every plane."""
    return standard_characters() | _expand(IDEOGRAPHS) | _two_byte_charset("gbk", 0x81)


def general_standard_table() -> set[int]:
    """Return the 8,105 characters of 通用规范汉字表 (2013), as `tgh.txt` lists them."""
    lines = Path(__file__).with_name("tgh.txt").read_text("utf-8").splitlines()
    return {ord(char) for line in lines if not line.startswith("#") for char in line}


def _expand(ranges: tuple[tuple[int, int], ...]) -> set[int]:
    return {code for first, last in ranges for code in range(first, last + 1)}


def _two_byte_charset(encoding: str, first: int) -> set[int]:
    points = set()
    for high in range(first, 0xFF):
        for low in range(0x40, 0xFF):
            text = bytes([high, low]).decode(encoding, "ignore")
            if len(text) == 1 and not 0xE000 <= ord(text) < 0xF900:  # not the private use area
                points.add(ord(text))
    return points
