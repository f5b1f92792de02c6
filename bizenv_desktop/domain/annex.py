# SPDX-License-Identifier: MIT
"""佐证材料附件: every file of a self-check under its number, pictures to be seen, others listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.evidence import EvidenceKind, Use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bizenv_desktop.domain.evidence import Evidence, EvidenceBook, EvidenceLink, ItemEvidence
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.paper_head import PaperHead

ON_SITE = "现场"
"""What a photo of a visit itself is there for."""


@dataclass(frozen=True, slots=True)
class AnnexEntry:
    """One numbered file; `path` is where its bytes lie, None when they are missing or altered.

    `purpose` says what it is there for: the use, or 现场 of a visit's own photos.
    """

    number: str
    use: Use
    purpose: str
    words: str
    kind: EvidenceKind
    taken: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class AnnexItem:
    """The files of one item in the order of their numbers."""

    code: str
    title: str
    entries: tuple[AnnexEntry, ...]

    @property
    def pictures(self) -> tuple[tuple[AnnexEntry | None, AnnexEntry | None], ...]:
        """What stands side by side: answers two by two, then before and after.

        A finding's first photo before stands beside the first one after, and so on.
        """
        shown = [entry for entry in self.entries if entry.kind.is_picture]
        answers, before, after = (
            [entry for entry in shown if entry.use is use]
            for use in (Use.ANSWER, Use.BEFORE, Use.AFTER)
        )
        rows = [(answers[at], _at(answers, at + 1)) for at in range(0, len(answers), 2)]
        pairs = [(_at(before, at), _at(after, at)) for at in range(max(len(before), len(after)))]
        return (*rows, *pairs)


@dataclass(frozen=True, slots=True)
class Annex:
    """The whole annex."""

    head: PaperHead
    items: tuple[AnnexItem, ...]


def numbered(entry: ItemEvidence) -> Iterator[tuple[str, EvidenceLink]]:
    """Each file with its number, item code and running number (K: 检查项号+序号)."""
    links = [link for use in Use for link in entry.of(use)]
    for number, link in enumerate(links, 1):
        yield f"{entry.item}-{number}", link


def annex(filled: FilledCheck, head: PaperHead, place: Callable[[str], Path | None]) -> Annex:
    """The annex of a self-check in the checklist's order, then what visits found.

    `place` says where the file of a SHA-256 lies, None when it is not what it was.
    """
    titles = {item.code: item.title for item in filled.checklist.items}
    for visit in filled.visits:
        titles[visit.photo_code] = visit.title
        titles |= {problem.code: problem.problem for problem in visit.problems}
    titles |= {view.item.code: view.item.title for view in filled.findings}
    book, purposes = filled.evidence, {visit.photo_code: ON_SITE for visit in filled.visits}
    items = (
        AnnexItem(code, title, tuple(_entries(book, code, place, purposes.get(code, ""))))
        for code, title in titles.items()
        if book.of(code).links
    )
    return Annex(head, tuple(items))


def _entries(
    book: EvidenceBook, code: str, place: Callable[[str], Path | None], purpose: str
) -> Iterator[AnnexEntry]:
    for number, link in numbered(book.of(code)):
        file = book.files[link.sha256]
        taken = f"{file.taken:%Y-%m-%d}" if file.taken is not None else ""
        words = link.caption.strip() or _plain_name(file)
        told = purpose or link.use.label
        yield AnnexEntry(number, link.use, told, words, file.kind, taken, place(file.sha256))


def _plain_name(file: Evidence) -> str:
    """A picture's name without its ending; a document keeps it, as one asks for the file."""
    if not file.kind.is_picture:
        return file.name
    return file.name.rpartition(".")[0] or file.name


def _at(entries: list[AnnexEntry], at: int) -> AnnexEntry | None:
    return entries[at] if at < len(entries) else None
