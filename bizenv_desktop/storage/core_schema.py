# SPDX-License-Identifier: MIT
"""The databases inside packages: one schema a kind, the same on every PC to the letter.

A core of format 1 never changes; what a later program adds comes with a new format. The tables of
a submission have the names and columns of the program's own, so that one reader serves both; the
program's own rules (CHECK, keys) are left out: every row is read as a record and judged as one.
"""

from __future__ import annotations

from bizenv_desktop.domain.exchange.header import PackageKind

APPLICATION_ID = 0x425A5350  # "BZSP"

_CHECK = ("organisation TEXT NOT NULL", "period TEXT NOT NULL")
_ITEM = (*_CHECK, "item TEXT NOT NULL")
_SHA = "sha256 TEXT NOT NULL"

_SELF_CHECK: dict[str, tuple[str, ...]] = {
    "organisation": (
        "code TEXT NOT NULL",
        "name TEXT NOT NULL",
        "level TEXT NOT NULL",
        "path TEXT NOT NULL",
        "sample INTEGER NOT NULL",
    ),
    "self_check": (
        *_CHECK,
        "checklist TEXT NOT NULL",
        "checklist_version INTEGER NOT NULL",
        "bonus INTEGER NOT NULL",
        "veto INTEGER NOT NULL",
        "grades INTEGER NOT NULL",
        "created TEXT NOT NULL",
        "preparer TEXT NOT NULL",
        "reviewer TEXT NOT NULL",
        "head TEXT NOT NULL",
    ),
    "answer": (
        *_ITEM,
        "verdict TEXT",
        "note TEXT NOT NULL",
        "na_reason TEXT NOT NULL",
        "evidence TEXT NOT NULL",
        "numerator TEXT",
        "denominator TEXT",
        "value TEXT",
        "before TEXT",
        "highlight INTEGER NOT NULL",
        "confirmed INTEGER NOT NULL",
    ),
    "occurrence": (
        *_ITEM,
        "position INTEGER NOT NULL",
        "kind TEXT NOT NULL",
        "place TEXT NOT NULL",
        "note TEXT NOT NULL",
        "count INTEGER NOT NULL",
    ),
    "finding": (
        *_ITEM,
        "raised TEXT NOT NULL",
        "problem TEXT",
        "measures TEXT",
        "unit TEXT NOT NULL",
        "person TEXT NOT NULL",
        "leader TEXT NOT NULL",
        "due TEXT",
        "progress TEXT NOT NULL",
        "remark TEXT NOT NULL",
    ),
    "finding_event": (
        *_ITEM,
        "position INTEGER NOT NULL",
        "step TEXT NOT NULL",
        "at TEXT NOT NULL",
        "who TEXT NOT NULL",
        "words TEXT NOT NULL",
        "responsible TEXT NOT NULL",
        "old_due TEXT",
        "new_due TEXT",
    ),
    "look_back": (
        *_ITEM,
        "position INTEGER NOT NULL",
        "closing INTEGER NOT NULL",
        "after_days INTEGER NOT NULL",
        "day TEXT NOT NULL",
        "who TEXT NOT NULL",
        "outcome TEXT NOT NULL",
        "words TEXT NOT NULL",
        "at TEXT NOT NULL",
    ),
    "visit": (
        *_CHECK,
        "number INTEGER NOT NULL",
        "day TEXT NOT NULL",
        "kind TEXT NOT NULL",
        "inspectors TEXT NOT NULL",
        "summary TEXT NOT NULL",
    ),
    "visit_finding": (
        *_ITEM,
        "visit INTEGER NOT NULL",
        "position INTEGER NOT NULL",
        "problem TEXT NOT NULL",
        "dimension TEXT NOT NULL",
        "check_item TEXT",
    ),
    "evidence": (
        _SHA,
        "name TEXT NOT NULL",
        "kind TEXT NOT NULL",
        "ending TEXT NOT NULL",
        "size INTEGER NOT NULL",
        "width INTEGER NOT NULL",
        "height INTEGER NOT NULL",
        "taken TEXT",
        "added TEXT NOT NULL",
        "look TEXT NOT NULL",
    ),
    "evidence_link": (
        *_ITEM,
        "use TEXT NOT NULL",
        "position INTEGER NOT NULL",
        _SHA,
        "caption TEXT NOT NULL",
    ),
    "report_edit": (
        *_CHECK,
        "paragraph TEXT NOT NULL",
        "text TEXT NOT NULL",
        "based_on TEXT NOT NULL",
    ),
    "confirmed_citation": (
        "checklist TEXT NOT NULL",
        "item TEXT NOT NULL",
        "edition TEXT NOT NULL",
        "article INTEGER NOT NULL",
        "article_insert INTEGER NOT NULL",
        "paragraph INTEGER",
        "subparagraph INTEGER",
        "subparagraph_item INTEGER",
        "confirmed_by TEXT NOT NULL",
        "confirmed TEXT NOT NULL",
    ),
    # closed in the unit's other periods: 反弹 is told from these
    "closing": ("period TEXT NOT NULL", "item TEXT NOT NULL", "day TEXT NOT NULL"),
    # the score as it was frozen; whoever receives it works it out again and compares
    "frozen_score": (
        "checklist_sha256 TEXT NOT NULL",
        "total TEXT",
        "filled_total TEXT",
        "bonus TEXT NOT NULL",
        "grade TEXT",
        "vetoed_by TEXT NOT NULL",
        "submitted_by TEXT NOT NULL",
    ),
    "frozen_item": ("item TEXT NOT NULL", "state TEXT NOT NULL", "score TEXT"),
    "frozen_finding": (
        "item TEXT NOT NULL",
        "check_item TEXT",
        "state TEXT NOT NULL",
        "due TEXT NOT NULL",
        "recurrence INTEGER NOT NULL",
    ),
}

