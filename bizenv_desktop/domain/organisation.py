# SPDX-License-Identifier: MIT
"""Organisations: whose self-check it is, by division code and level."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bizenv_desktop.domain.text import clean_fields


class Level(StrEnum):
    """The four levels a database can belong to; the value is what is stored."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"

    @property
    def label(self) -> str:
        """The level in Chinese."""
        return _LEVEL_LABELS[self]


_LEVEL_LABELS = {
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWNSHIP: "乡镇",
}


@dataclass(frozen=True, slots=True)
class Organisation:
    """A unit: GB/T 2260 code (9 digits for a township), its own name and its superiors' names.

    `path` runs from the province down to the direct superior. A unit entered by hand has a code
    that begins with its superior's code or with "X"; `sample` marks a made-up one, printed as 示例
    on every paper.
    """

    code: str
    name: str
    level: Level
    path: tuple[str, ...] = ()
    sample: bool = False

    def __post_init__(self) -> None:
        clean_fields(self, "name")

    @property
    def full_name(self) -> str:
        """With all superiors before it: 黑龙江省绥化市兰西县红光镇."""
        return "".join((*self.path, self.name))

    @property
    def centre_name(self) -> str:
        """What a list is headed with: 红光镇便民服务中心, or a name that already says centre."""
        if self.level is Level.TOWNSHIP and not self.name.endswith(("中心", "大厅")):
            return f"{self.name}便民服务中心"
        return self.name
