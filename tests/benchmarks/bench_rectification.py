# SPDX-License-Identifier: MIT
"""Five years of quarters with 120 items and 30 findings each: home, ledger, follow-up, dossier.

Run: `python tests/benchmarks/bench_rectification.py`; prints milliseconds, the best of five.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from helpers import NOW, RESOURCES, TOWNSHIP, clock, fill_database
from PIL import Image

from bizenv_desktop import actions
from bizenv_desktop.actions import evidence_actions
from bizenv_desktop.actions import rectification_actions as desk
from bizenv_desktop.actions.dossier import make_dossier
from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.findings.lifecycle import Step
from bizenv_desktop.domain.papers.ledger import ledger
from bizenv_desktop.domain.papers.paper_head import paper_head
from bizenv_desktop.domain.papers.paper_kinds import paper_kind
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.papers.rectification_list import list_rows
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.library import Library
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable

PERIODS = [f"{year}Q{quarter}" for year in range(2022, 2027) for quarter in range(1, 5)]
FINDINGS, PHOTOS = 30, 200


def build(path: Path, library: Library) -> None:
    """Twenty self-checks; the findings of all but the last are closed."""
    checklist = library.checklist("township-centre")
    judged = [item for item in checklist.items if item.method == "judgement"]
    assert len(judged) >= FINDINGS
    bad = {item.code for item in judged[:FINDINGS]}
    answers = {
        item.code: Answer(
            item.code,
            Verdict.NOT_MET if item.code in bad else Verdict.MET,
            note="没有做到" if item.code in bad else "",
        )
        for item in judged
    }
    for number, code in enumerate(PERIODS):
        period = Period.parse(code)
        fill_database(path, checklist, answers, period=period)
        at = NOW - timedelta(days=91 * (len(PERIODS) - 1 - number))
        if number == len(PERIODS) - 1:
            continue
        with Store.open(path) as store:
            filled = actions.fill(store, (TOWNSHIP.code, code), at.date())
            raised = [replace(view.finding, raised=at.date()) for view in filled.findings]
            store.save_findings(filled.check.key, raised)
            for step, who in ((Step.START, "王喆"), (Step.SUBMIT, "王喆"), (Step.CLOSE, "李㐱")):
                filled = actions.fill(store, (TOWNSHIP.code, code), at.date())
                desk.take_steps(store, filled, sorted(bad), step, who=who, at=at)


def best(work: Callable[[], object], times: int = 5) -> float:
    """Milliseconds of the fastest run."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return min(spent)


def main() -> None:
    """Print the figures."""
    from PySide6.QtTest import QTest

    from bizenv_desktop.gui import theme
    from bizenv_desktop.gui.application import make_application
    from bizenv_desktop.gui.findings.page import FindingsPage
    from bizenv_desktop.gui.home_page import HomePage
    from bizenv_desktop.gui.workspace import Workspace

    library = Library(RESOURCES)
    key = (TOWNSHIP.code, PERIODS[-1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        build(path, library)
        app = make_application()
        theme.apply(app)
        with Store.open(path) as store:

            def open_ledger() -> None:
                filled = actions.fill(store, key, NOW.date())
                head = paper_head(filled, paper_kind("ledger"), library.editions, PaperSettings())
                assert len(ledger(list_rows(filled, library.editions), head).rows) == FINDINGS

            print(f"ledger opens: {best(open_ledger):.0f} ms")
            follow = best(lambda: desk.follow_up(store, NOW.date(), TOWNSHIP.code))
            due = best(lambda: desk.look_backs_due(store, NOW.date(), TOWNSHIP.code))
            print(f"look-backs due, for the home page: {due:.0f} ms")
            print(f"follow-up over {len(PERIODS)} periods: {follow:.0f} ms")
        workspace = Workspace(Store.open(path), library, clock)

        def show(kind: type[HomePage | FindingsPage]) -> None:
            workspace.open_check(key)
            page = kind(workspace)
            page.resize(1240, 690)
            page.refresh()
            page.show()
            page.grab()
            if isinstance(page, HomePage):
                page._show_slow()
                page.grab()
            page.deleteLater()
            QTest.qWait(0)

        print(f"home opens: {best(lambda: show(HomePage)):.0f} ms")
        print(f"findings open: {best(lambda: show(FindingsPage)):.0f} ms")
        workspace.close()
        with Store.open(path) as store:
            add_photos(store, key, Path(folder))
            start = time.perf_counter()
            made = make_dossier(store, key, library, Path(folder) / "档案", NOW)
            assert made.evidence == PHOTOS, made.evidence
            print(f"dossier with {PHOTOS} photos: {time.perf_counter() - start:.1f} s")


def add_photos(store: Store, key: tuple[str, str], folder: Path) -> None:
    """Photos of noise, as large as they are kept, on the first findings."""
    views = actions.fill(store, key, NOW.date()).findings
    for number in range(PHOTOS):
        path = folder / f"{number}.jpg"
        Image.effect_noise((1600, 1200), 40 + number / 10).convert("RGB").save(path, quality=75)
        code = views[number % 10].item.code
        evidence_actions.add_evidence(store, key, code, Use.BEFORE, [path], NOW)
        path.unlink()


if __name__ == "__main__":
    main()
