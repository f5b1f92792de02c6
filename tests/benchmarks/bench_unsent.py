# SPDX-License-Identifier: MIT
"""Working out 未上报的修改 after the paint, beside reading the self-check anew.

    python tests/benchmarks/bench_unsent.py [--changes N]

The revision sent last is read once and compared with what is on the table; the first page and 上报
do so after every edit that is made while they are shown. Bounds are ratios in one run: the first
time at most twice as long as reading the self-check, later at most a fifth of it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
FIRST, LATER = 2.0, 0.2
TIMES = 50


def measure(folder: Path, changes: int) -> tuple[float, float, float]:
    """Medians in milliseconds: reading the self-check, the state at first, the state later."""
    from dataclasses import replace

    from exchanging import make_town
    from helpers import NOW

    from bizenv_desktop import actions
    from bizenv_desktop.actions import submission_actions
    from bizenv_desktop.library import Library

    town = make_town(folder, 1, Library(ROOT / "resources").checklist("township-centre"))
    town.submit(folder / "stick")
    with town.open() as store:
        filled = actions.fill(store, town.key, NOW.date())
        answers = list(filled.answers.values())[:changes]
        words = "补充说明" * 20
        actions.save_answers(store, filled, [replace(each, note=words) for each in answers])
        reading, first, later = [], [], []
        for _ in range(TIMES):
            began = time.perf_counter()
            filled = actions.fill(store, town.key, NOW.date())
            read = time.perf_counter()
            last = submission_actions.last_own(store, town.key)
            assert last is not None
            before = submission_actions.last_submission(store, last)
            submission_actions.state_since(store, filled, last, before)
            worked = time.perf_counter()
            last = submission_actions.last_own(store, town.key)
            assert last is not None
            state = submission_actions.state_since(store, filled, last, before)
            done = time.perf_counter()
            assert state.unsent.count == changes
            reading.append((read - began) * 1000)
            first.append((worked - read) * 1000)
            later.append((done - worked) * 1000)
    return statistics.median(reading), statistics.median(first), statistics.median(later)


def main() -> int:
    """Measure, print, and fail when a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        reading, first, later = measure(Path(folder), options.changes)
    print(f"{options.changes} changes; reading the self-check {reading:.1f} ms")
    print(f"first {first:.1f} ms, {first / reading:.2f} times; at most {FIRST}")
    print(f"later {later:.2f} ms, {later / reading:.3f} times; at most {LATER}")
    return int(first > FIRST * reading or later > LATER * reading)


if __name__ == "__main__":
    raise SystemExit(main())
