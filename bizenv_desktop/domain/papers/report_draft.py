# SPDX-License-Identifier: MIT
"""自查报告 drafted from the answers: paragraphs with stable keys, and the clerk's edits over them.

    draft = draft_report(filled, editions, previous)
    report = merge_edits(draft, store.report_edits(key))        # what is shown and printed

A key names what a paragraph is about (an item, a dimension, a kind of problem), never where it
stands, so that an edit finds its paragraph again in a later draft. Outline of such a report:
基本情况, 主要问题, 下步措施; numbers 一、（一）1. are given last, to what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.numerals import chinese_number
from bizenv_desktop.domain.text import clean_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class ParagraphKind(StrEnum):
    """What a paragraph is: a heading of the first or second level, a numbered point, plain text."""

    SECTION = "section"
    PART = "part"
    POINT = "point"
    TEXT = "text"

    @property
    def is_heading(self) -> bool:
        """Whether it heads what follows."""
        return self in (ParagraphKind.SECTION, ParagraphKind.PART)


class ParagraphState(StrEnum):
    """Whose words a paragraph has; FACTS_CHANGED: the clerk's, and the draft says otherwise now."""

    DRAFTED = "drafted"
    EDITED = "edited"
    FACTS_CHANGED = "facts_changed"


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A drafted paragraph, not yet numbered."""

    key: str
    kind: ParagraphKind
    text: str


@dataclass(frozen=True, slots=True)
class EditedParagraph:
    """The clerk's words for a paragraph, and the drafted ones they were written over.

    Empty `text` leaves the paragraph out; line ends in it begin further paragraphs.
    """

    text: str
    based_on: str

    def __post_init__(self) -> None:
        clean_fields(self, "text", "based_on")


@dataclass(frozen=True, slots=True)
class ReportParagraph:
    """A paragraph as it is shown and printed: `number` is 一、 or （一） or 1. or empty.

    `drafted` is what the facts say now, whatever `text` has been made of it. One that is left out
    has an empty `text`.
    """

    key: str
    kind: ParagraphKind
    number: str
    text: str
    drafted: str
    state: ParagraphState


@dataclass(frozen=True, slots=True)
class SelfCheckReport:
    """The report with the clerk's edits in it.

    `unplaced` are edits whose paragraph the draft no longer has (a problem solved, an item gone):
    shown to the clerk, never printed, never thrown away. `elsewhere` are the keys of the report's
    other form, 详 or 简, whose edits wait there.
    """

    paragraphs: tuple[ReportParagraph, ...]
    unplaced: tuple[tuple[str, EditedParagraph], ...]
    elsewhere: frozenset[str] = frozenset()

    @property
    def printed(self) -> tuple[ReportParagraph, ...]:
        """The paragraphs that are not left out."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.text)


def merge_edits(
    draft: Sequence[DraftParagraph],
    edits: Mapping[str, EditedParagraph],
    elsewhere: frozenset[str] = frozenset(),
) -> SelfCheckReport:
    """Lay the clerk's edits over a draft and number what is left.

    An edit that says what the draft says is none; `elsewhere` are keys of the report's other form.
    """
    merged = [_merged(paragraph, edits.get(paragraph.key)) for paragraph in draft]
    known = elsewhere | {paragraph.key for paragraph in draft}
    unplaced = tuple((key, edit) for key, edit in edits.items() if key not in known)
    return SelfCheckReport(tuple(_numbered(merged)), unplaced, elsewhere)


def _merged(paragraph: DraftParagraph, edit: EditedParagraph | None) -> ReportParagraph:
    text, state = paragraph.text, ParagraphState.DRAFTED
    if edit is not None and edit.text.strip() != paragraph.text:
        text = edit.text.strip()
        unchanged = edit.based_on == paragraph.text
        state = ParagraphState.EDITED if unchanged else ParagraphState.FACTS_CHANGED
    return ReportParagraph(paragraph.key, paragraph.kind, "", text, paragraph.text, state)


def _numbered(paragraphs: Iterable[ReportParagraph]) -> Iterator[ReportParagraph]:
    """Number sections, their parts and the points of each; a point that stands alone has none."""
    listed = list(paragraphs)
    alone = _lone_points(listed)
    section = part = point = 0
    for paragraph in listed:
        number = ""
        if paragraph.text:
            match paragraph.kind:
                case ParagraphKind.SECTION:
                    section, part, point = section + 1, 0, 0
                    number = f"{chinese_number(section)}、"
                case ParagraphKind.PART:
                    part, point = part + 1, 0
                    number = f"（{chinese_number(part)}）"
                case ParagraphKind.POINT if paragraph.key not in alone:
                    point += 1
                    number = f"{point}."
                case _:
                    pass
        yield replace(paragraph, number=number)


def _lone_points(paragraphs: Iterable[ReportParagraph]) -> set[str]:
    """Keys of the points that are the only one under their heading."""
    groups: list[list[str]] = [[]]
    for paragraph in paragraphs:
        if paragraph.kind.is_heading and paragraph.text:
            groups.append([])
        elif paragraph.kind is ParagraphKind.POINT and paragraph.text:
            groups[-1].append(paragraph.key)
    return {group[0] for group in groups if len(group) == 1}
