# SPDX-License-Identifier: MIT
"""Official texts: looked at, kept after a backup, replaced, forgotten, compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from helpers import NOW, PERIOD, TOWNSHIP, fill_database
from invented_edition import PROVINCIAL_TEXT, PROVINCIAL_TITLE
from invented_text import TEXT, TITLE
from official_texts import SHANDONG, SHANGHAI_2020, SHANGHAI_2024, official_file

from bizenv_desktop import actions
from bizenv_desktop.actions import citation_actions, regulation_actions
from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.domain.regulations.compare import ChangeKind
from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bizenv_desktop.actions.regulation_actions import ImportPlan
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.library import Library

KEY = (TOWNSHIP.code, PERIOD.code)
HLJ = "hlj.yhyshj.2026"


@pytest.fixture
def desk(tmp_path: Path, small: Checklist) -> Iterator[Store]:
    """A township's database with a self-check of the small checklist."""
    path = tmp_path / "db" / "自查.db"
    path.parent.mkdir()
    fill_database(path, small)
    with Store.open(path) as store:
        yield store


def plan(library: Library, store: Store, text: str, *, new: bool = False) -> ImportPlan:
    found = regulation_actions.offer(text, "a.docx", actions.known_editions(library, store))
    chosen = found.facts if new else found.matches[0]
    if new:
        chosen = replace(found.facts, effective=found.facts.effective or date(2022, 7, 1))
    return regulation_actions.plan_import(library, store, found, chosen, "王喆", NOW)


def keep(library: Library, store: Store, text: str, *, new: bool = False) -> ImportPlan:
    made = plan(library, store, text, new=new)
    regulation_actions.keep_import(store, made)
    return made


def test_a_text_is_offered_as_the_built_in_edition_it_belongs_to(library: Library) -> None:
    found = regulation_actions.offer(PROVINCIAL_TEXT, "a.docx", library.editions)
    assert [each.id for each in found.matches] == [HLJ]
    assert found.facts.issuer == "黑龙江省人民代表大会常务委员会"
    assert found.facts.rank is LegalRank.LOCAL_REGULATION
    assert found.facts.effective == date(2026, 3, 1)
    assert found.obstacle == ""


def test_nothing_is_stored_by_looking(library: Library, desk: Store) -> None:
    plan(library, desk, PROVINCIAL_TEXT)
    assert desk.imported_editions() == ()
    assert [each.name for each in desk.path.parent.glob("*.db")] == ["自查.db"]


def test_a_kept_text_shows_in_its_edition_after_a_checked_backup(
    library: Library, desk: Store
) -> None:
    made = plan(library, desk, PROVINCIAL_TEXT)
    kept = regulation_actions.keep_import(desk, made)
    assert kept.change.editions == {HLJ}
    with Store.open(kept.backup, read_only=True) as before:
        assert before.imported_editions() == ()
        assert before.self_checks()
    edition = actions.known_editions(library, desk)[HLJ]
    assert edition.has_official_text
    assert edition.complete
    built_in = library.editions[HLJ].article(2)
    article = edition.article(2)
    assert built_in is not None
    assert article is not None
    assert article.digest == built_in.digest
    assert article.text.startswith("本条例所说的大厅")
    again = plan(library, desk, PROVINCIAL_TEXT)
    assert again.is_known
    assert again.dropped == ()


def test_a_new_text_gets_the_same_id_everywhere(library: Library, desk: Store) -> None:
    made = keep(library, desk, TEXT, new=True)
    edition = made.imported.edition
    other = plan(library, desk, TEXT, new=True).imported.edition
    assert edition.id == other.id
    assert edition.id.endswith(".20220701")
    assert edition.title == TITLE
    assert actions.known_editions(library, desk)[edition.id] == edition


def test_a_new_edition_of_a_known_regulation_joins_it(library: Library, desk: Store) -> None:
    later = PROVINCIAL_TEXT.replace("2025年11月27日", "2028年12月1日").replace("2026年", "2029年")
    made = plan(library, desk, later, new=True)
    assert made.imported.edition.id == "hlj.yhyshj.20290301"
    assert made.imported.edition.regulation == library.editions[HLJ].regulation


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"effective": None}, "还要填写施行日期"),
        ({"issuer": " ", "rank": None}, "还要填写制定机关、效力等级"),
        ({"title": ""}, "还要填写法规名称"),
    ],
)
def test_what_is_missing_is_named(
    library: Library, desk: Store, changes: dict[str, object], words: str
) -> None:
    found = regulation_actions.offer(PROVINCIAL_TEXT, "a.docx", library.editions)
    facts = replace(found.facts, **changes)
    with pytest.raises(UserError, match=words):
        regulation_actions.plan_import(library, desk, found, facts, "王喆", NOW)


