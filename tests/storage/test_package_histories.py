# SPDX-License-Identifier: MIT
"""Any history, in any order, with repetitions and undone receipts: the same heads, the same sums.

Packages are added without a core here, so that many histories can be tried; the whole way with
real packages is walked in tests/sync.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv_desktop.domain.exchange.header import (
    Header,
    PackageKind,
    Sender,
    header_bytes,
    package_id,
)
from bizenv_desktop.domain.exchange.heads import Revision, heads, next_revision
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.exchange.received import (
    Outcome,
    ReceivedFacts,
    ReceivedItem,
    area_of,
)
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.package_shelf import KeptPackage

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS = ("231222101", "231222102", "231223100")
PERIODS = ("2026Q3", "2026Q4")
ITEMS = ("A01", "A02", "B01")
Sums = dict[tuple[str, ...], Counter[str]]


@dataclass(frozen=True)
class Made:
    """A package somebody made, and what is worked out from it."""

    header: Header
    facts: ReceivedFacts

    @property
    def id(self) -> str:
        return package_id(header_bytes(self.header))

    @property
    def place(self) -> tuple[str, str]:
        return (self.header.organisation, self.header.period)

    @property
    def revision(self) -> Revision:
        return Revision(self.id, self.header.revision, frozenset(self.header.ancestors))


def header_of(unit: str, period: str, known: tuple[Revision, ...], mark: int) -> Header:
    revision, parents, ancestors = next_revision(known)
    return Header(
        kind=PackageKind.SUBMISSION,
        sender=Sender(unit, f"镇{unit}", Level.TOWNSHIP),
        organisation=unit,
        period=period,
        revision=revision,
        parents=parents,
        ancestors=ancestors,
        device="0123abcd",
        device_name="",
        key="ab" * 32,
        made="2026-11-23T14:32:00",
        program="0",
        digest=f"{mark:064x}",
        scope=(),
        core_sha256="ab" * 32,
        core_size=1,
        blobs=(),
    )


@st.composite
def facts_of(draw: st.DrawFn, unit: str, period: str) -> ReceivedFacts:
    items = tuple(
        ReceivedItem(item, draw(st.sampled_from(Outcome)), 20_000, draw(st.integers(0, 20_000)))
        for item in draw(st.lists(st.sampled_from(ITEMS), unique=True))
    )
    return ReceivedFacts(
        organisation=unit,
        period=period,
        name=unit,
        sample=False,
        checklist=draw(st.sampled_from(("small", "small@231222"))),
        checklist_version=1,
        checklist_sha256="ab" * 32,
        total=None,
        filled_total=None,
        bonus=0,
        grade=None,
        vetoed_by=(),
        answered=0,
        asked=len(items),
        dimensions=(),
        items=items,
        findings=(),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Made]:
    """What the units' PCs made, each replacing all that its PC knew of."""
    made: list[Made] = []
    for mark in range(draw(st.integers(1, 9))):
        unit, period = draw(st.sampled_from(UNITS)), draw(st.sampled_from(PERIODS))
        own = [each for each in made if each.place == (unit, period)]
        seen = draw(st.lists(st.sampled_from(own), unique_by=lambda each: each.id)) if own else []
        header = header_of(unit, period, heads(each.revision for each in seen), mark)
        made.append(Made(header, draw(facts_of(unit, period))))
    return made


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("db") / "a.db", create=True) as opened:
        yield opened


