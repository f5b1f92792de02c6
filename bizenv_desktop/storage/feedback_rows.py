# SPDX-License-Identifier: MIT
"""A superior's answer out of its tables into a core's, and back out of a core as records."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.exchange.feedback import (
    LONGEST_NAME,
    LONGEST_WORDS,
    FeedbackContent,
    NoteKind,
    Receipt,
    Review,
    ReviewNote,
    is_score_text,
)
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.papers.reviewed import ReviewedScore
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.text import clean_text
from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.storage.core_database import all_rows, open_core

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    Rows = list[Sequence[str | int | None]]

MOST_ROWS = 20_000
"""Of one table: twenty years of months with a review of every item are fewer."""
_HASH = re.compile("[0-9a-f]{64}")
_ITEM = re.compile(r"[^\s/]{1,40}")
_LONGEST_TIME = 40
_UNBELIEVED = (UserError, ValueError, KeyError, TypeError, ArithmeticError)


def feedback_rows(organisation: str, content: FeedbackContent) -> dict[str, Rows]:
    """The rows of a core that says this to that unit, in one order whatever theirs was."""
    return {
        "receipt": [
            (each.package, organisation, each.period, each.revision, each.received.isoformat())
            for each in sorted(content.receipts, key=lambda each: (each.period, each.package))
        ],
        "review": [
            (organisation, *review_values(each))
            for each in sorted(content.reviews, key=lambda each: (each.period, each.item))
        ],
        "review_note": [
            (organisation, *note_values(each))
            for each in sorted(content.notes, key=lambda each: (each.period, each.position))
        ],
    }


def review_values(review: Review) -> tuple[str, ...]:
    """A review's columns after the unit's."""
    given, at = review.given, review.at.isoformat()
    score = plain(given.score)
    return (review.period, review.item, review.package, score, given.reason, review.who, at)


def note_values(note: ReviewNote) -> tuple[str | int | None, ...]:
    """A note's columns after the unit's."""
    due = None if note.due is None else note.due.isoformat()
    kind, at = str(note.kind), note.at.isoformat()
    return (note.period, note.position, kind, note.package, note.words, note.who, at, due)


def review_from(row: sqlite3.Row) -> Review:
    """A review from its row; ValueError for one that is none."""
    if not is_score_text(row["score"]):
        raise ValueError(row["score"])
    given = ReviewedScore(Decimal(row["score"]), row["reason"])
    at = datetime.fromisoformat(row["at"])
    return Review(row["period"], row["item"], row["package"], given, row["who"], at)


def note_from(row: sqlite3.Row) -> ReviewNote:
    """A note from its row; ValueError for one that is none."""
    return ReviewNote(
        row["period"],
        row["position"],
        NoteKind(row["kind"]),
        row["package"],
        row["words"],
        row["who"],
        datetime.fromisoformat(row["at"]),
        None if row["due"] is None else date.fromisoformat(row["due"]),
    )


def read_feedback(core: bytes, organisation: str) -> FeedbackContent:
    """What a core's bytes say to that unit; `PackageError` unless all of it is about that unit."""
    kind = PackageKind.FEEDBACK
    with open_core(kind, core) as opened, _believed():
        found = {table: all_rows(opened, kind, table) for table in _CHECKS}
        for table, rows in found.items():
            if len(rows) > MOST_ROWS:
                raise PackageError("反馈里的数据多得不合常理，没有接收；请让上级重新导出。")
            for row in rows:
                if row["organisation"] != organisation:
                    raise PackageError("反馈里混有别的单位的内容，没有接收；请让上级重新导出。")
                _CHECKS[table](row)
        content = FeedbackContent(
            tuple(_receipt_from(row) for row in found["receipt"]),
            tuple(review_from(row) for row in found["review"]),
            tuple(note_from(row) for row in found["review_note"]),
        )
    _check_once(each.package for each in content.receipts)
    _check_once((each.period, each.item) for each in content.reviews)
    _check_once((each.period, each.position) for each in content.notes)
    return content


def believed_review(row: sqlite3.Row) -> Review | None:
    """A 考核分 out of anybody's core, held to the same rules as feedback; None for what is none."""
    with suppress(*_UNBELIEVED):
        _check_review(row)
        return review_from(row)
    return None


def believed_note(row: sqlite3.Row) -> ReviewNote | None:
    """As `believed_review`, of a note."""
    with suppress(*_UNBELIEVED):
        _check_note(row)
        return note_from(row)
    return None


def _receipt_from(row: sqlite3.Row) -> Receipt:
    received = datetime.fromisoformat(row["received"])
    return Receipt(row["package"], row["period"], row["revision"], received)


def _check_receipt(row: sqlite3.Row) -> None:
    _check_package(row["package"])
    if row["period"]:
        _check_period(row["period"])
    _check(1 <= row["revision"] <= MOST_ROWS)
    _check_time(row["received"])


def _check_review(row: sqlite3.Row) -> None:
    _check_said(row)
    _check(_ITEM.fullmatch(row["item"]) is not None)
    _check_text(row["reason"], LONGEST_WORDS)


def _check_note(row: sqlite3.Row) -> None:
    _check_said(row)
    _check(1 <= row["position"] <= MOST_ROWS)
    _check_text(row["words"], LONGEST_WORDS)
    _check(bool(row["words"].strip()))
    if row["due"] is not None:
        _check(date.fromisoformat(row["due"]).isoformat() == row["due"])


def _check_said(row: sqlite3.Row) -> None:
    _check_package(row["package"])
    _check_period(row["period"])
    _check_text(row["who"], LONGEST_NAME)
    _check_time(row["at"])


_CHECKS = {"receipt": _check_receipt, "review": _check_review, "review_note": _check_note}


def _check(holds: bool) -> None:
    if not holds:
        raise ValueError


def _check_package(text: str) -> None:
    _check(_HASH.fullmatch(text) is not None)


def _check_period(text: str) -> None:
    _check(Period.parse(text).code == text)


def _check_text(text: str, most: int) -> None:
    _check(len(text) <= most and clean_text(text) == text)


def _check_time(text: str) -> None:
    _check(len(text) <= _LONGEST_TIME)
    datetime.fromisoformat(text)


def _check_once(keys: Iterable[Hashable]) -> None:
    found = list(keys)
    if len(found) != len(set(found)):
        raise PackageError("反馈里同一项内容有两份，没有接收；请让上级重新导出。")


@contextmanager
def _believed() -> Iterator[None]:
    """Rows that make no record mean a package nobody honest wrote."""
    try:
        yield
    except PackageError:
        raise
    except _UNBELIEVED as error:
        raise PackageError("反馈里有读不懂的数据，没有接收；请让上级重新导出。") from error
