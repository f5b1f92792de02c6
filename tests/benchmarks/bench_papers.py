# SPDX-License-Identifier: MIT
"""Every paper of a township from the command line, and a long 整改台账 as PDF, Word and Excel.

    python tests/benchmarks/bench_papers.py [ROWS]

Prints seconds beside what is promised.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from filled_checks import filled_check
from paper_rows import make_row

from bizenv_desktop import sampling
from bizenv_desktop.domain.papers.ledger import ledger
from bizenv_desktop.domain.papers.paper_head import paper_head
from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, paper_kind
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.period import Period
from bizenv_desktop.library import Library
from bizenv_desktop.paths import resource_dir
from bizenv_desktop.reports.fonts import open_faces
from bizenv_desktop.reports.papers import write_paper

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
PROMISED = {"all": 3.0, PaperFormat.XLSX: 3.0}


def all_papers() -> tuple[float, int]:
    """Seconds of `print all` in a process of its own, and the files it wrote; the best of three."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = Library(resource_dir())
        made = sampling.make_sample(folder, library, None, Period.parse("2026Q4"), 1)
        run = ["-m", "bizenv_desktop", "--db", str(made.database), "print", "all"]
        times = []
        for number in range(ROUNDS):
            out = folder / f"papers{number}"
            begin = time.perf_counter()
            subprocess.run(
                [sys.executable, *run, "--out", str(out)], check=True, capture_output=True, cwd=ROOT
            )
            times.append(time.perf_counter() - begin)
        return min(times), sum(1 for _ in out.iterdir())


def long_ledger(count: int) -> object:
    """A ledger of so many findings of forty units."""
    head = paper_head(filled_check([]), paper_kind("ledger"), {}, PaperSettings())
    rows = [make_row(number, unit=f"责任单位{number % 40}") for number in range(1, count + 1)]
    return ledger(rows, head)


def seconds(function: object, *arguments: object) -> float:
    """The median processor time of three calls."""
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        function(*arguments)  # type: ignore[operator]
        times.append(time.process_time() - begin)
    return statistics.median(times)


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    taken, files = all_papers()
    print(f"print all, {files} files: {taken:.2f} s (promised {PROMISED['all']:.0f} s)")
    record, faces = long_ledger(count), open_faces(prefer_installed=False)
    for form in PaperFormat:
        write_paper(long_ledger(20), form, faces)  # modules imported, fonts opened
    own = {form: seconds(write_paper, record, form, faces) for form in PaperFormat}
    for form, taken in own.items():
        promised = f" (promised {PROMISED[form]:.0f} s)" if form in PROMISED else ""
        print(f"{count}-row ledger as {form.label}: {taken:.2f} s{promised}")


if __name__ == "__main__":
    main()