def emptied(store: Store) -> None:
    with store._writing() as connection:
        for table in ("head", "item_summary", "received_check", "received_item"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DELETE FROM package_content")
        connection.execute("DELETE FROM package")


def arrive(store: Store, made: Made) -> None:
    with store.packages.adding() as intake:
        if not intake.has(made.id):
            intake.add(
                made.id,
                KeptPackage(header_bytes(made.header), bytes(64), b"core"),
                made.header,
                PackageState.TAKEN,
                "2026-11-24T08:00:00",
                facts=made.facts,
            )


def kept(store: Store) -> tuple[dict[tuple[str, str], tuple[str, int]], Sums]:
    """Heads and sums as they stand in the database."""
    found = store._all(
        "SELECT head.organisation, head.period, id, others FROM head"
        " JOIN package ON package.number = head.package"
    )
    standing = {(row[0], row[1]): (row[2], row[3]) for row in found}
    sums = {
        (row["period"], row["checklist"], row["item"], row["area"]): Counter(
            {name: row[name] for name in row.keys()[4:] if row[name]}
        )
        for row in store._all("SELECT * FROM item_summary")
    }
    return standing, {place: each for place, each in sums.items() if each}


def expected(
    made: list[Made],
) -> tuple[dict[tuple[str, str], tuple[str, int]], Sums]:
    """The same worked out in plain Python from the set alone."""
    standing: dict[tuple[str, str], tuple[str, int]] = {}
    sums: Sums = {}
    by_id = {each.id: each for each in made}
    for place in {each.place for each in made}:
        found = heads(each.revision for each in by_id.values() if each.place == place)
        standing[place] = (found[0].id, len(found) - 1)
        facts = by_id[found[0].id].facts
        for item in facts.items:
            key = (facts.period, facts.family, item.item, area_of(facts.organisation))
            sum_of = sums.setdefault(key, Counter())
            name = ("full", "part", "none", "not_applicable", "unanswered")[item.outcome]
            sum_of.update({name: 1, "points": item.points, "score": item.score})
    zeroless = {
        place: Counter({k: v for k, v in each.items() if v}) for place, each in sums.items()
    }
    return standing, {place: each for place, each in zeroless.items() if each}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=histories(), data=st.data())
def test_any_order_and_repetition_gives_the_same(
    store: Store, made: list[Made], data: st.DataObject
) -> None:
    emptied(store)
    for each in data.draw(st.permutations(made + made[:3])):
        arrive(store, each)
    assert kept(store) == expected(made)
    assert len(store.packages.records()) == len({each.id for each in made}), "nothing is lost"
    before = kept(store)
    store.packages.work_out_anew()
    assert kept(store) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=histories(), data=st.data())
def test_undone_receipts_are_as_if_never_received_and_come_back(
    store: Store, made: list[Made], data: st.DataObject
) -> None:
    emptied(store)
    for each in made:
        arrive(store, each)
    whole = kept(store)
    gone = data.draw(st.lists(st.sampled_from(made), unique_by=lambda each: each.id))
    for each in gone:
        store.packages.undo(each.id, undone=True)
    left = [each for each in made if each not in gone]
    assert kept(store) == expected(left)
    for each in data.draw(st.permutations(gone)):
        arrive(store, each)  # the same package again changes nothing, also of one undone
    assert kept(store) == expected(left)
    for each in data.draw(st.permutations(gone)):
        store.packages.undo(each.id, undone=False)
    assert kept(store) == whole


def test_a_fork_is_always_shown(store: Store) -> None:
    emptied(store)
    first = Made(header_of(UNITS[0], PERIODS[0], (), 1), facts_for(1))
    two = [
        Made(header_of(UNITS[0], PERIODS[0], (first.revision,), mark), facts_for(mark))
        for mark in (2, 3)
    ]
    for each in (*two, first):
        arrive(store, each)
    assert kept(store)[0][first.place][1] == 1
    merged = Made(
        header_of(UNITS[0], PERIODS[0], tuple(each.revision for each in two), 4), facts_for(4)
    )
    arrive(store, merged)
    assert kept(store)[0][first.place] == (merged.id, 0)


def facts_for(score: int) -> ReceivedFacts:
    item = ReceivedItem("A01", Outcome.PART, 20_000, score)
    empty = ReceivedFacts(
        UNITS[0], PERIODS[0], "", False, "small", 1, "", None, None, 0, None, (), 0, 0, (), (), ()
    )
    return replace(empty, items=(item,))
