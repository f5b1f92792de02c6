# SPDX-License-Identifier: MIT
"""The unit's logo above the first title of each part of a paper, at the left; never a red head."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from bizenv_desktop.reports.blocks import Logo, Look, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.papers.logo import Logo as Kept
    from bizenv_desktop.reports.blocks import Block, Paper


def with_logo(paper: Paper, logo: Kept | None) -> Paper:
    """The paper with the logo before every title; as it is where there is none."""
    if logo is None:
        return paper
    wide, high = logo.size
    return replace(paper, blocks=tuple(_placed(paper.blocks, Logo(logo.png, wide, high))))


def _placed(blocks: tuple[Block, ...], logo: Logo) -> Iterator[Block]:
    """A title of several lines is one title."""
    titled = False
    for block in blocks:
        is_title = isinstance(block, Text) and block.look is Look.TITLE
        if is_title and not titled:
            yield logo
        titled = is_title
        yield block


def logo_flowable(block: Logo) -> object:
    """The picture for a PDF: as large as the block says, at the left, a little space under it."""
    from reportlab.lib.units import mm
    from reportlab.platypus.flowables import Image

    picture = Image(io.BytesIO(block.png), block.wide * mm, block.high * mm, hAlign="LEFT")
    picture.spaceAfter = 2 * mm
    picture.keepWithNext = 1
    return picture
