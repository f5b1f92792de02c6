# SPDX-License-Identifier: MIT
"""整改通知书 to each responsible unit and person; 销号单, one a finding, signed by two.

Internal papers: no red head, no document number. Whoever puts right and whoever verifies are two
people: the slip has a line for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.numerals import chinese_number
from bizenv_desktop.reports.blocks import (
    Column,
    Facts,
    Group,
    Line,
    Look,
    NewPage,
    Paper,
    Signatures,
    Stand,
    Table,
    Text,
    day_in_words,
)
from bizenv_desktop.reports.layouts.common import DATE_LINE, paper_facts, paper_properties
from bizenv_desktop.reports.layouts.ledger import NOTHING
from bizenv_desktop.reports.layouts.rectification_list import item_and_basis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.papers.ledger import Ledger, Share
    from bizenv_desktop.domain.papers.rectification_list import ListRow
    from bizenv_desktop.reports.blocks import Block, Cell

_NOTICE = (
    Column("number", "序号", 8.5, Stand.CENTRE, repeat=True),
    Column("basis", "检查项及依据", 36, flexible=True),
    Column("problem", "存在问题", 46, flexible=True),
    Column("measures", "整改措施", 46, flexible=True),
    Column("due", "整改时限", 19, Stand.CENTRE),
)
_WIDE = (
    Column("name", "", 26, Stand.CENTRE, repeat=True),
    Column("words", "", 130, flexible=True),
)
_PAIRS = (
    Column("name", "", 26, Stand.CENTRE),
    Column("words", "", 52),
    Column("name2", "", 26, Stand.CENTRE),
    Column("words2", "", 52),
)
_FORM_SIZE = 10.5
_ROOM = "\n\n"  # for handwriting
_TWO_PEOPLE = "整改责任人与复核人不能是同一人。"


def notice_paper(record: Ledger) -> Paper:
    """A notice for each unit and person, each on pages of its own."""
    return _many(record, [list(_notice(record, share)) for share in record.shares])


def _notice(record: Ledger, share: Share) -> Iterator[Block]:
    head = record.head
    whom = (
        f"{share.unit}（{share.person}）"
        if share.unit and share.person
        else (share.unit or share.person)
    )
    number = chinese_number(len(share.rows))
    yield Text("营商环境整改通知书", Look.TITLE, bookmark=whom or "未定责任单位")
    yield Facts(paper_facts(head), head.code)
    yield Text(f"{whom or '＿' * 10}：", Look.ADDRESS)
    yield Text(
        f"经{head.period}营商环境自查，你处有以下{number}个问题需要整改。请按所列措施在时限内整改，"
        "整改完成后填写销号单，附整改前后的佐证材料，报复核人复核；不能按时完成的，"
        "请在到期前说明原因，申请延期。"
    )
    lines = (
        Line((str(at), item_and_basis(row), row.problem, row.measures, row.due))
        for at, row in enumerate(share.rows, 1)
    )
    yield Table(_NOTICE, tuple(lines))
    yield Signatures(("签收人：", "签收日期："), (head.centre, day_in_words(head.printed)))


def closure_paper(record: Ledger) -> Paper:
    """A slip for each finding, each on a page of its own."""
    return _many(record, [list(_slip(record, row)) for row in record.rows])


def _slip(record: Ledger, row: ListRow) -> Iterator[Block]:
    head = record.head
    yield Text("营商环境整改销号单", Look.TITLE, bookmark=f"{row.code} {row.title}")
    yield Facts(paper_facts(head), head.code)
    yield _form(
        _WIDE,
        ("检查项", f"{row.code} {row.title}（{row.dimension}）"),
        ("依据", "；".join(row.basis)),
        ("存在问题", row.problem),
        ("整改措施", row.measures),
    )
    yield _form(
        _PAIRS,
        ("责任单位", row.unit, "责任人", row.person),
        ("责任领导", row.leader, "整改时限", day_in_words(row.due)),
    )
    remark = (("备注", row.remark),) if row.remark else ()
    history = (("办理过程", "\n".join(row.history)),) if row.history else ()
    yield _form(
        _WIDE,
        ("整改结果", f"{row.progress}{_ROOM}"),
        *remark,
        *history,
        ("佐证材料", "□整改前照片　　□整改后照片　　□制度、台账等文件＿＿件"),
        ("复核意见", f"□同意销号　　□退回整改，理由：{_ROOM}"),
    )
    responsible = (f"整改责任人：{row.person}", "复核人：")
    yield Signatures(responsible, (head.centre, DATE_LINE, _TWO_PEOPLE))


def _form(columns: tuple[Column, ...], *rows: tuple[Cell, ...]) -> Table:
    return Table(columns, tuple(map(Line, rows)), head=False, size=_FORM_SIZE)


def _many(record: Ledger, parts: list[list[Block]]) -> Paper:
    """Parts one after another, each on a new page; a single line when there are none."""
    head = record.head
    blocks: list[Block] = []
    for part in parts:
        blocks.extend([NewPage(), *part] if blocks else part)
    if not blocks:
        blocks = [Text(head.title, Look.TITLE), Facts(paper_facts(head), head.code)]
        blocks.append(Table(_NOTICE, (Group(NOTHING),)))
    return Paper(**paper_properties(head), landscape=head.landscape, blocks=tuple(blocks))
