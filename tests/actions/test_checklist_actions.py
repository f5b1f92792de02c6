# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from helpers import NOW, PERIOD, TOWNSHIP, believable_answers, fill_database, make_item
from workbooks import edited, with_cells

from bizenv_desktop import actions
from bizenv_desktop.actions import checklist_actions
from bizenv_desktop.domain.checklists import edit
from bizenv_desktop.domain.checklists.moving import moving
from bizenv_desktop.domain.findings.rectification import edited as edited_finding
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.errors import UserError
from bizenv_desktop.imports.workbook_faults import WorkbookRefused
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.library import Library

COUNTY = Organisation("231222", "兰西县", Level.COUNTY, ("黑龙江省", "绥化市"))
OWN = "small@231222"


@pytest.fixture
def county(tmp_path: Path, small: Checklist) -> Iterator[Store]:
    """A county's database that knows the small checklist."""
    with Store.open(tmp_path / "county.db", create=True) as store:
        actions.set_own_organisation(store, COUNTY)
        store.save_checklist(small)
        yield store


def exported(library: Library, checklist: Checklist, path: Path) -> Path:
    checklist_actions.write_checklist(checklist, library.editions, path)
    return path


def spoilt(path: Path, cells: dict[str, object]) -> Path:
    path.write_bytes(with_cells(path.read_bytes(), cells))
    return path


def test_an_edited_checklist_becomes_the_units_own(
    library: Library, small: Checklist, county: Store, tmp_path: Path
) -> None:
    path = spoilt(exported(library, small, tmp_path / "表.xlsx"), {"检查项!C2": "新题"})
    kept = checklist_actions.import_checklist(library, county, library.editions, path)
    assert (kept.checklist.id, kept.checklist.version, kept.added) == (OWN, 1, True)
    assert kept.checklist.parent == "small"
    assert [each.words for each in kept.change.changed] == ["检查项"]
    assert county.checklist(OWN, 1) == kept.checklist
    assert county.checklist(OWN, 1).items[0].title == "新题"
    # the next edit, from the unit's own or again from the built-in one, is its next version
    again = exported(library, kept.checklist, tmp_path / "2.xlsx")
    spoilt(again, {"检查项!C3": "又一题"})
    second = checklist_actions.import_checklist(library, county, library.editions, again)
    assert (second.checklist.id, second.checklist.version) == (OWN, 2)
    assert county.checklist(OWN, 1) == kept.checklist


def test_what_did_not_change_is_no_version(
    library: Library, small: Checklist, county: Store, tmp_path: Path
) -> None:
    path = exported(library, small, tmp_path / "表.xlsx")
    kept = checklist_actions.import_checklist(library, county, library.editions, path)
    assert (kept.checklist, kept.added) == (small, False)
    assert county.checklist_versions() == (("small", 1),)


def test_nothing_is_kept_of_a_workbook_with_faults(
    library: Library, small: Checklist, county: Store, tmp_path: Path
) -> None:
    path = exported(library, small, tmp_path / "表.xlsx")
    spoilt(path, {"检查项!C2": "新题", "检查项!H2": "扣分"})
    with pytest.raises(WorkbookRefused) as refused:
        checklist_actions.import_checklist(library, county, library.editions, path)
    assert [fault.suggestion for fault in refused.value.faults] == ["逐处扣分"]
    assert county.checklist_versions() == (("small", 1),)


@pytest.mark.parametrize("name", ["没有.xlsx", "."])
def test_a_file_that_cannot_be_read_is_refused(
    library: Library, county: Store, tmp_path: Path, name: str
) -> None:
    with pytest.raises(UserError):
        checklist_actions.import_checklist(library, county, library.editions, tmp_path / name)


def test_without_a_unit_nothing_is_made_ones_own(
    library: Library, small: Checklist, store: Store, tmp_path: Path
) -> None:
    store.save_checklist(small)
    path = exported(library, small, tmp_path / "表.xlsx")
    with pytest.raises(UserError, match="还没有设定本单位"):
        checklist_actions.import_checklist(library, store, library.editions, path)


