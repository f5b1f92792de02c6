# SPDX-License-Identifier: MIT
"""What became of each package that was to be received, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.header import Header


class Taken(StrEnum):
    """What became of a package."""

    TAKEN = "taken"
    KNOWN = "known"
    QUARANTINED = "quarantined"
    REFUSED = "refused"
    LEFT = "left"

    @property
    def label(self) -> str:
        """已接收, 以前已收过, 密钥未登记，已暂存, 没有接收 or 已取消，还没有接收."""
        return {
            "taken": "已接收",
            "known": "以前已收过",
            "quarantined": "密钥未登记，已暂存",
            "refused": "没有接收",
            "left": "已取消，还没有接收",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, or of one package within a package.

    `reason` is the sentence for one that was refused, or what else there is to say. `inner` are
    the packages of other units it brought along.
    """

    name: str
    taken: Taken
    header: Header | None = None
    package: str = ""
    reason: str = ""
    inner: tuple[Outcome, ...] = field(default=())

    @property
    def refused(self) -> tuple[Outcome, ...]:
        """What was refused of it: itself, or packages within."""
        if self.taken is Taken.REFUSED:
            return (self,)
        return tuple(found for each in self.inner for found in each.refused)
