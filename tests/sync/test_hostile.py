# SPDX-License-Identifier: MIT
"""A package by somebody who has a key that is trusted, and means harm: refused, nothing changed."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from exchanging import COUNTY, make_superior, make_town, township
from helpers import NOW, PERIOD
from sync.packages import parts, resealed

from bizenv_desktop.domain.exchange.header import Blob, BlobKind, PackageKind, Sender
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.core_database import make_core, open_core
from bizenv_desktop.storage.core_schema import CORE_TABLES, columns
from bizenv_desktop.sync.receiving import Taken, receive_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from exchanging import Town

    from bizenv_desktop.sync.container import Sealed
    from bizenv_desktop.sync.receiving import Outcome

KIND = PackageKind.SUBMISSION
ONE_SENTENCE = re.compile(r"[^。\n]{6,120}。")
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return make_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def honest(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town.submit(tmp_path_factory.mktemp("stick")).path


@pytest.fixture(scope="module")
def whole(honest: Path) -> tuple[Sealed, bytes, tuple[bytes, ...]]:
    return parts(honest)


@pytest.fixture
def county(tmp_path: Path, town: Town, honest: Path) -> Iterator[Store]:
    del honest
    with Store.open(make_superior(tmp_path / "county.db", town)) as store:
        yield store


def everything(store: Store) -> list[str]:
    return list(store._connection.iterdump())


def received(county: Store, tmp_path: Path, content: bytes) -> Outcome:
    """Receive these bytes; whatever is refused must leave no trace and say one sentence."""
    path = tmp_path / "来包.bizenv"
    path.write_bytes(content)
    before = everything(county)
    outcome = receive_file(county, path, NOW)
    if outcome.taken is Taken.REFUSED:
        assert ONE_SENTENCE.fullmatch(outcome.reason), outcome.reason
        assert everything(county) == before
        folder = county.packages.files.folder
        assert not folder.exists() or not [*folder.rglob("*.*")]
    return outcome


def rows_of(core: bytes) -> Rows:
    with open_core(KIND, core) as opened:
        return {
            table: [
                tuple(row)
                for row in opened.execute(f"SELECT {', '.join(columns(KIND, table))} FROM {table}")
            ]
            for table in CORE_TABLES[KIND]
        }


def put(rows: Rows, table: str, column: str, value: Any, row: int = 0) -> None:
    place = columns(KIND, table).index(column)
    found = list(rows[table][row])
    found[place] = value
    rows[table][row] = tuple(found)


def foreign_answer(rows: Rows) -> None:
    put(rows, "answer", "organisation", "231222199")


def foreign_finding(rows: Rows) -> None:
    put(rows, "finding", "organisation", "231222199")


def other_period(rows: Rows) -> None:
    put(rows, "occurrence", "period", "2026Q3")


def foreign_organisation(rows: Rows) -> None:
    rows["organisation"].append(("231222199", "别的镇", "township", "[]", 0))


def renamed_organisation(rows: Rows) -> None:
    put(rows, "organisation", "name", "别的镇")


def two_self_checks(rows: Rows) -> None:
    rows["self_check"].append(rows["self_check"][0])


def answer_twice(rows: Rows) -> None:
    rows["answer"].append(rows["answer"][0])


def unknown_item(rows: Rows) -> None:
    put(rows, "answer", "item", "Z99")


def unknown_verdict(rows: Rows) -> None:
    put(rows, "answer", "verdict", "excellent")


def impossible_number(rows: Rows) -> None:
    put(rows, "answer", "value", "1e999999999")


def not_a_number(rows: Rows) -> None:
    put(rows, "answer", "numerator", "NaN")


def raised_total(rows: Rows) -> None:
    put(rows, "frozen_score", "total", "100")


def total_without_end(rows: Rows) -> None:
    put(rows, "frozen_score", "total", "9" * 400)


def raised_item(rows: Rows) -> None:
    put(rows, "frozen_item", "score", "2")
    for at, row in enumerate(rows["frozen_item"]):
        rows["frozen_item"][at] = (row[0], row[1], "2")


def lost_item(rows: Rows) -> None:
    rows["frozen_item"].pop()


def hidden_finding(rows: Rows) -> None:
    rows["frozen_finding"].pop()


def closed_without_steps(rows: Rows) -> None:
    put(rows, "frozen_finding", "state", "closed")


def verified_by_himself(rows: Rows) -> None:
    code = rows["frozen_finding"][0][0]
    at = "2026-11-24T09:00:00"
    steps = ("start", "submit", "close")
    rows["finding_event"] = [
        (*rows["finding"][0][:2], code, place, step, at, "王喆", "已整改", "王喆", None, None)
        for place, step in enumerate(steps, 1)
    ]
    put(rows, "frozen_finding", "state", "closed")


def broken_day(rows: Rows) -> None:
    put(rows, "finding", "raised", "2026-13-45")


def count_below_one(rows: Rows) -> None:
    if not rows["occurrence"]:
        rows["occurrence"] = [(*rows["answer"][0][:3], 1, "a", "", "", -5)]
    put(rows, "occurrence", "count", -5)


def huge_count(rows: Rows) -> None:
    if not rows["occurrence"]:
        rows["occurrence"] = [(*rows["answer"][0][:3], 1, "a", "", "", 1)]
    put(rows, "occurrence", "count", 2**62)


def photo_not_brought(rows: Rows) -> None:
    sha256, at = "ab" * 32, "2026-11-24T09:00:00"
    rows["evidence"] = [(sha256, "门口.jpg", "photo", "jpg", 9, 1, 1, None, at, "")]
    rows["evidence_link"] = [(*rows["answer"][0][:3], "answer", 1, sha256, "")]


def photo_with_a_path(rows: Rows) -> None:
    sha256, at = "../../../../etc/passwd", "2026-11-24T09:00:00"
    rows["evidence"] = [(sha256, "../../x", "photo", "../exe", 9, 1, 1, None, at, "")]
    rows["evidence_link"] = [(*rows["answer"][0][:3], "answer", 1, sha256, "")]


def words_too_long(rows: Rows) -> None:
    put(rows, "answer", "note", "长" * (9 << 20))


def no_frozen_score(rows: Rows) -> None:
    rows["frozen_score"].clear()


def other_checklist(rows: Rows) -> None:
    put(rows, "frozen_score", "checklist_sha256", "ab" * 32)


def deep_json(rows: Rows) -> None:
    put(rows, "frozen_score", "vetoed_by", "[" * 100_000)


def no_superiors(rows: Rows) -> None:
    put(rows, "organisation", "path", '{"a": 1}')


FORGERIES = (
    foreign_answer,
    foreign_finding,
    other_period,
    foreign_organisation,
    renamed_organisation,
    two_self_checks,
    answer_twice,
    unknown_item,
    unknown_verdict,
    impossible_number,
    not_a_number,
    raised_total,
    total_without_end,
    raised_item,
    lost_item,
    hidden_finding,
    closed_without_steps,
    verified_by_himself,
    broken_day,
    count_below_one,
    huge_count,
    photo_not_brought,
    photo_with_a_path,
    words_too_long,
    no_frozen_score,
    other_checklist,
    deep_json,
    no_superiors,
)


def test_made_anew_from_its_own_rows_it_is_taken(
    county: Store, tmp_path: Path, town: Town, whole: Any
) -> None:
    """What the forgeries below are made by is no reason to refuse them."""
    sealed, core, blobs = whole
    again = make_core(KIND, rows_of(core))
    outcome = received(county, tmp_path, resealed(town, sealed.header, again, blobs, revision=2))
    assert outcome.taken is Taken.TAKEN, outcome.reason


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_rows_that_disagree_are_refused(
    county: Store, tmp_path: Path, town: Town, whole: Any, forge: Callable[[Rows], None]
) -> None:
    sealed, core, blobs = whole
    rows = rows_of(core)
    forge(rows)
    content = resealed(town, sealed.header, make_core(KIND, rows), blobs)
    assert received(county, tmp_path, content).taken is Taken.REFUSED


SCHEMES = (
    "CREATE TRIGGER t AFTER INSERT ON answer BEGIN SELECT 1; END",
    "CREATE VIEW v AS SELECT 1",
    "CREATE TABLE extra (x)",
    "CREATE INDEX i ON answer (item)",
    "CREATE VIRTUAL TABLE f USING fts5(x)",
    "ALTER TABLE answer ADD COLUMN more TEXT",
    "ALTER TABLE answer ADD COLUMN more TEXT GENERATED ALWAYS AS (hex(zeroblob(99))) VIRTUAL",
    "ALTER TABLE answer RENAME TO answers",
    "DROP TABLE visit",
    "PRAGMA user_version=2",
    "PRAGMA application_id=1",
    "PRAGMA journal_mode=WAL",
    "INSERT INTO sqlite_sequence VALUES ('answer', 1)",
)


@pytest.mark.parametrize("statement", SCHEMES)
def test_a_schema_with_anything_in_it_is_refused(
    county: Store, tmp_path: Path, town: Town, whole: Any, statement: str
) -> None:
    sealed, core, blobs = whole
    place = tmp_path / "core.db"
    place.write_bytes(core)
    with closing(sqlite3.connect(place, isolation_level=None)) as opened:
        if "sqlite_sequence" in statement:
            opened.execute("CREATE TABLE counted (n INTEGER PRIMARY KEY AUTOINCREMENT)")
        opened.execute(statement)
        changed = place.read_bytes() if "WAL" in statement else b""
    changed = changed or place.read_bytes()
    assert received(county, tmp_path, resealed(town, sealed.header, changed, blobs)).taken is (
        Taken.REFUSED
    )


def with_view_in_place_of_a_table(core: bytes, place: Path) -> bytes:
    """`answer` computed by something that never ends, under the very name of the table."""
    place.write_bytes(core)
    with closing(sqlite3.connect(place, isolation_level=None)) as opened:
        opened.execute("PRAGMA writable_schema=ON")
        opened.execute(
            "UPDATE sqlite_master SET type = 'view', rootpage = 0, sql = 'CREATE VIEW answer AS"
            " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n'"
            " WHERE name = 'answer'"
        )
    return place.read_bytes()


def test_a_view_under_a_tables_name_is_refused(
    county: Store, tmp_path: Path, town: Town, whole: Any
) -> None:
    sealed, core, blobs = whole
    changed = with_view_in_place_of_a_table(core, tmp_path / "core.db")
    assert received(county, tmp_path, resealed(town, sealed.header, changed, blobs)).taken is (
        Taken.REFUSED
    )


def test_side_files_beside_a_package_are_not_looked_at(
    county: Store, tmp_path: Path, honest: Path
) -> None:
    """An attacker's log beside the package would be folded in by a program that opened it there."""
    path = tmp_path / "来包.bizenv"
    for side in ("-wal", "-journal", "-shm"):
        (tmp_path / f"{path.name}{side}").write_bytes(b"\x37\x7f\x06\x82" + bytes(4096))
    outcome = received(county, tmp_path, honest.read_bytes())
    assert outcome.taken is Taken.TAKEN
    assert (tmp_path / f"{path.name}-wal").exists(), "and they stay where they are"


