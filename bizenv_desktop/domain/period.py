# SPDX-License-Identifier: MIT
"""Periods of a self-check: month, quarter, half-year, year."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bizenv_desktop.errors import UserError


class PeriodKind(StrEnum):
    """How often a self-check is made; the value is the letter in a period's code."""

    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    YEAR = "Y"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return {"M": "月", "Q": "季度", "H": "半年", "Y": "年度"}[self.value]

    @property
    def per_year(self) -> int:
        """How many of them a year has."""
        return {"M": 12, "Q": 4, "H": 2, "Y": 1}[self.value]


_CODE = re.compile(r"([12][0-9]{3})(?:(M)(0[1-9]|1[0-2])|(Q)([1-4])|(H)([12])|(Y))")


@dataclass(frozen=True, slots=True)
class Period:
    """One period, e.g. 2026年第4季度; `number` counts within the year from 1.

    The code (2026Q4, 2026M11, 2026H2, 2026Y) is what is stored and typed on the command line.
    """

    year: int
    kind: PeriodKind
    number: int = 1

    @classmethod
    def parse(cls, code: str) -> Period:
        """Read a code, also in small or full-width letters; `UserError` when it is not one."""
        match = _CODE.fullmatch(unicodedata.normalize("NFKC", code).strip().upper())
        if match is None:
            raise UserError(
                f"“{code}”不是自查期次；请写成 2026Q4（季度）、2026M11（月）、"
                "2026H2（半年）或 2026Y（年度）。"
            )
        groups = [group for group in match.groups()[1:] if group is not None]
        return cls(int(match[1]), PeriodKind(groups[0]), int(groups[1]) if len(groups) > 1 else 1)

    @classmethod
    def containing(cls, day: date, kind: PeriodKind = PeriodKind.QUARTER) -> Period:
        """The period of that kind the day lies in."""
        months = 12 // kind.per_year
        return cls(day.year, kind, (day.month - 1) // months + 1)

    @property
    def code(self) -> str:
        """What `parse` reads: 2026Q4, 2026M11, 2026H2, 2026Y."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year}Y"
            case PeriodKind.MONTH:
                return f"{self.year}M{self.number:02d}"
            case _:
                return f"{self.year}{self.kind}{self.number}"

    @property
    def label(self) -> str:
        """As papers name it: 2026年第4季度."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.year}年{self.number}月"
            case PeriodKind.QUARTER:
                return f"{self.year}年第{self.number}季度"
            case PeriodKind.HALF:
                return f"{self.year}年{'上' if self.number == 1 else '下'}半年"
            case PeriodKind.YEAR:
                return f"{self.year}年度"

    @property
    def first_day(self) -> date:
        """Its first calendar day."""
        months = 12 // self.kind.per_year
        return date(self.year, (self.number - 1) * months + 1, 1)

    @property
    def last_day(self) -> date:
        """Its last calendar day."""
        return self.next().first_day - timedelta(days=1)

    def next(self) -> Period:
        """The period of the same kind that follows."""
        if self.number < self.kind.per_year:
            return Period(self.year, self.kind, self.number + 1)
        return Period(self.year + 1, self.kind, 1)

    def previous(self) -> Period:
        """The period of the same kind before it."""
        if self.number > 1:
            return Period(self.year, self.kind, self.number - 1)
        return Period(self.year - 1, self.kind, self.kind.per_year)
