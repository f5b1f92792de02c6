# SPDX-License-Identifier: MIT
"""The reader: which editions, how sure we are, what rests on an article, how it is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from bizenv_desktop.domain.regulations.regulation import Citation, Status
from bizenv_desktop.gui.regulations.models import ArticleTree, EditionList, RecordRole
from bizenv_desktop.gui.regulations.reader import Reader
from bizenv_desktop.gui.regulations.shelf import Shelf, standing
from bizenv_desktop.gui.two_lines import SecondRole

if TYPE_CHECKING:
    from datetime import date

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.library import Library

LICENSING = Citation("cn.xzxkf.2019", 32, 1, 4)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> Reader:
    made = Reader(workspace)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.refresh()
    return made


@pytest.fixture(scope="module")
def shelf(library: Library, checklist: Checklist) -> Shelf:
    return Shelf(library.editions, checklist.items, {}, library.initials)


@pytest.fixture
def day(workspace: Workspace) -> date:
    return workspace.clock().date()


def texts(page: Reader) -> list[str]:
    return [each.text() for each in page.article_view.findChildren(QLabel)]


def buttons(page: Reader) -> list[QPushButton]:
    return page.article_view.findChildren(QPushButton)


def shown_editions(page: Reader) -> list[str]:
    model = page.edition_list.model()
    records = [model.index(row, 0).data(RecordRole) for row in range(model.rowCount())]
    return [edition.id for edition in records if edition is not None]


def test_they_are_sound_models(qtmodeltester: ModelTester, shelf: Shelf, day: date) -> None:
    editions = EditionList()
    editions.show({edition.id: 0 for edition in shelf.editions}, shelf.editions, day)
    qtmodeltester.check(editions)
    for edition in shelf.editions:
        tree = ArticleTree()
        tree.show(edition, edition.articles, whole=True)
        qtmodeltester.check(tree)


def test_all_editions_are_there_the_subject_first_the_newest_first(
    page: Reader, library: Library
) -> None:
    shown = shown_editions(page)
    assert sorted(shown) == sorted(library.editions)
    assert shown[:4] == ["cn.yhyshj.2020", "hlj.yhyshj.2026", "hlj.yhyshj.2023", "hlj.yhyshj.2019"]


@pytest.mark.parametrize(
    ("edition", "words"), [("hlj.yhyshj.2026", "现行"), ("hlj.yhyshj.2023", "已失效")]
)
def test_it_says_which_edition_is_in_force(
    library: Library, day: date, edition: str, words: str
) -> None:
    assert standing(library.editions[edition], day) == words


def test_every_article_of_every_edition_can_be_opened(page: Reader, shelf: Shelf) -> None:
    for edition in shelf.editions:
        for article in edition.articles:
            page.show_citation(Citation(edition.id, article.number, insert=article.insert))
            assert page.edition is edition
            assert page.article is article
            assert article.label in texts(page)


def test_what_was_not_read_is_marked_and_cannot_be_cited(page: Reader, library: Library) -> None:
    edition = library.editions["hlj.yhyshj.2026"]
    inferred = next(one for one in edition.articles if one.status is Status.INFERRED)
    page.show_citation(Citation(edition.id, inferred.number))
    assert Status.INFERRED.label in texts(page)
    assert not [each for each in buttons(page) if each.text() == "复制引用"]


def test_an_incomplete_edition_says_so(page: Reader) -> None:
    page.show_citation(Citation("hlj.yhyshj.2026", 1))
    words = " ".join(each.text() for each in page.findChildren(QLabel))
    assert "其余各条待核" in words
    assert "2026年3月1日" in page.facts


def test_a_citation_is_copied_in_official_form(page: Reader) -> None:
    page.show_citation(LICENSING)
    copy = next(
        each for each in buttons(page) if each.accessibleName().endswith("第一款第（四）项")
    )
    copy.click()
    expected = "《中华人民共和国行政许可法》第三十二条第一款第（四）项"
    assert QGuiApplication.clipboard().text() == expected


def test_the_items_that_rest_on_an_article_lead_to_the_self_check(
    qtbot: QtBot, page: Reader, checklist: Checklist
) -> None:
    page.show_citation(LICENSING)
    resting = [
        item.code
        for item in checklist.items
        if item.method.in_base
        and any((one.edition, one.article) == ("cn.xzxkf.2019", 32) for one in item.citations)
    ]
    assert resting
    links = [each for each in buttons(page) if each.text().startswith(resting[0])]
    with qtbot.waitSignal(page.spot_requested) as caught:
        links[0].click()
    assert caught.args == [resting[0], None]


def test_every_citation_of_the_checklist_leads_to_an_article(
    page: Reader, checklist: Checklist
) -> None:
    for item in checklist.items:
        for citation in item.citations:
            page.show_citation(citation)
            assert page.article is not None
            assert page.article.number == citation.article


def test_search_keeps_only_editions_with_hits_and_says_how_many(page: Reader) -> None:
    page.search_line.setText("无障碍")
    assert "cn.wzahj.2023" in shown_editions(page)
    assert "hlj.yhyshj.2019" not in shown_editions(page)
    model = page.edition_list.model()
    assert "条符合" in model.index(1, 0).data(SecondRole)


@pytest.mark.parametrize("query", ["第36条", "第三十六条"])
def test_an_article_is_found_by_its_number(page: Reader, query: str) -> None:
    page.show_citation(Citation("cn.yhyshj.2020", 1))
    page.search_line.setText(query)
    assert page.edition is not None
    assert page.edition.id == "cn.yhyshj.2020"
    assert page.article is not None
    assert page.article.number == 36


def test_initials_search(page: Reader, shelf: Shelf, library: Library) -> None:
    page.search_line.setText("scsh")  # 市场…
    for name in shown_editions(page):
        assert shelf.found(library.editions[name], "scsh")


def test_nothing_found_is_said(page: Reader) -> None:
    page.search_line.setText("没有这样的字句")
    assert not shown_editions(page)
    assert page.edition is None
    page.search_line.clear()
    assert page.edition is not None


def test_it_reads_without_a_self_check(qtbot: QtBot, empty_workspace: Workspace) -> None:
    page = Reader(empty_workspace)
    qtbot.addWidget(page)
    page.refresh()
    assert page.article is not None
