# SPDX-License-Identifier: MIT
"""真伪核对: which paper a code stands on, and what has changed in the database since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.papers.paper_code import differing, paper_code
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.paper_code import PaperCode
    from bizenv_desktop.domain.papers.paper_kinds import PaperKind, Part


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """What a code says: the paper, whose it is, and what differs now (nothing: all the same)."""

    kind: PaperKind
    code: PaperCode
    filled: FilledCheck
    differing: tuple[Part, ...]

    @property
    def same(self) -> bool:
        """Whether everything the paper shows is still what the database holds."""
        return not self.differing

    @property
    def words(self) -> str:
        """The outcome in one or two sentences."""
        check, day = self.filled.check, self.code.printed
        paper = (
            f"{check.organisation.name}{check.period.label}的{self.kind.name}，"
            f"{day.year}年{day.month}月{day.day}日打印"
        )
        if self.same:
            return f"核对一致：{paper}，内容与数据库现在的记录相同。"
        parts = "、".join(self.differing)
        return (
            f"核对不一致：{paper}；打印以后{parts}有变化，或纸上的不是本数据库的内容。"
            "请以数据库为准重新打印。"
        )


def kind_of(code: PaperCode) -> PaperKind:
    """The kind of paper a code stands on; `UserError` for one this program does not print."""
    for kind in PAPER_KINDS:
        if kind.letter == code.letter:
            return kind
    raise UserError("这个核对码是更新版本的程序打印的，本程序不认识；请升级后再核对。")


def compared(code: PaperCode, candidates: Iterable[FilledCheck]) -> PaperCheck:
    """The self-check that is nearest to the paper; `UserError` when none is of its unit and period.

    `candidates` are self-checks as of the day the paper was printed.
    """
    kind = kind_of(code)
    best: PaperCheck | None = None
    for filled in candidates:
        current = paper_code(filled, kind.letter, kind.parts)
        if current.identity != code.identity:
            continue
        found = PaperCheck(kind, code, filled, differing(code, current))
        if best is None or len(found.differing) < len(best.differing):
            best = found
    if best is None:
        raise UserError(
            f"数据库里没有这张{kind.name}对应的自查；请核对单位和期次，或打开另一个数据库再试。"
        )
    return best
