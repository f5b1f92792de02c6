# SPDX-License-Identifier: MIT
"""单位密钥卡 on paper: whose key it is, the fingerprint to read out, a QR of the whole card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.reports.blocks import (
    Column,
    Facts,
    Line,
    Look,
    Paper,
    Picture,
    Signatures,
    Stand,
    Table,
    Text,
    day_in_words,
    fact,
)
from bizenv_desktop.reports.qr import QUIET, qr_matrix

if TYPE_CHECKING:
    from datetime import date

    from reportlab.graphics.shapes import Drawing

    from bizenv_desktop.domain.exchange.keys import KeyCard
    from bizenv_desktop.reports.blocks import Words

TITLE = "单位密钥卡"
_MM = 72 / 25.4
_QR_SIDE = 50 * _MM
_WIDTH = 156 * _MM
_GROUPS = tuple(Column(f"group{at}", "", 39, Stand.CENTRE) for at in range(4))
_FINGERPRINT_SIZE = 26
_STEPS = (
    "登记时由上级打电话到本单位，本单位照着上面的指纹一个字符一个字符地念，上级听到什么输入什么，"
    "一致才算登记成功。指纹里没有字母 I、L、O、U，是 0（零）和 1（一）。",
    "二维码和密钥卡文件（.bizkey）内容一样，上级用“扫码登记”扫。卡上没有需要保密的内容，"
    "但请当面交给上级；中间经过别人转交的，一定要打电话核对指纹。",
    "重新建立数据库后密钥会变，请重新导出密钥卡交上级登记。",
)


def key_card_paper(card: KeyCard, printed: date) -> Paper:
    """The card as one page that is handed to the superior, with room for the seal."""
    owner = card.owner
    groups = tuple(card.fingerprint.split("-"))
    return Paper(
        title=f"{owner.name}{TITLE}",
        organisation=owner.full_name,
        subject=f"指纹 {card.fingerprint}",
        keywords=f"营商环境,报送,{TITLE}",
        blocks=(
            Text(TITLE, Look.TITLE),
            Facts(_facts(card, printed)),
            Text("密钥指纹（核对时念这16个字符）", Look.ADDRESS),
            Table(_GROUPS, (Line(groups),), head=False, size=_FINGERPRINT_SIZE),
            Picture(lambda faces: _symbol(card), "密钥卡二维码"),
            *(Text(f"{at}. {step}", Look.NOTE) for at, step in enumerate(_STEPS, 1)),
            Signatures(("经办人：", "日期："), (owner.centre_name, day_in_words(printed))),
        ),
    )


def _facts(card: KeyCard, printed: date) -> tuple[Words, ...]:
    owner = card.owner
    return (
        fact("单位", owner.full_name),
        (*fact("单位代码", owner.code), "　　", *fact("级别", owner.level.label)),
        (
            *fact("密钥生成时间", card.issued.replace("T", " ")[:16]),
            "　　",
            *fact("打印日期", day_in_words(printed)),
        ),
    )


def _symbol(card: KeyCard) -> Drawing:
    """The QR in the middle of the line; each run of dark squares of a row is one rectangle."""
    from reportlab.graphics.shapes import Drawing, Rect
    from reportlab.lib.colors import black

    from bizenv_desktop.domain.exchange.keys import scan_text

    matrix = qr_matrix(scan_text(card))
    side = _QR_SIDE / len(matrix)
    left, quiet = (_WIDTH - _QR_SIDE) / 2, QUIET * side
    drawing = Drawing(_WIDTH, _QR_SIDE + 2 * quiet)
    for number, row in enumerate(matrix, 1):
        start = None
        for at, dark in enumerate((*row, False)):
            if dark and start is None:
                start = at
            elif not dark and start is not None:
                x, y = left + start * side, quiet + _QR_SIDE - number * side
                drawing.add(
                    Rect(x, y, (at - start) * side, side, fillColor=black, strokeColor=None)
                )
                start = None
    return drawing