@pytest.mark.parametrize(
    "changes",
    [
        {"organisation": "231222199"},
        {"period": "2026Q3"},
        {"sender": Sender("231222199", "别的镇", township().level, township().path)},
        {"sender": Sender(township().code, "冒名镇", township().level, township().path)},
        {"sender": Sender(COUNTY.code, COUNTY.name, COUNTY.level, COUNTY.path)},
        {"blobs": ()},
        {"kind": PackageKind.RELAY},
        {"kind": PackageKind.FEEDBACK},
        {"kind": PackageKind.HANDOVER},
        {"kind": PackageKind.SHARE},
    ],
    ids=repr,
)
def test_a_swapped_header_is_refused(
    county: Store, tmp_path: Path, town: Town, whole: Any, changes: dict[str, Any]
) -> None:
    sealed, core, blobs = whole
    content = resealed(
        town, sealed.header, core, () if changes.get("blobs") == () else blobs, **changes
    )
    assert received(county, tmp_path, content).taken is Taken.REFUSED


def test_a_wrong_blob_is_refused(county: Store, tmp_path: Path, town: Town, whole: Any) -> None:
    sealed, core, blobs = whole
    wrong = (bytes(len(blobs[0])), *blobs[1:])
    assert received(county, tmp_path, resealed(town, sealed.header, core, wrong)).taken is (
        Taken.REFUSED
    )


