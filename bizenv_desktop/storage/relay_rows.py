# SPDX-License-Identifier: MIT
"""What goes into a relay's core beside the packages, and what is read back out of one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.storage.core_database import all_rows, open_core
from bizenv_desktop.storage.core_schema import columns
from bizenv_desktop.storage.key_rows import Subordinate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.storage.package_rows import Query

    Rows = list[Sequence[str | int | None]]

_ORDER = {"review": "organisation, period, item", "review_note": "organisation, period, position"}


@dataclass(frozen=True, slots=True)
class Relayed:
    """What a relay tells beside its packages: cards as texts, units, whose packages it holds.

    `places` are unit and period by the id of a package.
    """

    cards: tuple[str, ...]
    units: tuple[Subordinate, ...]
    places: dict[str, tuple[str, str]]

    @property
    def packages(self) -> tuple[str, ...]:
        """The ids of its packages."""
        return tuple(self.places)


def review_rows(query: Query, period: str) -> dict[str, Rows]:
    """This level's reviews and notes of a period, of all with ""."""
    found: dict[str, Rows] = {}
    for table, order in _ORDER.items():
        names = ", ".join(columns(PackageKind.RELAY, table))
        rows = query(
            f"SELECT {names} FROM {table} WHERE ? IN ('', period) ORDER BY {order}", (period,)
        )
        found[table] = [tuple(row) for row in rows]
    return found


def relay_rows(
    cards: Iterable[tuple[str, str, str]],
    units: Iterable[Subordinate],
    packages: Iterable[PackageRecord],
) -> dict[str, Rows]:
    """The rows of a relay's core about keys (key, unit, card), units and packages."""
    return {
        "key_card": [*cards],
        "unit": [
            (
                unit.organisation.code,
                unit.organisation.name,
                str(unit.organisation.level),
                json.dumps(list(unit.organisation.path), ensure_ascii=False),
                int(unit.expected),
            )
            for unit in units
        ],
        "relayed": [
            (record.id, record.organisation, record.period, record.arrived) for record in packages
        ],
    }


def read_relay(core: bytes) -> Relayed:
    """What a relay's core tells; `PackageError` for anything else."""
    kind = PackageKind.RELAY
    try:
        with open_core(kind, core) as opened:
            return Relayed(
                tuple(row["card"] for row in all_rows(opened, kind, "key_card")),
                tuple(_unit(dict(row)) for row in all_rows(opened, kind, "unit")),
                {
                    row["package"]: (row["organisation"], row["period"])
                    for row in all_rows(opened, kind, "relayed")
                },
            )
    except PackageError:
        raise
    except (UserError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise PackageError("汇总上报包里有读不懂的数据，没有接收；请让对方重新导出。") from error


def _unit(row: dict[str, str]) -> Subordinate:
    path = json.loads(row["path"])
    if not isinstance(path, list) or not all(isinstance(name, str) for name in path):
        raise ValueError(path)
    own = Organisation(row["code"], row["name"], Level(row["level"]), tuple(path))
    if not own.code or not own.name:
        raise ValueError(own)
    return Subordinate(own, direct=False, expected=bool(row["expected"]))