def test_a_province_locks_and_a_county_adds(
    library: Library, small: Checklist, county: Store, tmp_path: Path
) -> None:
    province = edit.own_copy(small, "230000")
    locked = [item.code for item in province.items if item.method.in_base]
    province = edit.lock_items(province, locked, Level.PROVINCE, locked=True)
    path = exported(library, province, tmp_path / "省.xlsx")
    issued = checklist_actions.import_issued_checklist(library, county, library.editions, path)
    assert (issued.checklist, issued.added) == (province, True)
    again = checklist_actions.import_issued_checklist(library, county, library.editions, path)
    assert not again.added
    # the county edits it: locked items hold, supplements come under codes of its own
    own = checklist_actions.checklist_to_edit(library, county, province.id)
    assert (own.id, own.parent) == (OWN, "small@230000")
    item = make_item(edit.blank_item(own, "A", COUNTY.level).code, dimension="A")
    grown = edit.add_item(replace(own, base_points=own.base_points + item.points), item)
    kept = checklist_actions.keep_checklist(library, county, library.editions, grown)
    assert kept.change.words == "新增1项，修改0项，停用0项，表头改了基本分"
    assert kept.checklist.get("AX01") == item
    path = exported(library, kept.checklist, tmp_path / "县.xlsx")
    spoilt(path, {"检查项!D2": "改省里的标准"})
    with pytest.raises(WorkbookRefused, match="省级锁定的检查项不能改"):
        checklist_actions.import_checklist(library, county, library.editions, path)


def test_an_issued_version_cannot_come_with_other_content(
    library: Library, small: Checklist, county: Store, tmp_path: Path
) -> None:
    path = exported(library, replace(small, note="改了"), tmp_path / "表.xlsx")
    with pytest.raises(UserError, match="第1版已经有了，内容不同"):
        checklist_actions.import_issued_checklist(library, county, library.editions, path)
    foreign = replace(small, id="hlj-2027", version=3)
    path = exported(library, foreign, tmp_path / "新.xlsx")
    kept = checklist_actions.import_checklist(library, county, library.editions, path)
    assert (kept.checklist, kept.added) == (foreign, True)
    path = exported(library, replace(foreign, note="改了"), tmp_path / "新2.xlsx")
    with pytest.raises(UserError, match="第3版已经有了，内容不同"):
        checklist_actions.import_issued_checklist(library, county, library.editions, path)


def test_a_draft_with_faults_is_not_kept_but_survives(library: Library, county: Store) -> None:
    own = checklist_actions.checklist_to_edit(library, county, "small")
    draft = edit.add_item(own, edit.blank_item(own, "B", COUNTY.level))
    with pytest.raises(UserError, match=r"基本分：各检查项分值合计18\.5，与写明的17\.5不符"):
        checklist_actions.keep_checklist(library, county, library.editions, draft)
    assert checklist_actions.open_draft(county) is None
    checklist_actions.save_draft(county, draft)
    assert checklist_actions.open_draft(county) == draft
    checklist_actions.drop_draft(county)
    assert checklist_actions.open_draft(county) is None


def test_what_is_exported_without_being_named(
    library: Library, checklist: Checklist, small: Checklist, county: Store
) -> None:
    def chosen(checklist_id: str | None = None) -> str:
        return checklist_actions.checklist_to_export(library, checklist_id, county).id

    assert checklist_actions.checklist_to_export(library) == checklist
    assert chosen() == "township-centre"
    actions.begin_self_check(county, small, TOWNSHIP, PERIOD, NOW)
    assert chosen() == "small"
    county.save_checklist(edit.own_copy(checklist, COUNTY.code))
    assert chosen() == "township-centre@231222"
    assert chosen("township-centre") == "township-centre"
    with pytest.raises(UserError, match="没有编号为“没有”的自查表；现有：small、township"):
        chosen("没有")


def test_a_workbook_needs_its_ending(
    library: Library, checklist: Checklist, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=r"不是 \.xlsx 文件名"):
        checklist_actions.write_checklist(checklist, library.editions, tmp_path / "表.xls")
    assert list(tmp_path.glob("表*")) == []


# -- moving


@pytest.fixture
def township(tmp_path: Path, small: Checklist) -> Iterator[Store]:
    """A township's database with a self-check all filled in."""
    path = tmp_path / "town.db"
    fill_database(path, small, believable_answers(small.items))
    with Store.open(path) as store:
        yield store


KEY = (TOWNSHIP.code, PERIOD.code)


