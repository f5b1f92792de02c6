# SPDX-License-Identifier: MIT
"""Receiving, against SQLite's own ATTACH + INSERT, and a province's year.

    python tests/benchmarks/bench_receive.py

Eighty signed packages of 2 MB with photos are received beside plain ATTACH + INSERT of the same
rows and photos into bare tables, one transaction a package; in turn, as a ratio. Then 1,200
townships × 4 quarters without photos: milliseconds a package, the wall, the statistics of all
items, a unit's drill-down, the size of the file and the memory.
"""

from __future__ import annotations

import gc
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from exchange_load import KIND, base_content, enrolled, packages, units, with_photos
from helpers import NOW

from bizenv_desktop.actions.consolidation_actions import consolidated, coverage, unit_view, wall
from bizenv_desktop.actions.receiving_actions import receive
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.core_schema import CORE_TABLES, columns
from bizenv_desktop.sync.container import open_package
from bizenv_desktop.sync.receiving import Taken

if TYPE_CHECKING:
    from collections.abc import Callable

TOWNS, PHOTOS = 80, 6
PROVINCE, QUARTERS = 1_200, ("2026Q1", "2026Q2", "2026Q3", "2026Q4")
ROUNDS = 5


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def ours(database: Path, files: list[Path]) -> None:
    with Store.open(database) as store:
        outcomes = receive(store, files, NOW)
        assert {each.taken for each in outcomes} == {Taken.TAKEN}, outcomes[0].reason
        assert len(outcomes) == len(files)


def plain(database: Path, files: list[Path]) -> None:
    """ATTACH each file where it lies and copy its rows and photos, believing all of it."""
    with closing(sqlite3.connect(database, isolation_level=None)) as target:
        target.execute("PRAGMA journal_mode=WAL")
        target.execute("PRAGMA synchronous=FULL")
        for table in CORE_TABLES[KIND]:
            target.execute(f"CREATE TABLE {table} ({', '.join(columns(KIND, table))})")
        target.execute("CREATE TABLE file (sha256 TEXT PRIMARY KEY, content BLOB)")
        for path in files:
            with open_package(path) as package:
                blobs = [(blob.sha256, blob.size) for blob in package.header.blobs]
                place = package.header.core_size
            target.execute("ATTACH ? AS sent", (f"{path}",))
            target.execute("BEGIN IMMEDIATE")
            for table in CORE_TABLES[KIND]:
                target.execute(f"INSERT INTO main.{table} SELECT * FROM sent.{table}")
            with path.open("rb") as file:
                file.seek(place)
                target.executemany(
                    "INSERT OR IGNORE INTO file VALUES (?, ?)",
                    [(sha256, file.read(size)) for sha256, size in blobs],
                )
            target.execute("COMMIT")
            target.execute("DETACH sent")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def with_photos_beside_plain(folder: Path) -> None:
    senders = units(TOWNS)
    base_content(folder)
    stick = folder / "stick"
    stick.mkdir()
    files = list(packages(with_photos(folder, PHOTOS), senders, ("2026Q4",), stick, PHOTOS))
    size = files[0].stat().st_size / 1e6
    empty = enrolled(folder / "empty.db", senders)
    ratios, spent = [], []
    for number in range(ROUNDS + 1):
        mine, bare = folder / f"mine{number}.db", folder / f"bare{number}.db"
        shutil.copy(empty, mine)
        one = timed(lambda path=mine: ours(path, files))
        other = timed(lambda path=bare: plain(path, files))
        if number:  # the first warms up
            ratios.append(one / other)
            spent.append((one, other))
        for path in folder.glob(f"*{number}.*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    mine_s, bare_s = (statistics.median(column) for column in zip(*spent, strict=True))
    print(
        f"{TOWNS} packages of {size:.1f} MB: {mine_s:.2f} s, plain ATTACH + INSERT {bare_s:.2f} s,"
        f" ratio {statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
    )


def province(folder: Path) -> None:
    senders = units(PROVINCE)
    stick = folder / "year"
    stick.mkdir()
    files = list(packages(base_content(folder), senders, QUARTERS, stick))
    database = enrolled(folder / "province.db", senders)
    spent = timed(lambda: ours(database, files))
    print(f"{len(files)} packages without photos: {spent * 1000 / len(files):.2f} ms a package")
    with Store.open(database) as store:
        unit = (senders[7].organisation.code, "2026Q4")
        today = NOW.date()
        for name, work in (
            ("the wall", lambda: wall(store, QUARTERS, today)),
            ("who reported", lambda: coverage(store, "2026Q4", today)),
            ("all figures of a quarter", lambda: consolidated(store, "2026Q4", today)),
            ("one county's", lambda: consolidated(store, "2026Q4", today, under="231010")),
            ("a unit's drill-down", lambda: unit_view(store, *unit, today)),
        ):
            print(f"  {name}: {min(timed(work) for _ in range(3)) * 1000:.0f} ms")
    print(f"  file: {database.stat().st_size / 1e6:.0f} MB", end="")
    print(f", memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Print the figures."""
    for part in (with_photos_beside_plain, province):
        with tempfile.TemporaryDirectory() as folder:
            part(Path(folder))


if __name__ == "__main__":
    main()
