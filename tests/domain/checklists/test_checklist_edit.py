# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from helpers import make_item, small_checklist
from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.domain.checklists import edit
from bizenv_desktop.domain.checklists.change import (
    change_faults,
    checklist_change,
    with_history,
)
from bizenv_desktop.domain.checklists.checklist import Checklist, Method, Retired
from bizenv_desktop.domain.checklists.codes import new_code, supplement_level, taken_codes
from bizenv_desktop.domain.checklists.faults import checklist_faults
from bizenv_desktop.domain.checklists.rules import points_left
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.record_json import from_json, to_json
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from bizenv_desktop.library import Library

COUNTY, PROVINCE = Level.COUNTY, Level.PROVINCE


def provincial() -> Checklist:
    """The small checklist as a province sends it down: A01 to A05 locked."""
    codes = [f"A0{number}" for number in range(1, 6)]
    return edit.lock_items(small_checklist(), codes, PROVINCE, locked=True)


def codes(checklist: Checklist) -> list[str]:
    return [item.code for item in checklist.items]


@pytest.mark.parametrize("code", ["A01", "A02", "A03", "A05", "B04", "B05"])
@pytest.mark.parametrize("method", list(Method))
def test_another_method_leaves_only_its_own_table(code: str, method: Method) -> None:
    item = small_checklist().item(code)
    changed = edit.with_method(item, method)
    present = (bool(changed.deductions), changed.measure is not None, changed.tiers is not None)
    methods = (Method.DEDUCTION, Method.MEASURE, Method.TIER)
    assert present == tuple(each is method for each in methods)
    assert bool(changed.points) == (method is not Method.VETO)
    if method is item.method:
        assert changed == item


def test_add_copy_move_retire() -> None:
    small = small_checklist()
    blank = edit.blank_item(small, "A", PROVINCE)
    assert blank.code == "A07"
    assert codes(edit.add_item(small, blank))[5:8] == ["A06", "A07", "B01"]
    assert codes(edit.add_item(small, blank, after="A02"))[:4] == ["A01", "A02", "A07", "A03"]
    copied = edit.copy_item(small, "A02", PROVINCE)
    assert codes(copied)[:4] == ["A01", "A02", "A07", "A03"]
    assert copied.item("A07").deductions == small.item("A02").deductions
    assert codes(edit.move_item(small, "A01", 2))[:3] == ["A02", "A03", "A01"]
    assert codes(edit.move_item(small, "A01", 99))[-1] == "A01"
    gone = edit.retire_item(small, "A03", PROVINCE)
    assert "A03" not in gone.by_code
    assert gone.retired == (Retired("A03", "按时办结率"),)
    assert points_left(gone) == Decimal(2)


def test_a_retired_code_is_never_given_out_again() -> None:
    small = edit.retire_item(small_checklist(), "A06", PROVINCE)
    assert new_code(small, "A", PROVINCE) == "A07"
    with pytest.raises(UserError, match="编号“A06”已经用过"):
        edit.add_item(small, make_item("A06"))


def test_a_dimension_without_items_takes_its_first_in_its_place() -> None:
    small = small_checklist()
    empty = replace(small, items=tuple(i for i in small.items if i.dimension == "B"))
    assert codes(edit.add_item(empty, make_item("A09")))[0] == "A09"


def test_what_a_province_locked_a_county_may_not_touch() -> None:
    checklist = provincial()
    changed = replace(checklist.item("A01"), title="改了")
    for forbidden in (
        lambda: edit.change_item(checklist, changed, COUNTY),
        lambda: edit.retire_item(checklist, "A01", COUNTY),
        lambda: edit.lock_items(checklist, ["A01"], COUNTY, locked=False),
    ):
        with pytest.raises(UserError, match="由省级锁定，不能修改或停用；可以另加补充项"):
            forbidden()
    assert edit.change_item(checklist, changed, PROVINCE).item("A01").title == "改了"
    free = replace(checklist.item("A06"), title="改了")
    assert edit.change_item(checklist, free, COUNTY).item("A06").title == "改了"
    with pytest.raises(UserError, match="不能以省级名义锁定"):
        edit.change_item(checklist, replace(free, locked=PROVINCE), COUNTY)


def test_a_county_adds_supplements_under_codes_of_its_own() -> None:
    checklist = provincial()
    added = edit.add_item(checklist, edit.blank_item(checklist, "A", COUNTY))
    assert codes(added)[6] == "AX01"
    assert supplement_level(added.item("AX01")) is COUNTY
    assert edit.blank_item(added, "A", COUNTY).code == "AX02"
    assert edit.blank_item(added, "A", Level.TOWNSHIP).code == "AZ01"
    assert edit.blank_item(added, "A", PROVINCE).code == "A07"
    assert supplement_level(added.item("A06")) is None
    copied = edit.copy_item(added, "A01", COUNTY)
    assert copied.item("AX02").locked is None


