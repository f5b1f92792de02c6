# SPDX-License-Identifier: MIT
"""Everything comes back as it was written, whole, and one file is the whole."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from helpers import LONG_NOTE, NOW, PERIOD, RARE, TOWNSHIP

from bizenv_desktop.domain.checklists.checklist import Checklist, ScoringOptions
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, SelfCheck, Verdict
from bizenv_desktop.errors import DatabaseError, UserError
from bizenv_desktop.storage import Change, Store

if TYPE_CHECKING:
    from pathlib import Path

KEY = (TOWNSHIP.code, PERIOD.code)
TEXTS = [
    RARE,
    LONG_NOTE,
    "喆" * 1_000_000,
    "制表\t换行\n<&>\"'`;--%_\\",
    "  前后空白  ",
    "👩‍🌾\u200b\u3000",
    "'); DROP TABLE answer; --",
]


@pytest.fixture
def begun(store: Store, small: Checklist) -> Store:
    """A store with one self-check, nothing answered yet."""
    store.save_organisation(TOWNSHIP)
    store.save_checklist(small)
    store.create_self_check(SelfCheck(TOWNSHIP, PERIOD, small.id, 1, ScoringOptions(), NOW))
    return store


def again(store: Store) -> Store:
    """The same file opened anew: nothing is remembered but what was written."""
    store.close()
    return Store.open(store.path)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_any_text_comes_back_the_same_from_every_column(begun: Store, text: str) -> None:
    answer = Answer(
        "A02",
        Verdict.PARTLY_MET,
        note=text,
        na_reason=text,
        evidence=text,
        occurrences=(Occurrence("a", text, text), Occurrence("b", text, "", 9999)),
    )
    finding = Finding("A02", date(2026, 11, 23), text, text, text, text, text, None, text, text)
    organisation = Organisation("X001", text, Level.COUNTY, (text, text), sample=True)
    begun.save_answers(KEY, [answer], [finding])
    begun.save_organisation(organisation)
    begun.save_setting("words", {text: [text]})
    begun.remember("place", text)
    check = replace(begun.self_check(KEY), preparer=text, reviewer=text, head=text)
    begun.save_self_check(check)
    with again(begun) as store:
        assert store.answers(KEY) == {"A02": answer}
        assert store.findings(KEY) == {"A02": finding}
        assert store.organisation("X001") == organisation
        assert store.setting("words") == {text: [text]}
        assert store.remembered("place") == (text.strip(),)
        assert store.self_check(KEY) == check
        assert store.faults() == ()


def test_text_that_cannot_be_stored_is_cleaned_not_refused(begun: Store) -> None:
    dirty = "一\x00\r\n二\ud842三"
    begun.save_answers(KEY, [Answer("A01", note=dirty)])
    begun.save_setting("words", dirty)
    begun.remember("unit", dirty)
    assert begun.answers(KEY)["A01"].note == "一\n二三"
    assert begun.remembered("unit") == ("一\n二三",)


@pytest.mark.parametrize("number", ["0", "0.01", "12.5", "99999999.99", "1E+2", "3.00"])
def test_numbers_come_back_exactly(begun: Store, number: str) -> None:
    value = Decimal(number)
    answer = Answer("A03", numerator=value, denominator=value, value=value, before=value)
    begun.save_answers(KEY, [answer])
    with again(begun) as store:
        assert store.answers(KEY) == {"A03": answer}
        row = store._connection.execute("SELECT numerator, typeof(numerator) FROM answer")
        assert tuple(row.fetchone()) == (format(value.normalize(), "f"), "text")


def test_a_blank_answer_is_removed_with_its_occurrences(begun: Store) -> None:
    found = (Occurrence("a"), Occurrence("b", count=3))
    begun.save_answers(KEY, [Answer("A02", Verdict.PARTLY_MET, occurrences=found)])
    fewer = Answer("A02", Verdict.PARTLY_MET, occurrences=found[1:])
    assert begun.save_answers(KEY, [fewer]) == Change(answers=frozenset({(*KEY, "A02")}))
    assert begun.answers(KEY) == {"A02": fewer}
    begun.save_answers(KEY, [Answer("A02")])
    assert begun.answers(KEY) == {}
    assert begun._connection.execute("SELECT count(*) FROM occurrence").fetchone()[0] == 0


def test_answers_and_the_findings_they_raise_are_one_edit(begun: Store) -> None:
    finding = Finding("A01", date(2026, 11, 23))
    change = begun.save_answers(KEY, [Answer("A01", Verdict.NOT_MET)], [finding])
    assert change == Change(answers=frozenset({(*KEY, "A01")}), findings=frozenset({(*KEY, "A01")}))
    with pytest.raises(sqlite3.IntegrityError):
        begun.save_answers(KEY, [Answer("B01", Verdict.MET), Answer("", Verdict.MET)], [finding])
    assert begun.answers(KEY).keys() == {"A01"}


def test_changes_add_up() -> None:
    one = Change(answers=frozenset({("a", "b", "c")}), settings=frozenset({"x"}))
    other = Change(organisations=frozenset({"1"}), settings=frozenset({"y"}))
    assert one | other == Change(
        answers=frozenset({("a", "b", "c")}),
        organisations=frozenset({"1"}),
        settings=frozenset({"x", "y"}),
    )


def test_a_period_has_one_self_check(begun: Store, small: Checklist) -> None:
    check = SelfCheck(TOWNSHIP, PERIOD, small.id, 1, ScoringOptions(), NOW)
    with pytest.raises(UserError, match=r"^2026年第4季度的自查已经建立，请直接打开它。$"):
        begun.create_self_check(check, [Answer("A01", Verdict.MET)])
    assert begun.answers(KEY) == {}
    elsewhere = replace(check, period=Period.parse("2027Q1"))
    for refused in (begun.save_self_check, lambda c: begun.self_check(c.key)):
        with pytest.raises(UserError, match="的自查；请先建立这一期自查。"):
            refused(elsewhere)


def test_self_checks_come_latest_first(begun: Store, small: Checklist) -> None:
    for code in ("2026Q1", "2026Y", "2026M12", "2025Y", "2026H1"):
        begun.create_self_check(
            SelfCheck(TOWNSHIP, Period.parse(code), small.id, 1, ScoringOptions(), NOW)
        )
    codes = [check.period.code for check in begun.self_checks()]
    assert codes == ["2026M12", "2026Q4", "2026Y", "2026H1", "2026Q1", "2025Y"]


def test_a_kept_checklist_is_never_rewritten(begun: Store, small: Checklist) -> None:
    begun.save_checklist(replace(small, title="改过的"))
    assert begun.checklist(small.id, 1) == small
    begun.save_checklist(replace(small, title="新版", version=2))
    assert begun.checklist(small.id, 2).title == "新版"
    assert begun.checklist(small.id, 1) == small
    assert begun.checklist_versions() == (("small", 1), ("small", 2))
    with pytest.raises(DatabaseError, match="没有自查表“small”第3版"):
        begun.checklist(small.id, 3)


def test_switches_and_signatories_are_kept(begun: Store) -> None:
    options = ScoringOptions(bonus=True, veto=True, grades=True)
    check = replace(begun.self_check(KEY), options=options, preparer="李㐱")
    begun.save_self_check(check)
    assert begun.self_check(KEY) == check
    assert begun.self_check(KEY).created == datetime(2026, 11, 23, 14, 32)  # noqa: DTZ001


@pytest.mark.parametrize("value", [None, True, 0, 1.5, "", [], {}, {"列": [1, None]}])
def test_settings_hold_what_json_holds(begun: Store, value: object) -> None:
    assert begun.setting("a", "未设") == "未设"
    assert begun.save_setting("a", value) == Change(settings=frozenset({"a"}))
    assert begun.setting("a", "未设") == value


def test_words_typed_once_are_offered_by_use(store: Store) -> None:
    for words in ("王喆", "李㐱", " 李㐱 ", "", "  ", "赵𬭎"):
        store.remember("person", words)
    store.remember("unit", "党政办")
    assert store.remembered("person") == ("李㐱", "王喆", "赵𬭎")
    assert store.remembered("unit") == ("党政办",)
    assert store.remembered("leader") == ()


def test_organisations_are_kept_by_code(store: Store) -> None:
    county = Organisation("231222", "兰西县", Level.COUNTY, ("黑龙江省", "绥化市"))
    store.save_organisation(TOWNSHIP)
    store.save_organisation(county)
    store.save_organisation(replace(TOWNSHIP, name="新镇", sample=False))
    assert store.organisations() == (county, replace(TOWNSHIP, name="新镇", sample=False))
    assert store.organisation("0") is None


def test_closing_leaves_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    with Store.open(folder / "a.db", create=True) as store:
        store.save_setting("a", "x" * 100_000)
        assert (folder / "a.db-wal").stat().st_size > 100_000
    assert [entry.name for entry in folder.iterdir()] == ["a.db"]
    copy = folder / "b.db"
    copy.write_bytes((folder / "a.db").read_bytes())
    with Store.open(copy) as store:
        assert store.setting("a") == "x" * 100_000


def test_a_store_belongs_to_one_thread(store: Store) -> None:
    caught: list[type[BaseException]] = []

    def elsewhere() -> None:
        try:
            store.organisations()
        except sqlite3.ProgrammingError as error:
            caught.append(type(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert caught == [sqlite3.ProgrammingError]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE self_check SET checklist_version = 'one'",
        "UPDATE self_check SET bonus = 2",
        "UPDATE self_check SET checklist_version = 9",
        "UPDATE self_check SET period = '昨天'",
        "UPDATE answer SET verdict = 'good'",
        "UPDATE answer SET numerator = 'NaN'",
        "UPDATE answer SET numerator = '-1'",
        "UPDATE answer SET numerator = '1e9'",
        "UPDATE answer SET value = '1234567890123'",
        "UPDATE answer SET item = ''",
        "UPDATE answer SET organisation = 'nobody'",
        "UPDATE occurrence SET count = 0",
        "UPDATE occurrence SET count = 1.5",
        "UPDATE finding SET raised = '昨天'",
        "UPDATE finding SET due = '2026-02-30'",
        "UPDATE checklist SET content = ''",
        "DELETE FROM organisation",
        "DELETE FROM checklist",
    ],
)
def test_the_schema_refuses_what_makes_no_sense(begun: Store, statement: str) -> None:
    found = (Occurrence("a"),)
    answer = Answer("A02", Verdict.PARTLY_MET, occurrences=found, numerator=Decimal(1))
    begun.save_answers(KEY, [answer], [Finding("A02", date(2026, 11, 23))])
    with pytest.raises(sqlite3.IntegrityError):
        begun._connection.execute(statement)


def test_broken_references_are_faults(begun: Store) -> None:
    begun.save_answers(KEY, [Answer("A01", Verdict.MET)])
    with closing(sqlite3.connect(begun.path, isolation_level=None)) as careless:
        careless.execute("DELETE FROM self_check")
    assert begun.faults() == ("表 answer 有一行引用的 self_check 记录不存在。",)
