# SPDX-License-Identifier: MIT
"""What is wrong with a workbook, cell by cell, and the refusal that carries it."""

from __future__ import annotations

from dataclasses import dataclass

from bizenv_desktop.errors import UserError


@dataclass(frozen=True, slots=True)
class CellFault:
    """One cell (检查项!F12), sheet or range, why it is refused, and what was perhaps meant."""

    cell: str
    reason: str
    suggestion: str = ""

    @property
    def sentence(self) -> str:
        """检查项!H3：没有“扣分”这种计分方法，是不是“逐处扣分”."""
        meant = f"，是不是“{self.suggestion}”" if self.suggestion else ""
        return f"{self.cell}：{self.reason}{meant}"


class WorkbookRefused(UserError):
    """A workbook with faults; nothing of it was taken. Its text tells how many, and the first."""

    def __init__(self, name: str, faults: tuple[CellFault, ...]) -> None:
        self.name = name
        self.faults = faults
        count = f"有{len(faults)}处要改，什么也没有存入"
        first = "第一处是" if len(faults) > 1 else ""
        super().__init__(f"“{name}”{count}；{first}{faults[0].sentence}。")