def test_a_checklist_that_is_none_is_refused(
    county: Store, tmp_path: Path, town: Town, whole: Any
) -> None:
    import hashlib

    sealed, core, _ = whole
    text = b'{"id":"small"}'
    sha256 = hashlib.sha256(text).hexdigest()
    rows = rows_of(core)
    put(rows, "frozen_score", "checklist_sha256", sha256)
    blob = Blob(sha256, len(text), BlobKind.CHECKLIST)
    content = resealed(town, sealed.header, make_core(KIND, rows), (text,), blobs=(blob,))
    assert received(county, tmp_path, content).taken is Taken.REFUSED


def test_a_future_clock_is_taken_and_decides_nothing(
    county: Store, tmp_path: Path, town: Town, whole: Any, honest: Path
) -> None:
    sealed, core, blobs = whole
    late = resealed(town, sealed.header, core, blobs, made="9999-12-31T23:59:59")
    assert received(county, tmp_path, late).taken is Taken.TAKEN
    assert received(county, tmp_path, honest.read_bytes()).taken is Taken.TAKEN
    assert len(county.packages.standing((town.organisation.code, PERIOD.code))) == 2, "a fork"


def test_a_package_of_another_towns_rows_is_refused(
    county: Store, tmp_path: Path, town: Town
) -> None:
    """A trusted town signs its neighbour's self-check as its own."""
    neighbour = make_town(tmp_path / "neighbour", 2)
    sealed, core, blobs = parts(neighbour.submit(tmp_path / "stick").path)
    own = Sender(
        town.organisation.code,
        town.organisation.name,
        town.organisation.level,
        town.organisation.path,
    )
    for changes in (
        {"sender": own},
        {"sender": own, "organisation": own.code},
        {},
    ):
        with town.open() as store:
            key = store.keys.own()
        assert key is not None
        content = resealed(town, replace(sealed.header, key=key.key), core, blobs, **changes)
        assert received(county, tmp_path, content).taken is Taken.REFUSED
