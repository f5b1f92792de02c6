# SPDX-License-Identifier: MIT
"""What is seen of a package before it is taken: from whom, about what, and what taking it does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import PackageKind, check_code
from bizenv_desktop.domain.exchange.heads import Revision, heads
from bizenv_desktop.domain.exchange.keys import fingerprint
from bizenv_desktop.domain.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.exchange.header import Header

_MEBIBYTE = 1 << 20


class Trust(StrEnum):
    """What is known of the key that signed."""

    TRUSTED = "trusted"
    VOUCHED = "vouched"
    OWN = "own"
    REVOKED = "revoked"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """密钥已登记, 上级单位担保 and so on."""
        return {
            "trusted": "密钥已登记",
            "vouched": "密钥由中间单位担保",
            "own": "本单位的密钥",
            "revoked": "密钥已停用",
            "foreign": "密钥登记给了别的单位",
            "unknown": "密钥未登记",
        }[self.value]

    @property
    def holds(self) -> bool:
        """Whether a package it signed is taken."""
        return self in (Trust.TRUSTED, Trust.VOUCHED, Trust.OWN)


class Effect(StrEnum):
    """What taking a package does to what is shown."""

    FIRST = "first"
    NEWER = "newer"
    OLDER = "older"
    FORK = "fork"
    KNOWN = "known"
    SEVERAL = "several"
    ANSWER = "answer"
    QUARANTINE = "quarantine"
    REFUSED = "refused"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Sight:
    """A package file as its signed header tells it; the core is only read when it is taken.

    `size` is the file's in bytes, `photos` how many it carries, `packages` how many packages of
    other units. `known` says that it is here already, `undone` that its receipt was taken back.
    `replaces` is the revision shown now, 0 where there is none. `effect_words` say in a few words
    what taking it does.
    """

    path: Path
    id: str
    header: Header
    size: int
    photos: int
    packages: int
    trust: Trust
    known: bool
    undone: bool
    replaces: int
    effect: Effect

    @property
    def code(self) -> str:
        """The six characters that are read over the phone."""
        return check_code(self.id)

    @property
    def unit(self) -> str:
        """The sender with all its superiors before it."""
        return self.header.sender.organisation.full_name

    @property
    def kind_label(self) -> str:
        return self.header.kind.label

    @property
    def period_label(self) -> str:
        """2026年第4季度; 各期 where it is about several."""
        return Period.parse(self.header.period).label if self.header.period else "各期"

    @property
    def revision(self) -> int:
        return self.header.revision

    @property
    def made_at(self) -> datetime:
        """When it was made, by the clock of the PC it was made on."""
        return self.header.made_at

    @property
    def made_on(self) -> str:
        """The PC's name, or its random mark when it has none."""
        return self.header.device_name or self.header.device

    @property
    def fingerprint(self) -> str:
        """Of the key that signed, as it is read over the phone."""
        return fingerprint(self.header.key)

    @property
    def size_label(self) -> str:
        """2.1MB, or 87KB."""
        if self.size >= _MEBIBYTE:
            return f"{self.size / _MEBIBYTE:.1f}MB"
        return f"{max(1, self.size // 1024)}KB"

    @property
    def effect_words(self) -> str:
        """新报, 更新第1版→第2版, 比现有旧，只存不显示 and so on."""
        match self.effect:
            case Effect.FIRST:
                return f"新报，第{self.revision}版"
            case Effect.NEWER:
                return f"更新第{self.replaces}版→第{self.revision}版"
            case Effect.OLDER:
                return f"第{self.revision}版，比现有第{self.replaces}版旧，只存不显示"
            case Effect.FORK:
                return f"第{self.revision}版，与现有第{self.replaces}版分叉，两版都留着"
            case Effect.KNOWN if self.trust is Trust.OWN:
                return "本单位导出的包"
            case Effect.KNOWN:
                return "已收过，后来撤回了" if self.undone else "已收过"
            case Effect.SEVERAL:
                return f"转来{self.packages}个上报包"
            case Effect.ANSWER:
                return "上级的回执和反馈"
            case Effect.QUARANTINE:
                return f"{self.trust.label}，先暂存"
            case Effect.REFUSED:
                return f"{self.trust.label}，不会接收"
            case Effect.ELSEWHERE:
                return f"{self.kind_label}，不在这里接收"


def effect_of(
    header: Header, package: str, trust: Trust, *, known: bool, standing: Iterable[Revision]
) -> Effect:
    """What taking a package does, given the packages that stand for its place now."""
    if known:
        return Effect.KNOWN
    if header.kind not in (PackageKind.SUBMISSION, PackageKind.RELAY, PackageKind.FEEDBACK):
        return Effect.ELSEWHERE
    if trust is Trust.FOREIGN:
        return Effect.REFUSED
    if not trust.holds:
        return Effect.QUARANTINE
    if header.kind is not PackageKind.SUBMISSION:
        return Effect.SEVERAL if header.kind is PackageKind.RELAY else Effect.ANSWER
    before = tuple(standing)
    after = heads((*before, Revision(package, header.revision, frozenset(header.ancestors))))
    if package not in {each.id for each in after}:
        return Effect.OLDER
    if len(after) > 1:
        return Effect.FORK
    return Effect.NEWER if before else Effect.FIRST
