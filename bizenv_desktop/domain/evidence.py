# SPDX-License-Identifier: MIT
"""佐证材料: files that prove an answer or a finding, what each shows, and in what order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.text import clean_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime


class EvidenceKind(StrEnum):
    """What a file is; photos and scans are pictures, documents are not drawn."""

    PHOTO = "photo"
    SCAN = "scan"
    DOCUMENT = "document"

    @property
    def label(self) -> str:
        """照片, 扫描件 or 文件."""
        return {"photo": "照片", "scan": "扫描件或截图", "document": "文件"}[self.value]

    @property
    def is_picture(self) -> bool:
        """Whether it is kept as an image."""
        return self is not EvidenceKind.DOCUMENT


class Use(StrEnum):
    """What a file is there for: the answer, or a finding before or after it was put right."""

    ANSWER = "answer"
    BEFORE = "before"
    AFTER = "after"

    @property
    def label(self) -> str:
        """填报, 整改前 or 整改后."""
        return {"answer": "填报", "before": "整改前", "after": "整改后"}[self.value]


FINDING_USES = (Use.BEFORE, Use.AFTER)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A kept file; `sha256` is of its kept bytes, `name` what it was called when it was added.

    `size` in bytes, `width` and `height` in pixels (0 of documents), `taken` by the camera's
    clock, which has no zone; `look` is its perceptual hash (`domain.weak_proof`), "" without one.
    """

    sha256: str
    name: str
    kind: EvidenceKind
    ending: str
    size: int
    added: datetime
    width: int = 0
    height: int = 0
    taken: datetime | None = None
    look: str = ""

    def __post_init__(self) -> None:
        clean_fields(self, "name")


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """One file at one place, and what it shows there; a file may serve several items."""

    sha256: str
    use: Use
    caption: str = ""

    def __post_init__(self) -> None:
        clean_fields(self, "caption")


@dataclass(frozen=True, slots=True)
class ItemEvidence:
    """All files of one item in their order; the order counts within each use."""

    item: str
    links: tuple[EvidenceLink, ...] = ()

    def of(self, use: Use) -> tuple[EvidenceLink, ...]:
        """The files there for that use."""
        return tuple(link for link in self.links if link.use is use)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A file that serves a finding of another period; `where` says which in words."""

    sha256: str
    where: str


@dataclass(frozen=True, slots=True)
class EvidenceBook:
    """The evidence of one self-check: files by SHA-256, links by item code.

    `elsewhere` are files that serve findings of other self-checks; `files` knows them too.
    """

    files: Mapping[str, Evidence] = field(default_factory=dict)
    items: Mapping[str, ItemEvidence] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()

    def of(self, item: str) -> ItemEvidence:
        """The files of an item."""
        return self.items.get(item) or ItemEvidence(item)

    def with_items(self, changed: Iterable[ItemEvidence]) -> EvidenceBook:
        """The book with the links of these items in place of what it had."""
        merged = {**self.items, **{entry.item: entry for entry in changed}}
        kept = {code: entry for code, entry in merged.items() if entry.links}
        return replace(self, items=kept)


def with_files(entry: ItemEvidence, hashes: Iterable[str], use: Use) -> ItemEvidence:
    """The item with these files after those it has; one it has already for that use stays once."""
    links = list(entry.links)
    for sha256 in hashes:
        if all((link.sha256, link.use) != (sha256, use) for link in links):
            links.append(EvidenceLink(sha256, use))
    return replace(entry, links=tuple(links))


def new_to(
    entry: ItemEvidence, files: Iterable[Evidence], use: Use
) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """Of files just kept those the item lacks for that use, and a sentence on each other one."""
    known = {link.sha256 for link in entry.of(use)}
    place = "佐证" if use is Use.ANSWER else f"{use.label}材料"
    new, repeated = [], []
    for file in files:
        if file.sha256 in known:
            repeated.append(f"“{file.name}”在{entry.item}的{place}里已经有了，没有重复添加。")
        else:
            new.append(file)
        known.add(file.sha256)
    return tuple(new), tuple(repeated)


def without(entry: ItemEvidence, link: EvidenceLink) -> ItemEvidence:
    """The item without that link; the file itself is kept as long as anything may need it."""
    return replace(entry, links=tuple(other for other in entry.links if other != link))


def with_caption(entry: ItemEvidence, link: EvidenceLink, caption: str) -> ItemEvidence:
    """The item with another caption under that link."""
    changed = replace(link, caption=caption)
    return replace(entry, links=tuple(changed if other == link else other for other in entry.links))


def moved(entry: ItemEvidence, link: EvidenceLink, step: int) -> ItemEvidence:
    """The item with that link `step` places further on among those of its use."""
    same = list(entry.of(link.use))
    at = same.index(link)
    same.insert(max(0, min(len(same) - 1, at + step)), same.pop(at))
    others = tuple(other for other in entry.links if other.use is not link.use)
    return replace(entry, links=(*others, *same))
