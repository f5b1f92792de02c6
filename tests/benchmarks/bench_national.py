# SPDX-License-Identifier: MIT
"""A country's year in one file: 38,600 townships × 4 quarters, 120 items and 24 findings each.

    python tests/benchmarks/bench_national.py

The rows are written straight into the tables, as if 154,400 packages had been received; what the
packages themselves would take is told from a real one. Prints how long unit lists, the statistics
of all items and the lists of findings take, the size of the file, and the memory.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from exchange_load import base_content
from exchanging import CITY
from helpers import NOW

from bizenv_desktop import actions
from bizenv_desktop.actions.consolidation_actions import (
    consolidated,
    coverage,
    first_losing,
    items,
    wall,
)
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

COUNTIES, TOWNS = 2_860, 13.5
PERIODS = ("2026Q1", "2026Q2", "2026Q3", "2026Q4")
ITEMS, FINDINGS = 120, 24


def fill(connection: sqlite3.Connection) -> None:
    import json

    values = {
        "counties": COUNTIES,
        "periods": json.dumps(PERIODS),
        "items": ITEMS,
        "findings": FINDINGS,
    }
    script = Path(__file__).with_name("national_year.sql").read_text(encoding="utf-8")
    for statement in script.split(";")[:-1]:
        connection.execute("BEGIN")
        connection.execute(statement, values)
        connection.execute("COMMIT")


def best(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest of three."""
    spent = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return min(spent)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        core = base_content(Path(folder)).core
        packed = len(zlib.compress(core, 6))
        path = Path(folder) / "national.db"
        with Store.open(path, create=True) as store:
            actions.set_own_organisation(store, CITY)
            fill(store._connection)
            count = store._all("SELECT count(*) FROM package")[0][0]
            print(f"{count} packages; a core is {len(core) // 1024} KB, packed {packed // 1024} KB")
            today = NOW.date()
            a01 = next(each for each in items(store, "2026Q4") if each.code == "A01")
            for name, work in (
                (
                    "one county's figures",
                    lambda: consolidated(store, "2026Q4", today, under="110101"),
                ),
                ("one city's figures", lambda: consolidated(store, "2026Q4", today, under="1101")),
                (
                    "one province's figures",
                    lambda: consolidated(store, "2026Q4", today, under="11"),
                ),
                ("the country's figures", lambda: consolidated(store, "2026Q4", today)),
                ("the units losing points on an item", lambda: first_losing(store, "2026Q4", a01)),
                ("who reported", lambda: coverage(store, "2026Q4", today)),
                ("the wall of four quarters", lambda: wall(store, PERIODS, today)),
            ):
                print(f"  {name}: {best(work):.0f} ms")
        size, content = path.stat().st_size / 1e9, packed * count / 1e9
        print(f"  file: {size:.2f} GB of rows, with the packages {size + content:.1f} GB", end="")
        print(f"; memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
