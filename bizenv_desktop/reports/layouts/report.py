# SPDX-License-Identifier: MIT
"""自查报告 in running text (GB/T 9704-2012): title, three sections, charts, signatures.

No red head. Headings of the first level in 黑体, of the second in 楷体, everything else in 仿宋.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bizenv_desktop.domain.papers.report_draft import ParagraphKind
from bizenv_desktop.reports.blocks import Look, Paper, Picture, Signatures, Text, day_in_words
from bizenv_desktop.reports.layouts.common import paper_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.papers.report_draft import ReportParagraph
    from bizenv_desktop.domain.papers.report_record import ReportRecord
    from bizenv_desktop.reports.blocks import Block

_LOOKS = {
    ParagraphKind.SECTION: Look.HEADING,
    ParagraphKind.PART: Look.SUBHEADING,
    ParagraphKind.POINT: Look.BODY,
    ParagraphKind.TEXT: Look.BODY,
}
_CODE = "核对码"


def report_paper(record: ReportRecord) -> Paper:
    """The report as blocks."""
    properties = paper_properties(record.head)
    properties |= {"title": "".join(record.title_lines), "running_head": ""}
    return Paper(blocks=tuple(_blocks(record)), landscape=False, **properties)


def _blocks(record: ReportRecord) -> Iterator[Block]:
    for line in record.title_lines:
        yield Text(line, Look.TITLE)
    charts = _charts(record)
    for paragraph in record.report.printed:
        yield from paragraph_texts(paragraph)
        yield from charts.pop(paragraph.key, ())
    for left in charts.values():
        yield from left  # its paragraph was left out; what it shows was not
    head = record.head
    code = (f"{_CODE}：{head.code}",) if head.code else ()
    yield Signatures(head.signers, (head.centre, day_in_words(head.printed), *code))


def paragraph_texts(paragraph: ReportParagraph) -> Iterator[Text]:
    """A paragraph, numbered; line ends the clerk typed begin further ones."""
    first, *further = (line.strip() for line in paragraph.text.split("\n"))
    bookmark = f"{paragraph.number}{first}" if paragraph.kind.is_heading else ""
    yield Text(f"{paragraph.number}{first}", _LOOKS[paragraph.kind], bookmark)
    for line in filter(None, further):
        yield Text(line, Look.BODY)


def _charts(record: ReportRecord) -> dict[str, tuple[Picture, ...]]:
    """The charts that have something to show, by the paragraph each stands under."""
    from bizenv_desktop.reports.charts import CHARTS, chart_words, shown_charts

    under: dict[str, tuple[Picture, ...]] = {}
    for name in shown_charts(record.charts):
        draw = partial(CHARTS[name], record.charts)
        picture = Picture(draw, chart_words(record.charts, name))
        key = "problems.summary" if name == "findings" else "situation.score"
        under[key] = (*under.get(key, ()), picture)
    return under
