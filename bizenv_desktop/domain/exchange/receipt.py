# SPDX-License-Identifier: MIT
"""What became of a package that was received, as a superior reads it in its list of receipts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.keys import fingerprint
from bizenv_desktop.domain.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.package_record import PackageRecord


class Standing(StrEnum):
    """Where a received package stands among the others of its unit and period."""

    SHOWN = "shown"
    OLDER = "older"
    FORK = "fork"
    KEPT = "kept"
    UNDONE = "undone"
    WAITING = "waiting"

    @property
    def label(self) -> str:
        """在用, 旧版, 分叉, 已收, 已撤回 or 待登记密钥."""
        return {
            "shown": "在用",
            "older": "旧版",
            "fork": "分叉",
            "kept": "已收",
            "undone": "已撤回",
            "waiting": "待登记密钥",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Receipt:
    """One package received: whose, and where it stands.

    `unit` is the sender's name; `device` and `made_at` of the PC it was made on, "" where only the
    list was asked for.
    """

    record: PackageRecord
    unit: str
    standing: Standing
    device: str = ""

    @property
    def period_label(self) -> str:
        """2026年第4季度; 各期 where it is about several."""
        return _period_label(self.record.period)

    @property
    def what(self) -> str:
        """上报包 第2版."""
        return f"{self.record.kind.label} 第{self.record.revision}版"


@dataclass(frozen=True, slots=True)
class WaitingKey:
    """A key that is not accepted here, and what it sent; `header` is that of its last package."""

    header: Header
    packages: tuple[PackageRecord, ...]

    @property
    def key(self) -> str:
        return self.header.key

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.header.key)

    @property
    def periods(self) -> str:
        """2026年第3季度、2026年第4季度."""
        codes = sorted({record.period for record in self.packages if record.period})
        return "、".join(Period.parse(code).label for code in codes)


@lru_cache(maxsize=64)
def _period_label(code: str) -> str:
    """Thousands of receipts are about a handful of periods."""
    return Period.parse(code).label if code else "各期"


def fork_words(unit: str, period: str, standing: Iterable[Header]) -> str:
    """What a fork is and who ends it; the superior never picks a side."""
    versions = "；".join(
        f"第{each.revision}版{_moment(each.made_at)}在“{each.device_name or each.device}”上做"
        for each in standing
    )
    return (
        f"{unit}{period}在不同电脑上各报了一版，谁也不接着谁：{versions}。"
        f"请告诉{unit}：两版不同的地方由他们自己选定，合成一版重新上报，收到后分叉就没有了。"
        "其中一版确实报错的，可以在这里撤回接收，随时能恢复。"
    )


def _moment(at: datetime) -> str:
    return f"{at.month}月{at.day}日{at:%H:%M}"
