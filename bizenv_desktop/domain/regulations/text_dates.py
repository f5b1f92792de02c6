# SPDX-License-Identifier: MIT
"""Dates in Chinese papers, and the notes under a title that say when it was adopted and amended."""

# annotations are evaluated: domain/record_json.py reads them

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from bizenv_desktop.domain.numerals import number_from
from bizenv_desktop.domain.regulations.text_marks import tidy

_YEAR = r"[12１２一二][0-9０-９零〇○一二三四五六七八九]{3}"
_SMALL = r"[0-9０-９一二三四五六七八九十]{1,3}"
_DATE = re.compile(rf"({_YEAR})\s*年\s*({_SMALL})\s*月\s*({_SMALL})\s*日")
_IN_FORCE = re.compile(rf"自\s*({_DATE.pattern})\s*起?\s*(?:正式)?(?:施行|实施|生效|执行)")
_IN_FORCE_WHEN_PROMULGATED = re.compile(r"自\s*(?:公布|发布|颁布)之日起\s*(?:施行|实施|生效|执行)")


class NoteKind(StrEnum):
    """What happened to a regulation on a day."""

    ADOPTED = "adopted"
    APPROVED = "approved"
    PROMULGATED = "promulgated"
    REVISED = "revised"
    AMENDED = "amended"
    IN_FORCE = "in_force"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    NoteKind.ADOPTED: "通过",
    NoteKind.APPROVED: "批准",
    NoteKind.PROMULGATED: "公布",
    NoteKind.REVISED: "修订",
    NoteKind.AMENDED: "修正",
    NoteKind.IN_FORCE: "施行",
}
_VERBS = {
    "通过": NoteKind.ADOPTED,
    "批准": NoteKind.APPROVED,
    "公布": NoteKind.PROMULGATED,
    "发布": NoteKind.PROMULGATED,
    "颁布": NoteKind.PROMULGATED,
    "修订": NoteKind.REVISED,
    "修正": NoteKind.AMENDED,
    "修改": NoteKind.AMENDED,
    "施行": NoteKind.IN_FORCE,
    "实施": NoteKind.IN_FORCE,
}
_VERB = re.compile("|".join(_VERBS))
_QUOTED = re.compile(r"《[^《》]*(?:〈[^〉]*〉[^《》]*)*》")


@dataclass(frozen=True, slots=True)
class EnactmentNote:
    """One of the notes under the title; `text` is as printed."""

    date: dt.date
    kind: NoteKind
    text: str


def dates_in(text: str) -> list[tuple[int, dt.date]]:
    """Every real date with the place where it begins: 2019年10月8日, 二〇一九年十月八日."""
    found = []
    for match in _DATE.finditer(text):
        date = _date(*match.groups()[:3])
        if date:
            found.append((match.start(), date))
    return found


def _date(year: str, month: str, day: str) -> dt.date | None:
    numbers = [number_from(part) for part in (year, month, day)]
    try:
        return dt.date(*(number or 0 for number in numbers))
    except ValueError:
        return None


def enactment_notes(line: str) -> tuple[EnactmentNote, ...]:
    """The notes of a line under the title: each from one date to the next, by its last verb.

    The verb of 根据…通过的《关于修改〈…〉的决定》修正 is 修正; what stands in 《》 does not count.
    """
    dates = dates_in(line)
    starts = [_with_preposition(line, start) for start, _ in dates]
    ends = [*starts, len(line)][1:]
    notes = []
    for (_, date), start, end in zip(dates, starts, ends, strict=True):
        text = tidy(line[start:end])
        unquoted = _QUOTED.sub(lambda found: "·" * len(found[0]), text)
        verbs = list(_VERB.finditer(unquoted))
        if verbs:
            upto = text[: verbs[-1].end()]
            notes.append(EnactmentNote(date, _VERBS[verbs[-1][0]], upto))
    return tuple(notes)


def _with_preposition(line: str, start: int) -> int:
    for word in ("根据", "自", "于"):
        if line[:start].endswith(word):
            return start - len(word)
    return start


def commencement_in(text: str) -> dt.date | None:
    """The day from which an article or a promulgation says it is in force."""
    found = _IN_FORCE.search(text)
    return _date(*found.groups()[1:4]) if found else None


def commences_when_promulgated(text: str) -> bool:
    """Whether an article says it is in force from the day it is made public."""
    return bool(_IN_FORCE_WHEN_PROMULGATED.search(text))