def test_a_unit_makes_a_checklist_its_own_once() -> None:
    small = small_checklist()
    own = edit.own_copy(replace(small, version=7), "231222")
    assert (own.id, own.version, own.parent) == ("small@231222", 1, "small")
    assert edit.own_copy(own, "231222") is own
    below = edit.own_copy(own, "231222102")
    assert (below.id, below.parent) == ("small@231222102", "small@231222")
    assert edit.blank_item(own, "B", COUNTY).code == "BX01"
    assert edit.next_version(own).version == 2


def test_locks_and_retired_codes_are_stored() -> None:
    kept = edit.retire_item(provincial(), "B01", PROVINCE)
    assert from_json(Checklist, to_json(kept)) == kept
    assert '"locked"' not in to_json(small_checklist())


def test_what_changed_is_told() -> None:
    small = small_checklist()
    assert not checklist_change(small, edit.next_version(small))
    item = replace(small.item("A02"), points=Decimal(3), title="牌子")
    after = edit.change_item(small, item, PROVINCE)
    after = edit.retire_item(after, "A01", PROVINCE)
    after = edit.add_item(after, make_item("A07"))
    after = replace(edit.move_item(after, "B01", 0), note="新")
    change = checklist_change(small, after)
    assert [each.words for each in change.changed] == ["检查项、分值"]
    assert change.words == "新增1项，修改1项，停用1项，表头改了说明，次序有调整"


def test_what_a_county_may_not_bring_back() -> None:
    before = edit.retire_item(provincial(), "B05", PROVINCE)
    items = tuple(i for i in before.items if i.code != "A02")
    items = (replace(items[0], points=Decimal(1)), *items[1:])
    added = (make_item("A77"), make_item("B05"), make_item("AX01", dimension="A"))
    after = replace(before, items=(*items, *added), retired=())
    faults = change_faults(before, with_history(after, before), COUNTY)
    assert [(fault.place, fault.reason) for fault in faults] == [
        ("检查项", "缺少省级锁定的“A02 窗口公示牌”，请恢复这一项"),
        ("A01 分值", "省级锁定的检查项不能改，请改回原样"),
        ("A77 编号", "补充项的编号应以“AX”开头，如“AX01”"),
    ]
    assert change_faults(before, with_history(after, before), PROVINCE) == ()


def test_a_row_left_out_is_retired() -> None:
    before = edit.retire_item(small_checklist(), "A03", PROVINCE)
    after = replace(before, items=before.items[1:], retired=())
    assert with_history(after, before).retired == (
        Retired("A03", "按时办结率"),
        Retired("A01", "检查项A01"),
    )


class Edits:
    """Random edits by a unit of one level, as a person clicking about makes them."""

    def __init__(self, start: Checklist, level: Level) -> None:
        self.checklist = start
        self.level = level

    def run(self, steps: list[tuple[str, int]]) -> None:
        for name, number in steps:
            if not self.checklist.items:
                return
            item = self.checklist.items[number % len(self.checklist.items)]
            try:
                self.checklist = self._step(name, item.code, number)
            except UserError as refused:
                assert "锁定" in str(refused)  # noqa: PT017  # the only refusal there may be

    def _step(self, name: str, code: str, number: int) -> Checklist:
        match name:
            case "add":
                return edit.add_item(
                    self.checklist, edit.blank_item(self.checklist, code[0], self.level)
                )
            case "copy":
                return edit.copy_item(self.checklist, code, self.level)
            case "retire":
                return edit.retire_item(self.checklist, code, self.level)
            case "move":
                return edit.move_item(self.checklist, code, number)
            case _:
                item = replace(self.checklist.item(code), problem=f"问题{number}")
                return edit.change_item(self.checklist, item, self.level)


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "copy", "retire", "move", "change"]), st.integers(0, 60)),
    max_size=40,
)


@given(STEPS, st.sampled_from([PROVINCE, COUNTY, Level.TOWNSHIP]))
def test_random_edits_keep_codes_unique_and_never_reused(
    steps: list[tuple[str, int]], level: Level
) -> None:
    start = provincial()
    edits = Edits(start, level)
    edits.run(steps)
    after = edits.checklist
    present = codes(after)
    assert len(set(present)) == len(present)
    assert taken_codes(after) >= taken_codes(start)
    assert not set(present) & {entry.code for entry in after.retired}
    assert len(taken_codes(after)) == len(present) + len(after.retired)


@given(STEPS)
def test_random_edits_of_a_county_pass_its_own_rules(
    library: Library, steps: list[tuple[str, int]]
) -> None:
    start = provincial()
    edits = Edits(start, COUNTY)
    edits.run(steps)
    assert change_faults(start, with_history(edits.checklist, start), COUNTY) == ()
    parts = {fault.part for fault in checklist_faults(edits.checklist, library.editions)}
    assert not parts & {"code", "retired", "locked"}
