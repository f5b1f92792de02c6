# SPDX-License-Identifier: MIT
"""The parts faces play on an official paper (GB/T 9704-2012)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A part a face plays; the value is the stem of the bundled file in `resources/fonts`."""

    TITLE = "title"  # 小标宋: titles
    BODY = "body"  # 宋体: tables, page numbers; the last face of every chain
    FANGSONG = "fangsong"  # 仿宋: running text
    KAI = "kai"  # 楷体: second-level headings
    HEI = "hei"  # 黑体: first-level headings, table heads
