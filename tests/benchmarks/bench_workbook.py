# SPDX-License-Identifier: MIT
"""A checklist of 200 items out to a workbook and back, against openpyxl reading the same cells.

    python tests/benchmarks/bench_workbook.py [ITEMS]

Prints medians of five rounds: the export, the import with all its checks, the import of the same
file with a hundred thousand formatted empty rows, and of one with a fault in every item; then the
ratio of the import to openpyxl alone. Issue 3 asks for at most 1 s for 200 items.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from openpyxl import load_workbook
from workbooks import edited, sheet_part, with_part

from bizenv_desktop.domain.checklists.rules import points_used
from bizenv_desktop.imports.checklist_workbook import read_checklist_workbook
from bizenv_desktop.imports.workbook_faults import WorkbookRefused
from bizenv_desktop.library import Library
from bizenv_desktop.paths import resource_dir
from bizenv_desktop.reports.checklist_workbook import checklist_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

    from bizenv_desktop.domain.checklists.checklist import Checklist

ROUNDS = 5
SECONDS = 1.0


def checklist_of(count: int, built_in: Checklist) -> Checklist:
    """The built-in checklist, its items repeated under new codes."""
    own = built_in.items
    items = tuple(
        replace(own[n % len(own)], code=f"{own[n % len(own)].dimension}{n + 101}")
        for n in range(count)
    )
    grown = replace(built_in, items=items)
    return replace(grown, base_points=points_used(grown))


def empty_rows(xml: bytes) -> bytes:
    """Formatted to row 100,000, as a careless click on a column head leaves it."""
    cells = "".join(f'<c r="{letter}{{0}}" s="1"/>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWX")
    rows = (f'<row r="{n}">{cells.format(n)}</row>' for n in range(2000, 102_000))
    return xml.replace(b"</sheetData>", "".join(rows).encode() + b"</sheetData>")


def spoil(book: Workbook) -> None:
    """One fault in every item."""
    for row in range(2, book["检查项"].max_row + 1):
        book["检查项"].cell(row, 8).value = "扣"


def plain(data: bytes) -> int:
    """What openpyxl alone needs to look at every cell."""
    book = load_workbook(io.BytesIO(data), read_only=True)
    return sum(len(row) for sheet in book for row in sheet.iter_rows())


def median(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    library = Library(resource_dir())
    checklist = checklist_of(count, library.checklist("township-centre"))
    editions = library.editions
    data = checklist_workbook(checklist, editions)

    def come_back(workbook: bytes) -> bool:
        return read_checklist_workbook(workbook, "表.xlsx", editions) == checklist

    def refused(workbook: bytes) -> int:
        try:
            come_back(workbook)
        except WorkbookRefused as told:
            return len(told.faults)
        return 0

    long = with_part(data, sheet_part(data, "检查项"), empty_rows)
    spoilt = edited(data, spoil)
    whole = (come_back(data), come_back(long), refused(spoilt))
    if whole != (True, True, count):
        print(f"the workbook does not come back as it went out: {whole}")
        return 1
    taken = median(lambda: come_back(data))
    print(f"{count} items, {len(data) / 1024:.0f} KB")
    written = median(lambda: checklist_workbook(checklist, editions))
    print(f"export                     {written:.3f} s")
    print(f"import                     {taken:.3f} s (at most {SECONDS} s)")
    print(f"import, 100,000 empty rows {median(lambda: come_back(long)):.3f} s")
    print(f"import, {count} faults told    {median(lambda: refused(spoilt)):.3f} s")
    alone = median(lambda: plain(data))
    print(f"openpyxl alone             {alone:.3f} s, ratio {taken / alone:.2f}")
    return 0 if taken <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
