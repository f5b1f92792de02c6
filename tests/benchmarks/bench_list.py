# SPDX-License-Identifier: MIT
"""The whole rectification list: against reportlab's stock flowables, longer, and from the shell.

    python tests/benchmarks/bench_list.py [ROWS]

The rows are the sample's findings, again and again until there are enough. Ours draws the finished
paper (head, groups, bookmarks, signatures, fonts embedded), the stock Table of Paragraphs
the same cells in the same faces on the same pages. Medians in one run, as ratios.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

from bench_list_table import stock

from bizenv_desktop import actions
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.sample.answers import sample_answers
from bizenv_desktop.library import Library
from bizenv_desktop.paths import resource_dir
from bizenv_desktop.reports.fonts import open_faces
from bizenv_desktop.reports.rectification_list import draw
from bizenv_desktop.sampling import fill_two_periods
from bizenv_desktop.storage import Store

ROUNDS, STARTS, FEW = 3, 9, 20
PERIOD = Period.parse("2026Q4")


def sample_database(path: Path, library: Library, findings: int):
    """A sample township with its first `findings` findings alone; returns its list's record."""
    checklist = library.checklist("township-centre")
    unit = actions.organisation_from_division(library.divisions, "231222105")
    key = (unit.code, PERIOD.code)
    with Store.open(path, create=True) as store:
        actions.set_own_organisation(store, unit)
        printed = fill_two_periods(store, checklist, unit, PERIOD, seed=1)
        met = {a.item: a for a in sample_answers(checklist, PERIOD, f"1-{unit.code}").answers}
        for view in actions.fill(store, key, printed).findings[findings:]:
            blank = replace(met[view.item.code], verdict=None, note="", occurrences=())
            blank = replace(blank, numerator=None, denominator=None, value=None, before=None)
            store.save_answers(key, [blank])
        return actions.list_record(store, key, library, printed)


def longer(record, count: int):
    """The record with its rows repeated until there are `count`, each with its own number."""
    rows = [
        replace(record.rows[number % len(record.rows)], number=number + 1)
        for number in range(count)
    ]
    rows.sort(key=lambda row: row.code[0])  # groups stay together
    return replace(record, rows=tuple(rows))


def as_stock(record) -> list[list[str]]:
    """The same cells for the stock table, as its markup."""
    return [
        [
            str(row.number),
            f"{row.code} {escape(row.title)}<br/>{escape('；'.join(row.basis))}",
            escape(row.problem).replace("\n", "<br/>"),
            escape(row.measures).replace("\n", "<br/>"),
            row.unit,
            f"{row.person}<br/>领导：<br/>{row.leader}",
            f"{row.due:%Y-%m-%d}",
            row.progress,
            "",
            row.remark,
        ]
        for row in record.rows
    ]


def median_seconds(function, argument) -> float:
    """Processor time, which other programs on the machine do not disturb."""
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        function(argument)
        times.append(time.process_time() - begin)
    return statistics.median(times)


def median_start(*command: object) -> float:
    """Wall time of a process from start to end, its modules compiled before as a user has them."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(STARTS + 1):
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, *map(str, command)],
            check=True,
            stdout=subprocess.DEVNULL,
            env=environment,
        )
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:])


def ours(record) -> bytes:
    """The finished paper."""
    return draw(record, open_faces(prefer_installed=False)).pdf


def main() -> None:
    """Print the comparison."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    library = Library(resource_dir())
    with tempfile.TemporaryDirectory() as folder:
        database, out = Path(folder, "a.db"), Path(folder, "a.pdf")
        record = sample_database(database, library, FEW)
        assert len(record.rows) == FEW
        print_few = ("-m", "bizenv_desktop", "--db", database, "print", "list", "--out", out)
        few = median_start(*print_few)
        bare = median_start("-c", "import reportlab.platypus")
    many = longer(record, count)
    ours(record), stock(as_stock(record))  # fonts opened, modules imported
    own, other = median_seconds(ours, many), median_seconds(stock, as_stock(many))
    five = median_seconds(ours, longer(record, 5 * count))
    print(f"{count} rows: stock {other:.2f} s, ours {own:.2f} s: {other / own:.1f} x faster")
    print(f"{5 * count} rows: {five:.2f} s: {five / own / 5:.2f} x linear")
    print(f"{FEW} rows from the shell to the file: {few:.2f} s, {few / 0.5:.2f} of 0.5 s")
    print(f"  {few / bare:.1f} x a process that only imports reportlab.platypus ({bare:.2f} s)")


if __name__ == "__main__":
    main()
