# SPDX-License-Identifier: MIT
"""Confirming where an item stands in the text, sharing that, and moving it to a new edition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from helpers import NOW, PERIOD, TOWNSHIP, believable_answers, fill_database
from invented_edition import PROVINCIAL_TEXT, PROVINCIAL_TITLE

from bizenv_desktop import actions
from bizenv_desktop.actions import checklist_actions, citation_actions, regulation_actions
from bizenv_desktop.domain.checklists.moving import moving
from bizenv_desktop.domain.papers.rectification_list import PROVINCIAL_PENDING
from bizenv_desktop.domain.papers.score_report import score_record
from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.domain.regulations.citation_effect import EffectKind
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
    from bizenv_desktop.library import Library

    Confirm = Callable[..., ConfirmedCitation]

HLJ = "hlj.yhyshj.2026"
KEY = (TOWNSHIP.code, PERIOD.code)
PRINTED = f"《{PROVINCIAL_TITLE}》第三条第二款"
LATER_TEXT = (
    PROVINCIAL_TEXT.replace("2025年11月27日", "2028年12月1日")
    .replace("2026年", "2029年")
    .replace("第八条　本", "第九条　本")
    .replace("第七条　不得", "第八条　不得")
    .replace("第六条　对办", "第七条　对办")
    .replace("第五条　乡镇", "第六条　乡镇")
    .replace("第五条　乡镇", "第六条　乡镇")
    .replace("第四条　大厅", "第五条　大厅")
    .replace("第三条　窗口", "第三条　新加的一条，讲的是别的事。\n第四条　窗口")
    .replace("有系统可用", "有系统能用，天天都开着，节假日也开着，坏了有人修，修好了再用")
    .replace("承诺书存档备查", "承诺书存档备查，逾期未兑现的在门口公示并说明原因和新的期限")
)
"""Everything from article 3 on moves by one, two are changed."""


def keep(library: Library, store: Store, text: str, *, new: bool = False) -> str:
    found = regulation_actions.offer(text, "a.docx", actions.known_editions(library, store))
    chosen = found.facts if new else found.matches[0]
    plan = regulation_actions.plan_import(library, store, found, chosen, "王喆", NOW)
    regulation_actions.keep_import(store, plan)
    return plan.imported.edition.id


@pytest.fixture
def desk(tmp_path: Path, small: Checklist, library: Library) -> Iterator[Store]:
    """A township with a filled self-check and the official text of the edition it names."""
    path = tmp_path / "自查.db"
    fill_database(path, small, believable_answers(small.items))
    with Store.open(path) as store:
        keep(library, store, PROVINCIAL_TEXT)
        yield store


@pytest.fixture
def confirm(desk: Store, small: Checklist, library: Library) -> Confirm:
    def one(item: str, *place: int, edition: str = HLJ) -> ConfirmedCitation:
        editions = actions.known_editions(library, desk)
        made = citation_actions.confirmation(
            editions, small, item, Citation(edition, *place), " 王喆 ", NOW
        )
        citation_actions.confirm(desk, made)
        return made

    return one


@pytest.fixture
def day() -> date:
    return NOW.date()


def basis(library: Library, store: Store, item: str, key: tuple[str, str] = KEY) -> list[str]:
    filled = actions.fill(store, key, NOW.date())
    record = score_record(filled, actions.known_editions(library, store))
    return next(each["citations"] for each in record["items"] if each["code"] == item)


def test_the_right_article_is_proposed_first(
    library: Library, desk: Store, small: Checklist
) -> None:
    seen = []
    topics = {"A02": ("窗口公示牌",), "A05": ("下沉", "高频事项"), "B01": ("承诺", "兑现")}
    items = tuple(replace(small.item(code), topic_words=words) for code, words in topics.items())
    edition = actions.known_editions(library, desk)[HLJ]
    asked = replace(small, items=items)
    found = citation_actions.proposals(edition, asked, lambda *at: seen.append(at))
    first = {code: proposed[0].place.article for code, proposed in found.items()}
    assert first == {"A02": 3, "A05": 5, "B01": 6}
    assert seen == [(0, 3), (1, 3), (2, 3)]


def test_a_confirmed_citation_is_printed_everywhere(
    library: Library, desk: Store, small: Checklist, confirm: Confirm, day: date
) -> None:
    assert PROVINCIAL_PENDING in basis(library, desk, "A02")
    made = confirm("A02", 3, 2)
    assert made.confirmed_by == "王喆"
    assert basis(library, desk, "A02")[-1] == PRINTED
    assert PROVINCIAL_PENDING not in basis(library, desk, "A02")
    assert PROVINCIAL_PENDING in basis(library, desk, "A01")
    filled = actions.fill(desk, KEY, day)
    code = filled.findings[0].item.code
    confirm(code, 3, 2)
    record = actions.list_record(desk, KEY, library, day)
    assert record.rows[0].basis[-1] == PRINTED


def test_another_checklist_with_such_codes_does_not_print_it(
    library: Library, desk: Store, small: Checklist, confirm: Confirm
) -> None:
    confirm("A02", 3, 2)
    other = replace(small, id="another")
    desk.save_checklist(other)
    assert actions.confirmed_for(desk, other) == {}
    own = replace(small, id=f"small@{TOWNSHIP.code}")
    assert actions.confirmed_for(desk, own).keys() == {"A02"}


@pytest.mark.parametrize(
    ("item", "place", "words"),
    [
        ("Z99", Citation(HLJ, 3), "没有编号为“Z99”的检查项"),
        ("A01", Citation(HLJ, 9), "共8条，没有第九条"),
        ("A01", Citation(HLJ, 3, 3), "没有列出第三款"),
        ("A01", Citation("x", 3), "没有编号为“x”的法规版本"),
        ("A01", Citation("cn.yhyshj.2020", 34), "还没有导入正式文本"),
    ],
)
def test_what_cannot_stand_is_not_confirmed(
    library: Library, desk: Store, small: Checklist, item: str, place: Citation, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        citation_actions.confirmation(
            actions.known_editions(library, desk), small, item, place, "王喆", NOW
        )


def test_one_offices_work_serves_another(
    library: Library, desk: Store, small: Checklist, confirm: Confirm, tmp_path: Path
) -> None:
    confirm("A02", 3, 2)
    confirm("B01", 6)
    out = tmp_path / "条号.json"
    assert citation_actions.write_confirmations(desk, HLJ, small, out) == 2
    other_path = tmp_path / "别处.db"
    fill_database(other_path, small)
    with Store.open(other_path) as other:
        with pytest.raises(UserError, match="还没有导入它的正式文本"):
            citation_actions.read_confirmations(other, out)
        # the same text from another file, laid out in another way
        keep(library, other, PROVINCIAL_TEXT.replace("　", "  "))
        mine = citation_actions.confirmation(
            actions.known_editions(library, other), small, "B01", Citation(HLJ, 7), "李㐱", NOW
        )
        citation_actions.confirm(other, mine)
        received = citation_actions.read_confirmations(other, out)
        assert [each.item for each in received.added] == ["A02"]
        assert [each.item for each in received.differing] == ["B01"]
        citation_actions.keep_received(other, received)
        assert citation_actions.confirmed_in(other, small, HLJ)["B01"] == mine
        citation_actions.keep_received(other, received, replacing=True)
        assert other.citations() == desk.citations()
        again = citation_actions.read_confirmations(other, out)
        assert (again.added, len(again.same), again.differing) == ((), 2, ())


def test_a_file_for_another_text_is_refused(
    library: Library, desk: Store, small: Checklist, confirm: Confirm, tmp_path: Path
) -> None:
    confirm("A02", 3, 2)
    out = tmp_path / "条号.json"
    citation_actions.write_confirmations(desk, HLJ, small, out)
    keep(library, desk, PROVINCIAL_TEXT.replace("不得乱收费", "不得收费"))
    with pytest.raises(UserError, match="文字不同，没有导入"):
        citation_actions.read_confirmations(desk, out)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xff\xfe", b"{}", b"[" * 6_000_000])
def test_any_other_file_is_refused(desk: Store, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    with pytest.raises(UserError, match="确认的条号"):
        citation_actions.read_confirmations(desk, path)
    with pytest.raises(UserError, match="打不开"):
        citation_actions.read_confirmations(desk, tmp_path)


def test_there_must_be_something_to_write(desk: Store, small: Checklist, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="还没有确认过条号"):
        citation_actions.write_confirmations(desk, HLJ, small, tmp_path / "a.json")
    with pytest.raises(UserError, match="请以"):
        citation_actions.write_confirmations(desk, HLJ, small, tmp_path / "a.xlsx")
    assert not list(tmp_path.glob("a.*"))


def test_renumbered_citations_are_carried_to_the_new_edition(
    library: Library, desk: Store, small: Checklist, confirm: Confirm
) -> None:
    confirm("A01", 2)
    confirm("A02", 3, 2)
    confirm("A05", 5, None, 2)
    confirm("B01", 6)
    new = keep(library, desk, LATER_TEXT, new=True)
    editions = actions.known_editions(library, desk)
    found = citation_actions.effects(regulation_actions.comparison(editions, HLJ, new), desk, small)
    kinds = {each.citation.item: each.effect.kind for each in found}
    assert kinds == {
        "A01": EffectKind.STANDS,
        "A02": EffectKind.MOVED,
        "A05": EffectKind.REVIEW,
        "B01": EffectKind.REVIEW,
    }
    assert citation_actions.can_carry(found) == 2
    change = citation_actions.carry_citations(desk, found, "李㐱", NOW)
    assert {item for _, item, _ in change.citations} == {"A01", "A02"}
    moved = citation_actions.confirmed_in(desk, small, new)
    assert moved["A02"].place == Citation(new, 4, 2)
    assert moved["A02"].confirmed_by == "李㐱"
    assert citation_actions.confirmed_in(desk, small, HLJ).keys() == kinds.keys()
    assert citation_actions.carry_citations(desk, found, "李㐱", NOW).citations == frozenset()


def test_old_self_checks_keep_printing_the_edition_they_were_made_under(
    library: Library, desk: Store, small: Checklist, confirm: Confirm, day: date
) -> None:
    confirm("A02", 3, 2)
    new = keep(library, desk, LATER_TEXT, new=True)
    editions = actions.known_editions(library, desk)
    found = citation_actions.effects(regulation_actions.comparison(editions, HLJ, new), desk, small)
    citation_actions.carry_citations(desk, found, "李㐱", NOW)
    kept = citation_actions.use_edition(library, desk, editions, small, new)
    assert kept.checklist.edition == new
    assert basis(library, desk, "A02")[-1] == PRINTED
    later = PERIOD.previous()
    actions.begin_self_check(desk, kept.checklist, TOWNSHIP, later, NOW)
    key = (TOWNSHIP.code, later.code)
    assert basis(library, desk, "A02", key)[-1] == f"《{PROVINCIAL_TITLE}》第四条第二款"
    # an open self-check may be moved to it: nothing is asked again
    move = moving(actions.fill(desk, KEY, day), kept.checklist)
    assert (move.to_look_again, move.removed) == ((), ())
    checklist_actions.move_self_check(desk, move)
    assert basis(library, desk, "A02")[-1] == f"《{PROVINCIAL_TITLE}》第四条第二款"
