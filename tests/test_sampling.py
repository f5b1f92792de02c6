# SPDX-License-Identifier: MIT
"""The sample as files: the same every time, and never over what is not a sample."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from helpers import believable_answers, fill_database
from reports.pdf_reading import page_texts, squeezed

from bizenv_desktop import actions
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError
from bizenv_desktop.sampling import make_sample
from bizenv_desktop.storage import Store

QUARTER = Period.parse("2026Q4")


def rows(path):
    """Every row of every table of ours."""
    connection = sqlite3.connect(path)
    names = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("sqlite_", "_sqlite_migrations"))
    ]
    found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
    connection.close()
    return found


@pytest.fixture
def made(tmp_path, library):
    return make_sample(tmp_path / "示例", library, None, QUARTER, 1)


def test_the_unit_is_a_real_township_marked_as_sample(made):
    own = Organisation(
        "231222105", "红光镇", Level.TOWNSHIP, ("黑龙江省", "绥化市", "兰西县"), sample=True
    )
    assert made.organisation == own
    with Store.open(made.database, read_only=True) as store:
        assert actions.own_organisation(store) == own


def test_nothing_but_the_two_files_is_left(made):
    left = {path.name for path in made.database.parent.iterdir()}
    assert left == {"sample.db", "整改清单.pdf"}


def test_every_page_says_it_is_a_sample(made):
    pages = [squeezed(page) for page in page_texts(made.paper.read_bytes())]
    assert len(pages) > 3
    assert all("示例内容为虚构" in page for page in pages)


def test_the_paper_is_printed_within_the_period(made):
    first = squeezed(page_texts(made.paper.read_bytes())[0])
    assert "打印日期：2026年11月23日" in first


def test_both_scorers_agree_on_both_periods(made):
    with Store.open(made.database, read_only=True) as store:
        report = actions.check_database(store, date(2026, 11, 23))
    assert report.faults == ()
    assert report.self_checks == 2
    assert report.answers == 240


def test_last_period_can_be_brought_over(made, library):
    following = QUARTER.next()
    with Store.open(made.database) as store:
        checklist = library.checklist("township-centre")
        now = store.self_checks()[0].created
        actions.begin_self_check(store, checklist, made.organisation, following, now)
        filled = actions.fill(store, (made.organisation.code, following.code), date(2027, 1, 5))
        assert len(actions.carried_over(store, filled)) > 80


def test_last_period_is_all_put_right(made):
    key = (made.organisation.code, QUARTER.previous().code)
    with Store.open(made.database, read_only=True) as store:
        progress = {finding.progress for finding in store.findings(key).values()}
    assert progress == {"已完成，现场复核后销号"}


def test_words_once_typed_are_offered(made):
    with Store.open(made.database, read_only=True) as store:
        assert "便民服务中心" in store.remembered("unit")
        assert store.remembered("person")
        assert store.remembered("leader")


def test_same_arguments_same_rows_and_same_paper(made, tmp_path, library):
    again = make_sample(tmp_path / "again", library, "231222105", QUARTER, 1)
    assert rows(again.database) == rows(made.database)
    assert again.paper.read_bytes() == made.paper.read_bytes()


@pytest.mark.parametrize(
    ("code", "period", "seed"),
    [("231222104", "2026Q4", 1), ("231222105", "2026Q4", 2), ("231222105", "2026M11", 1)],
)
def test_another_argument_another_township(made, tmp_path, library, code, period, seed):
    other = make_sample(tmp_path / "other", library, code, Period.parse(period), seed)
    assert rows(other.database)["answer"] != rows(made.database)["answer"]
    assert other.paper.read_bytes() != made.paper.read_bytes()


def test_an_earlier_sample_is_replaced(made, library):
    folder = made.database.parent
    make_sample(folder, library, "231222104", QUARTER, 7)
    with Store.open(made.database, read_only=True) as store:
        assert actions.own_organisation(store).name == "平山镇"
    assert len(list(folder.iterdir())) == 2


def test_a_sample_a_window_has_open_is_not_replaced(made, library):
    before = made.database.read_bytes()
    with Store.open(made.database) as window:
        window.remember("unit", "窗口里正在填的")
        with pytest.raises(UserError, match="正在窗口中打开"):
            make_sample(made.database.parent, library, None, QUARTER, 2)
        assert "窗口里正在填的" in window.remembered("unit")
    assert made.database.read_bytes() != before


def test_a_real_database_is_not_replaced(tmp_path, library, small):
    path = tmp_path / "sample.db"
    unit = Organisation("231222105", "红光镇", Level.TOWNSHIP)
    fill_database(path, small, believable_answers(small.items), organisation=unit)
    before = path.read_bytes()
    with pytest.raises(UserError, match="不是示例数据库，没有改动它"):
        make_sample(tmp_path, library, None, QUARTER, 1)
    assert path.read_bytes() == before


def test_another_programs_file_is_not_replaced(tmp_path, library):
    path = tmp_path / "sample.db"
    path.write_text("不是数据库", encoding="utf-8")
    with pytest.raises(UserError, match="不是数据库文件"):
        make_sample(tmp_path, library, None, QUARTER, 1)
    assert path.read_text(encoding="utf-8") == "不是数据库"


def test_an_unknown_unit_leaves_nothing_behind(tmp_path, library):
    with pytest.raises(UserError, match="没有代码为“1”的行政区划"):
        make_sample(tmp_path / "out", library, "1", QUARTER, 1)
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_folders_place_is_told(tmp_path, library):
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="不能在那里建文件夹"):
        make_sample(tmp_path / "out", library, None, QUARTER, 1)
