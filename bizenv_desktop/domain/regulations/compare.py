# SPDX-License-Identifier: MIT
"""Two editions of a regulation side by side, article by article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.article_match import folded, match_articles
from bizenv_desktop.domain.regulations.text_diff import NO_MARKS, Marks, difference
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.regulations.regulation import Article, Edition


class ChangeKind(StrEnum):
    """What became of an article; an article that moved has another number."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    MOVED_AND_CHANGED = "moved_and_changed"
    ADDED = "added"
    REPEALED = "repealed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    ChangeKind.UNCHANGED: "未变",
    ChangeKind.CHANGED: "修改",
    ChangeKind.MOVED: "条号变动",
    ChangeKind.MOVED_AND_CHANGED: "条号变动并修改",
    ChangeKind.ADDED: "新增",
    ChangeKind.REPEALED: "删除",
}


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article of the old edition, the new one, or both; `marks` are places of their `text`."""

    kind: ChangeKind
    old: Article | None
    new: Article | None
    marks: Marks = NO_MARKS


@dataclass(frozen=True)
class Comparison:
    """All articles of both editions: in the new order, repealed ones where they stood."""

    old: Edition
    new: Edition
    changes: tuple[ArticleChange, ...]

    @cached_property
    def by_old_place(self) -> Mapping[tuple[int, int], ArticleChange]:
        """What became of each old article, by number and insert."""
        return {(c.old.number, c.old.insert): c for c in self.changes if c.old is not None}

    def count(self, kind: ChangeKind) -> int:
        return sum(change.kind is kind for change in self.changes)


def compare(old: Edition, new: Edition) -> Comparison:
    """The comparison of two editions whose official text is there.

    Blanks and the width of punctuation are no change. `UserError` where an edition has digests
    only: they are our own words and say nothing about a change of the law's.
    """
    for edition in (old, new):
        if not edition.has_official_text:
            raise UserError(
                f"《{edition.short_title}》（{edition.id}）还没有导入官方文本，不能对照；请先导入全文。"
            )
    pairs = match_articles(
        [folded(article.text) for article in old.articles],
        [folded(article.text) for article in new.articles],
    )
    return Comparison(old, new, tuple(_changes(old, new, pairs)))


def _changes(old: Edition, new: Edition, pairs: list[tuple[int, int]]) -> list[ArticleChange]:
    by_new = {after: before for before, after in pairs}
    kept = set(by_new.values())
    changes = []
    reached = 0  # old articles already listed or passed
    for after, article in enumerate(new.articles):
        before = by_new.get(after)
        if before is not None:
            changes += [
                ArticleChange(ChangeKind.REPEALED, old.articles[place], None)
                for place in range(reached, before)
                if place not in kept
            ]
            reached = max(reached, before + 1)
        changes.append(_change(None if before is None else old.articles[before], article))
    changes += [
        ArticleChange(ChangeKind.REPEALED, old.articles[place], None)
        for place in range(reached, len(old.articles))
        if place not in kept
    ]
    return changes


def _change(old: Article | None, new: Article) -> ArticleChange:
    if old is None:
        return ArticleChange(ChangeKind.ADDED, None, new)
    same_text = folded(old.text) == folded(new.text)
    same_number = (old.number, old.insert) == (new.number, new.insert)
    if same_text:
        return ArticleChange(ChangeKind.UNCHANGED if same_number else ChangeKind.MOVED, old, new)
    kind = ChangeKind.CHANGED if same_number else ChangeKind.MOVED_AND_CHANGED
    return ArticleChange(kind, old, new, difference(old.text, new.text))
