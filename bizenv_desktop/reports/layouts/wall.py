# SPDX-License-Identifier: MIT
"""应报未报表 and 催报单: who has reported, and a sheet to who has not.

States are words: a photocopy has no colours. Internal papers, no red head, no document number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import check_code
from bizenv_desktop.domain.exchange.wall import WallState
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
    fact,
)
from bizenv_desktop.reports.layouts.common import DATE_LINE, paper_facts, paper_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.exchange.wall import Wall, WallCell, WallRow
    from bizenv_desktop.domain.papers.consolidated_records import UrgedUnit, UrgePaper, WallPaper
    from bizenv_desktop.reports.blocks import Block, Cell, Words

NOBODY_EXPECTED = "还没有设定应报单位。"
NOBODY_URGED = "应报单位已全部上报，没有要催报的。"
UNLISTED = "名单外"
_NUMBER = Column("number", "序号", 8.5, Stand.CENTRE, repeat=True)
_CODE = Column("code", "单位代码", 22, Stand.CENTRE)
_UNIT = Column("unit", "单位", 32, flexible=True)
_ONE = (
    _NUMBER,
    _CODE,
    _UNIT,
    Column("state", "状态", 13, Stand.CENTRE),
    Column("revision", "版次", 12, Stand.CENTRE),
    Column("check", "核对码", 18, Stand.CENTRE),
    Column("arrived", "收到日期", 20, Stand.CENTRE),
    Column("words", "说明", 50, flexible=True),
)
_URGED = (
    _NUMBER,
    _UNIT,
    Column("state", "状态", 14, Stand.CENTRE),
    Column("words", "情况", 60, flexible=True),
    Column("signed", "签收人及日期", 34),
)


def wall_paper(record: WallPaper) -> Paper:
    """The wall: of one period with all that is known, of several a column each."""
    head, wall = record.head, record.wall
    several = len(wall.periods) != 1
    table = _several(wall) if several else _one(wall)
    return Paper(
        **paper_properties(head),
        landscape=head.landscape,
        blocks=(
            Text(head.title, Look.TITLE),
            Facts((*paper_facts(head), *_coverage(wall))),
            table,
            Signatures(head.signers, (head.centre, DATE_LINE)),
        ),
    )


def _coverage(wall: Wall) -> Iterator[Words]:
    for at, coverage in enumerate(wall.coverage):
        due = wall.due[at]
        limit = f"上报期限{day_in_words(due)}。" if due else ""
        counted = [f"{state.label}{count}个" for state, count in wall.counts(at).items()]
        told = f"其中{'，'.join(counted)}。" if counted else ""
        yield fact("上报情况", f"{coverage.sentence}{told}{limit}")


def _one(wall: Wall) -> Table:
    lines = [
        Line(_one_cells(str(number), row.unit.code, _named(row), cell))
        for number, row in enumerate(wall.rows, 1)
        for cell in row.cells
    ]
    return Table(_ONE, tuple(lines) or (Group(NOBODY_EXPECTED),))


def _one_cells(number: str, code: str, name: str, cell: WallCell) -> tuple[Cell, ...]:
    standing = cell.standing
    if standing is None:
        return (number, code, name, cell.state.label, "", "", "", cell.words)
    more = "；".join(cell.words.split("；")[1:])
    revision, check = f"第{standing.revision}版", check_code(standing.package)
    return (number, code, name, cell.state.label, revision, check, standing.arrived[:10], more)


def _several(wall: Wall) -> Table:
    columns = (
        _NUMBER,
        _CODE,
        _UNIT,
        *(
            Column(f"p{at}", period.label, 26, Stand.CENTRE)
            for at, period in enumerate(wall.periods)
        ),
    )
    lines = [
        Line(
            (
                str(number),
                row.unit.code,
                _named(row),
                *(_short(cell) for cell in row.cells),
            )
        )
        for number, row in enumerate(wall.rows, 1)
    ]
    return Table(columns, tuple(lines) or (Group(NOBODY_EXPECTED),))


def _short(cell: WallCell) -> str:
    standing = cell.standing
    if standing is None:
        return cell.state.label
    return f"{cell.state.label}\n第{standing.revision}版 {standing.arrived[5:10]}"


def _named(row: WallRow) -> str:
    return f"{row.unit.name}（{UNLISTED}）" if row.is_unlisted else row.unit.name


def urge_paper(record: UrgePaper, *, listed: bool = False) -> Paper:
    """A sheet for each unit on pages of its own, or one table of all, as always in a workbook."""
    head = record.head
    blocks: list[Block] = []
    if listed or record.as_list or not record.units:
        blocks += _urge_list(record)
    else:
        for unit in record.units:
            blocks += [NewPage()] if blocks else []
            blocks += _urge_sheet(record, unit)
    return Paper(**paper_properties(head), landscape=head.landscape, blocks=tuple(blocks))


def _urge_list(record: UrgePaper) -> Iterator[Block]:
    head = record.head
    lines = [
        Line((str(number), unit.name, unit.cell.state.label, unit.cell.words, ""))
        for number, unit in enumerate(record.units, 1)
    ]
    yield Text(head.title, Look.TITLE)
    yield Facts((*paper_facts(head), fact("上报情况", record.coverage)))
    yield Table(_URGED, tuple(lines) or (Group(NOBODY_URGED),))
    if record.units:
        yield Text("请以上单位尽快完成自查、审核并上报。", Look.NOTE)
    yield Signatures(head.signers, (head.centre, day_in_words(head.printed)))


def _urge_sheet(record: UrgePaper, unit: UrgedUnit) -> Iterator[Block]:
    head = record.head
    yield Text("营商环境自查催报单", Look.TITLE, bookmark=unit.name)
    yield Text(f"{unit.name}：", Look.ADDRESS)
    yield Text(_request(record, unit))
    yield Text(
        "请完成自查后先作“审核”，没有错误再点“上报”，把生成的上报包用U盘或共享文件夹送来；"
        "上报包写好后程序会显示六位核对码，可以电话核对。已经送出的，请告知核对码和送出时间。"
    )
    yield Text("因故不能按时上报的，请说明原因和预计上报时间：")
    yield Text("＿" * 24)
    yield Signatures(("签收人：", "签收日期："), (head.centre, day_in_words(head.printed)))


def _request(record: UrgePaper, unit: UrgedUnit) -> str:
    period, today = record.head.period, day_in_words(record.head.printed)
    standing, due = unit.cell.standing, record.due
    if unit.cell.state is WallState.RETURNED and standing is not None:
        return (
            f"你单位{period}营商环境自查第{standing.revision}版（核对码"
            f"{check_code(standing.package)}）已退回修改。截至{today}，尚未收到重新上报的上报包，"
            "请按退回意见修改后尽快重新上报。"
        )
    limit = f"应于{day_in_words(due)}前上报" if due else "应当上报"
    words = f"你单位{period}营商环境自查{limit}。截至{today}，尚未收到你单位的上报包"
    if due is not None and (days := (record.head.printed - due).days) > 0:
        words += f"，已逾期{days}天"
    return f"{words}，请尽快完成自查并上报。"