_REVIEW: dict[str, tuple[str, ...]] = {
    "review": (
        *_ITEM,
        "package TEXT NOT NULL",
        "score TEXT NOT NULL",
        "reason TEXT NOT NULL",
        "who TEXT NOT NULL",
        "at TEXT NOT NULL",
    ),
    "review_note": (
        *_CHECK,
        "position INTEGER NOT NULL",
        "kind TEXT NOT NULL",
        "package TEXT NOT NULL",
        "words TEXT NOT NULL",
        "who TEXT NOT NULL",
        "at TEXT NOT NULL",
        "due TEXT",
    ),
}
_RECEIPT: dict[str, tuple[str, ...]] = {
    "receipt": (
        "package TEXT NOT NULL",
        *_CHECK,
        "revision INTEGER NOT NULL",
        "received TEXT NOT NULL",
    ),
}
_RELAYED: dict[str, tuple[str, ...]] = {
    "key_card": ("key TEXT NOT NULL", "organisation TEXT NOT NULL", "card TEXT NOT NULL"),
    "unit": (
        "code TEXT NOT NULL",
        "name TEXT NOT NULL",
        "level TEXT NOT NULL",
        "path TEXT NOT NULL",
        "expected INTEGER NOT NULL",
    ),
    "relayed": ("package TEXT NOT NULL", *_CHECK, "received TEXT NOT NULL"),
}

CORE_TABLES: dict[PackageKind, dict[str, tuple[str, ...]]] = {
    PackageKind.SUBMISSION: _SELF_CHECK,
    PackageKind.SHARE: _SELF_CHECK,
    PackageKind.SHARE_RETURN: _SELF_CHECK,
    PackageKind.RELAY: {**_RELAYED, **_REVIEW, **_RECEIPT},
    PackageKind.FEEDBACK: {**_RECEIPT, **_REVIEW},
}
"""By kind: tables and their columns. A handover carries a whole database of the program's own."""


def statements(kind: PackageKind) -> tuple[str, ...]:
    """What makes the schema of that kind of core, table by table."""
    return tuple(
        f"CREATE TABLE {table} ({', '.join(columns)}) STRICT"
        for table, columns in CORE_TABLES[kind].items()
    )


def columns(kind: PackageKind, table: str) -> tuple[str, ...]:
    """The names of a core table's columns."""
    return tuple(column.partition(" ")[0] for column in CORE_TABLES[kind][table])
