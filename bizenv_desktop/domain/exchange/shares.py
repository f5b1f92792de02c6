# SPDX-License-Identifier: MIT
"""分工: which dimensions are with whom, as this database keeps it."""

# annotations are evaluated: domain/record_json.py reads them

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bizenv_desktop.domain.exchange.header import check_code


@dataclass(frozen=True, slots=True)
class SharedOut:
    """Work handed out: package, whose self-check, which dimensions, to whom, when.

    `returned` are the packages that came back, the last one last; `off` says since when it is no
    longer waited for, "" while it is.
    """

    package: str
    organisation: str
    period: str
    scope: tuple[str, ...]
    to: str
    at: str
    returned: tuple[str, ...] = field(default=())
    off: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.organisation, self.period)

    @property
    def code(self) -> str:
        """What it is named by: six characters."""
        return check_code(self.package)

    @property
    def is_out(self) -> bool:
        """Whether somebody still works on it elsewhere."""
        return not self.returned and not self.off

    @property
    def state(self) -> str:
        """待交回, 已交回 or 不再等."""
        if self.returned:
            return "已交回"
        return "不再等" if self.off else "待交回"


@dataclass(frozen=True, slots=True)
class SharedIn:
    """Work taken over from another PC: its package, whose self-check, which dimensions, from whom.

    `back` are the packages in which it was handed back.
    """

    package: str
    organisation: str
    period: str
    scope: tuple[str, ...]
    by: str
    at: str
    back: tuple[str, ...] = field(default=())

    @property
    def key(self) -> tuple[str, str]:
        return (self.organisation, self.period)


@dataclass(frozen=True, slots=True)
class Shares:
    """Everything about 分工 this database keeps."""

    out: tuple[SharedOut, ...] = ()
    taken: tuple[SharedIn, ...] = ()

    def out_of(self, key: tuple[str, str]) -> tuple[SharedOut, ...]:
        """What is with others of a self-check."""
        return tuple(each for each in self.out if each.key == key and each.is_out)

    def taken_for(self, key: tuple[str, str]) -> tuple[SharedIn, ...]:
        """What of a self-check is to be done here."""
        return tuple(each for each in self.taken if each.key == key)


def notes_on(shares: Shares, key: tuple[str, str], dimensions: Iterable[str]) -> dict[str, str]:
    """By dimension: who fills it in elsewhere, for those that are not to be done here."""
    notes = {}
    mine = shares.taken_for(key)
    if mine:
        here = {code for each in mine for code in each.scope}
        notes = {code: "由他人填报" for code in dimensions if code not in here}
    for each in shares.out_of(key):
        notes |= dict.fromkeys(each.scope, f"已分给{each.to}")
    return notes


def overlapping(shares: Shares, key: tuple[str, str], scope: Collection[str]) -> SharedOut | None:
    """A share that is out and has one of these dimensions."""
    return next((each for each in shares.out_of(key) if set(each.scope) & set(scope)), None)
