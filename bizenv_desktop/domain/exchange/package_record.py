# SPDX-License-Identifier: MIT
"""A package as the database keeps it: what it is, where it came from, whether it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bizenv_desktop.domain.exchange.header import PackageKind, check_code


class PackageState(StrEnum):
    """Ours, accepted from somebody, or put aside because its key is not known."""

    OWN = "own"
    TAKEN = "taken"
    QUARANTINED = "quarantined"

    @property
    def label(self) -> str:
        """本单位, 已接收 or 待登记密钥."""
        return {"own": "本单位", "taken": "已接收", "quarantined": "待登记密钥"}[self.value]


@dataclass(frozen=True, slots=True)
class PackageRecord:
    """One package that was made or received here.

    `number` counts packages of this database; `arrived` is when it was made or received here by
    our clock, `source` the file's name, `via` the id of the package it came in; `delivered` when
    it was last written to a stick and `delivered_to` where.
    """

    number: int
    id: str
    kind: PackageKind
    sender: str
    organisation: str
    period: str
    revision: int
    key: str
    made: str
    digest: str
    state: PackageState
    undone: bool
    arrived: str
    source: str = ""
    via: str = ""
    delivered: str | None = None
    delivered_to: str = ""

    @property
    def code(self) -> str:
        """The six characters that are read over the phone."""
        return check_code(self.id)

    @property
    def counts(self) -> bool:
        """Whether it takes part in what is worked out."""
        return self.state is not PackageState.QUARANTINED and not self.undone

    @property
    def made_at(self) -> datetime:
        """When it was made by its sender's clock."""
        return datetime.fromisoformat(self.made)

    @property
    def arrived_at(self) -> datetime:
        return datetime.fromisoformat(self.arrived)