def test_a_number_that_stands_twice_is_an_obstacle(library: Library, desk: Store) -> None:
    found = regulation_actions.offer(
        PROVINCIAL_TEXT.replace("第七条", "第六条"), "a.docx", library.editions
    )
    assert "第六条出现了两次" in found.obstacle
    assert found.matches == ()
    with pytest.raises(UserError, match="第六条出现了两次"):
        regulation_actions.plan_import(library, desk, found, found.facts, "王喆", NOW)


@pytest.mark.parametrize("name", ["", "  ", "王" * 41])
def test_somebody_must_have_imported_it(library: Library, desk: Store, name: str) -> None:
    found = regulation_actions.offer(PROVINCIAL_TEXT, "a.docx", library.editions)
    with pytest.raises(UserError):
        regulation_actions.plan_import(library, desk, found, found.matches[0], name, NOW)


def test_a_corrected_text_drops_only_the_citations_it_touches(
    library: Library, desk: Store, small: Checklist
) -> None:
    keep(library, desk, PROVINCIAL_TEXT)
    editions = actions.known_editions(library, desk)
    for item, place in (("A01", Citation(HLJ, 3, 1)), ("A02", Citation(HLJ, 3, 2))):
        made = citation_actions.confirmation(editions, small, item, place, "王喆", NOW)
        citation_actions.confirm(desk, made)
    made_again = keep(library, desk, PROVINCIAL_TEXT.replace("当天更换", "三天内更换"))
    assert [each.item for each in made_again.dropped] == ["A02"]
    assert [each.item for each in desk.citations()] == ["A01"]


def test_a_forgotten_text_leaves_the_built_in_edition(library: Library, desk: Store) -> None:
    made = keep(library, desk, TEXT, new=True)
    kept = regulation_actions.forget_edition(desk, made.imported.edition.id)
    assert kept.backup.exists()
    assert actions.known_editions(library, desk) == library.editions
    with pytest.raises(UserError, match="没有导入过"):
        regulation_actions.forget_edition(desk, made.imported.edition.id)


def test_a_text_a_checklist_names_stays(library: Library, desk: Store) -> None:
    keep(library, desk, PROVINCIAL_TEXT)
    with pytest.raises(UserError, match="对照的就是这一版本"):
        regulation_actions.forget_edition(desk, HLJ)


def test_two_imported_editions_are_compared(library: Library, desk: Store) -> None:
    keep(library, desk, PROVINCIAL_TEXT)
    later = (
        PROVINCIAL_TEXT.replace("2025年11月27日", "2028年12月1日")
        .replace("2026年", "2029年")
        .replace("第三章　守信践诺\n第六条", "第三章　守信践诺\n第六条　新加的一条。\n第七条")
        .replace("第八条　本", "第九条　本")
        .replace("第七条　不得", "第八条　不得")
    )
    new = keep(library, desk, later, new=True).imported.edition.id
    editions = actions.known_editions(library, desk)
    found = regulation_actions.comparison(editions, HLJ, new)
    assert found.count(ChangeKind.ADDED) == 1
    assert found.count(ChangeKind.MOVED) == 2
    with pytest.raises(UserError, match="还没有导入官方文本"):
        regulation_actions.comparison(editions, "hlj.yhyshj.2023", new)
    with pytest.raises(UserError, match="没有编号为“x”的法规版本"):
        regulation_actions.comparison(editions, "x", new)


def test_real_texts_are_imported_and_compared(library: Library, desk: Store) -> None:
    ids = []
    for name in (SHANDONG, SHANGHAI_2020, SHANGHAI_2024):
        found = regulation_actions.read_offer(official_file(name), library.editions)
        facts = replace(found.facts, effective=found.facts.effective or date(2024, 11, 1))
        made = regulation_actions.plan_import(library, desk, found, facts, "王喆", NOW)
        regulation_actions.keep_import(desk, made)
        ids.append(made.imported.edition.id)
    editions = actions.known_editions(library, desk)
    assert editions[ids[0]].issuer == "山东省人民代表大会常务委员会"
    assert len(editions[ids[0]].articles) == 67
    assert editions[ids[1]].regulation == editions[ids[2]].regulation
    effects = regulation_actions.comparison(editions, ids[1], ids[2])
    assert effects.count(ChangeKind.ADDED) > 0


def test_the_title_of_the_fixture_is_the_built_in_one(library: Library) -> None:
    assert library.editions[HLJ].title == PROVINCIAL_TITLE
