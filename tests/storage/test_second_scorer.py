# SPDX-License-Identifier: MIT
"""Two scorers that share no code agree on every figure."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers import NOW, PERIOD, TOWNSHIP, believable_answers
from hypothesis import event, given
from scoring_strategies import filled, options

from bizenv_desktop.domain.checklists.rules import item_faults, whole_faults
from bizenv_desktop.domain.scoring import score_check
from bizenv_desktop.domain.selfcheck import Answer, SelfCheck, Verdict
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bizenv_desktop.domain.checklists.checklist import Checklist, ScoringOptions


@pytest.fixture(scope="module")
def memory() -> Iterator[Store]:
    """A store in memory: thousands of examples write no disk."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        migrate(connection, Path("memory"))
        connection.execute("PRAGMA foreign_keys=ON")
        store = Store(connection, Path("memory"), read_only=False)
        store.save_organisation(TOWNSHIP)
        yield store


def both(
    store: Store,
    checklist: Checklist,
    answers: Mapping[str, Answer],
    switches: ScoringOptions,
) -> tuple[dict[str, object], dict[str, object]]:
    """The same figures by both scorers; the rows are taken out again."""
    check = SelfCheck(TOWNSHIP, PERIOD, checklist.id, checklist.version, switches, NOW)
    store.save_checklist(checklist)
    store.create_self_check(check, answers.values())
    second = store.second_score(check.key)
    store._connection.execute("DELETE FROM self_check")
    store._connection.execute("DELETE FROM checklist")
    first = score_check(checklist, answers, switches)
    return (
        {
            "items": {e.item.code: e.score for e in first.items if e.score is not None},
            "total": first.total,
            "filled": first.filled_total,
            "bonus": first.bonus,
            "grade": first.grade,
            "vetoed_by": set(first.vetoed_by),
        },
        {
            "items": second.items,
            "total": second.total,
            "filled": second.filled_total,
            "bonus": second.bonus,
            "grade": second.grade,
            "vetoed_by": second.vetoed_by,
        },
    )


@given(filled(), options)
def test_both_scorers_agree_on_whatever_a_database_can_hold(
    memory: Store, sample: tuple[Checklist, dict[str, Answer]], switches: ScoringOptions
) -> None:
    checklist, answers = sample
    kinds = {kind.code for kind in checklist.problem_kinds}
    assert not [fault for item in checklist.items for fault in item_faults(item, kinds)]
    assert not list(whole_faults(checklist))
    first, second = both(memory, checklist, answers, switches)
    event(f"total {'none' if first['total'] is None else 'known'}")
    event(f"grade {'none' if first['grade'] is None else 'known'}")
    event(f"vetoed {bool(first['vetoed_by'])}")
    assert first == second


@pytest.mark.parametrize("seed", range(10))
def test_both_scorers_agree_on_the_real_checklist(
    memory: Store, checklist: Checklist, seed: int
) -> None:
    answers = believable_answers(checklist.items, seed=seed, share=0.5 + seed / 20)
    switches = replace(checklist.options, bonus=True, veto=True, grades=True)
    first, second = both(memory, checklist, answers, switches)
    assert first == second
    assert first["total"] is not None


def test_nothing_answered_scores_nothing(memory: Store, small: Checklist) -> None:
    first, second = both(memory, small, {}, small.options)
    assert first == second
    assert first["items"] == {}
    assert (first["total"], first["filled"]) == (Decimal(0), None)


def test_where_nothing_applies_there_is_no_total(memory: Store, small: Checklist) -> None:
    answers = {item.code: Answer(item.code, Verdict.NOT_APPLICABLE) for item in small.items}
    first, second = both(memory, small, answers, small.options)
    assert first == second
    assert (first["total"], first["filled"]) == (None, None)