def new_version(small: Checklist) -> Checklist:
    """A01 changed, A02 retired, A07 added."""
    new = edit.change_item(small, replace(small.item("A01"), standard="更严"), Level.PROVINCE)
    new = edit.add_item(edit.retire_item(new, "A02", Level.PROVINCE), make_item("A07"))
    return edit.next_version(new)


def test_an_open_self_check_moves_in_one_go(township: Store, small: Checklist) -> None:
    wrong = Answer("A02", verdict=Verdict.NOT_MET, note="缺牌子")
    filled = actions.fill(township, KEY, NOW.date())
    actions.save_answers(township, filled, [wrong])
    before = actions.fill(township, KEY, NOW.date())
    finding = edited_finding(before.stored_findings["A02"], person="王喆")
    township.save_findings(KEY, [finding])
    before = actions.fill(township, KEY, NOW.date())

    moved = checklist_actions.move_self_check(township, moving(before, new_version(small)))

    after = actions.fill(township, KEY, NOW.date())
    assert (after.check.checklist, after.check.checklist_version) == ("small", 2)
    assert after.answers["A01"] == replace(before.answers["A01"], confirmed=False)
    assert "A02" not in after.answers
    assert "A02" not in after.stored_findings
    kept = set(before.answers) - {"A01", "A02"}
    assert {code: after.answers[code] for code in kept} == {
        code: before.answers[code] for code in kept
    }
    assert moved.change.answers == {(*KEY, "A01"), (*KEY, "A02")}
    assert moved.change.self_checks == {KEY}
    assert actions.check_database(township, NOW.date()).faults == ()
    with Store.open(moved.backup, read_only=True) as backup:
        old = actions.fill(backup, KEY, NOW.date())
        assert (old.check, old.answers, old.stored_findings) == (
            before.check,
            before.answers,
            before.stored_findings,
        )


def test_older_self_checks_keep_their_version(township: Store, small: Checklist) -> None:
    later = PERIOD.__class__.parse("2027Q1")
    actions.begin_self_check(township, small, TOWNSHIP, later, NOW + timedelta(days=60))
    open_one = actions.fill(township, (TOWNSHIP.code, later.code), NOW.date())
    checklist_actions.move_self_check(township, moving(open_one, new_version(small)))
    versions = {check.period.code: check.checklist_version for check in township.self_checks()}
    assert versions == {"2026Q4": 1, "2027Q1": 2}


def test_a_move_that_comes_too_late_changes_nothing(township: Store, small: Checklist) -> None:
    stale = moving(actions.fill(township, KEY, NOW.date()), new_version(small))
    checklist_actions.move_self_check(township, stale)
    after = actions.fill(township, KEY, NOW.date())
    with pytest.raises(UserError, match="没有换版；请重新打开再试"):
        checklist_actions.move_self_check(township, stale)
    assert actions.fill(township, KEY, NOW.date()) == after


def test_what_a_self_check_may_move_to(library: Library, small: Checklist, county: Store) -> None:
    actions.begin_self_check(county, small, TOWNSHIP, PERIOD, NOW)
    filled = actions.fill(county, KEY, NOW.date())
    assert checklist_actions.checklists_to_move_to(library, county, filled) == ()
    own = edit.own_copy(small, COUNTY.code)
    county.save_checklist(own)
    county.save_checklist(edit.next_version(own))
    county.save_checklist(replace(small, id="hlj-2027"))
    found = checklist_actions.checklists_to_move_to(library, county, filled)
    assert [(each.id, each.version) for each in found] == [(OWN, 2)]


def test_a_row_left_out_of_the_workbook_is_retired(
    library: Library, small: Checklist, county: Store, tmp_path: Path
) -> None:
    last = small.items[-1]
    path = exported(library, small, tmp_path / "表.xlsx")

    def delete(book: Workbook) -> None:
        for name in ("检查项", "依据"):
            sheet = book[name]
            for row in range(sheet.max_row, 1, -1):
                if sheet.cell(row, 1).value == last.code:
                    sheet.delete_rows(row)

    path.write_bytes(edited(path.read_bytes(), delete))
    kept = checklist_actions.import_checklist(library, county, library.editions, path)
    assert [entry.code for entry in kept.checklist.retired] == [last.code]
    assert kept.change.words == "新增0项，修改0项，停用1项"
