# SPDX-License-Identifier: MIT
"""The checklists a database knows, with their versions and the self-checks that use them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from bizenv_desktop import actions
from bizenv_desktop.actions import checklist_actions
from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.checklists.edit import is_own

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.selfcheck import SelfCheck
    from bizenv_desktop.library import Library
    from bizenv_desktop.storage import Store


class Origin(Enum):
    """Whose checklist it is."""

    BUILT_IN = auto()
    OWN = auto()
    ISSUED = auto()


@dataclass(frozen=True)
class Entry:
    """One checklist in its newest version.

    `versions` are all known ones in ascending order, `checks` the self-checks that rest on it or
    on another version or kin of it: the latest period first.
    """

    checklist: Checklist
    origin: Origin
    versions: tuple[int, ...]
    checks: tuple[SelfCheck, ...]

    @property
    def users(self) -> tuple[SelfCheck, ...]:
        """The self-checks that rest on this checklist, in whatever version."""
        return tuple(check for check in self.checks if check.checklist == self.checklist.id)

    def is_current(self, check: SelfCheck) -> bool:
        """Whether the self-check rests on this very version."""
        used = (check.checklist, check.checklist_version)
        return used == (self.checklist.id, self.checklist.version)


def catalogue(library: Library, store: Store) -> tuple[Entry, ...]:
    """Every known checklist: the unit's own first, then issued ones, then the built-in ones."""
    own = actions.own_organisation(store)
    built_in = {each.id for each in library.checklists}
    checks = store.self_checks()
    entries = []
    for checklist in checklist_actions.known_checklists(library, store):
        if own is not None and is_own(checklist, own.code):
            origin = Origin.OWN
        else:
            origin = Origin.BUILT_IN if checklist.id in built_in else Origin.ISSUED
        kept = {version for known, version in store.checklist_versions() if known == checklist.id}
        kin = tuple(each for each in checks if family(each.checklist) == family(checklist.id))
        versions = tuple(sorted(kept | {checklist.version}))
        entries.append(Entry(checklist, origin, versions, kin))
    order = (Origin.OWN, Origin.ISSUED, Origin.BUILT_IN)
    return tuple(sorted(entries, key=lambda entry: order.index(entry.origin)))
