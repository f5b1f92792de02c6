# SPDX-License-Identifier: MIT
"""The dossier: whole, read without this program, never half there."""

from __future__ import annotations

import hashlib
import os
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from helpers import LONG_NOTE, NOW, PERIOD, RARE, TOWNSHIP, fill_database
from PIL import Image

from bizenv_desktop import actions
from bizenv_desktop.actions import rectification_actions as desk
from bizenv_desktop.actions.dossier import INDEX, SUMS, dossier_name, make_dossier
from bizenv_desktop.actions.evidence_actions import add_evidence
from bizenv_desktop.domain.annex import annex
from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.findings.lifecycle import Step
from bizenv_desktop.domain.findings.looks import LookOutcome
from bizenv_desktop.domain.findings.visit import VisitKind
from bizenv_desktop.domain.papers.paper_head import paper_head
from bizenv_desktop.domain.papers.paper_kinds import paper_kind
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.errors import Cancelled, UserError
from bizenv_desktop.reports.dossier_page import dossier_page
from bizenv_desktop.reports.fonts import open_faces
from bizenv_desktop.storage import Store

KEY = (TOWNSHIP.code, PERIOD.code)


@pytest.fixture(scope="module")
def faces():
    return open_faces(prefer_installed=False)


@pytest.fixture
def store(tmp_path, small):
    found = {"A01": Answer("A01", Verdict.NOT_MET, note=RARE + LONG_NOTE)}
    fill_database(tmp_path / "a.db", small, found)
    with Store.open(tmp_path / "a.db") as opened:
        filled = actions.fill(opened, KEY, NOW.date())
        desk.take_steps(opened, filled, ["A01"], Step.START, who="王喆", at=NOW, words="<换牌>")
        problems = [("B", "没有停车位")]
        kind = VisitKind.UNANNOUNCED
        desk.add_visit(opened, filled, NOW.date(), kind, "县营商局", "较好", problems)
        yield opened


@pytest.fixture
def photo(store, tmp_path):
    path = tmp_path / "整改前 & 1号.jpg"
    Image.new("RGB", (640, 480), "green").save(path)
    add_evidence(store, KEY, "A01", Use.BEFORE, [path], NOW)
    (link,) = actions.fill(store, KEY, NOW.date()).evidence.of("A01").links
    return store.evidence.files.path(link.sha256)


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src")]


def test_it_is_whole_and_every_link_and_sum_holds(store, photo, library, tmp_path, faces):
    out = tmp_path / "档案"
    made = make_dossier(store, KEY, library, out, NOW, faces=faces)
    assert (made.evidence, made.faults) == (1, ())
    page = (out / INDEX).read_text(encoding="utf-8")
    for words in ("&lt;换牌&gt;", "王喆", "督1-1", "暗访（县营商局", "𬭎㐱喆㎡℃①"):
        assert words in page
    assert "<换牌>" not in page
    assert "http" not in page, "nothing from a network"
    links = Links()
    links.feed(page)
    assert len(links.found) == made.papers + 2
    for link in links.found:
        assert (out / unquote(link)).is_file()
    sums = (out / SUMS).read_text(encoding="utf-8").splitlines()
    assert len(sums) == made.papers + 2
    for line in sums:
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    files = [path for path in out.rglob("*") if path.is_file()]
    assert not any(path.stat().st_mode & 0o222 for path in files), "read-only"


def test_what_is_late_is_said_in_words(store, library, tmp_path, faces):
    view = desk.finding_of(actions.fill(store, KEY, NOW.date()), "A01")
    late = NOW.replace(year=NOW.year + 1)
    days = (late.date() - view.due).days
    page = dossier_page(actions.fill(store, KEY, late.date()), (), (), (), late).decode()
    assert f'<span class="late">整改中，逾期{days}天</span>' in page
    for step, who in ((Step.SUBMIT, "王喆"), (Step.RETURN, "李㐱")):
        filled = actions.fill(store, KEY, NOW.date())
        desk.take_steps(store, filled, ["A01"], step, who=who, at=NOW, words="牌子歪了")
    page = dossier_page(actions.fill(store, KEY, NOW.date()), (), (), (), NOW).decode()
    assert '<span class="muted">退回整改</span>' in page


def test_a_look_back_is_told_with_the_history(store):
    steps = ((Step.SUBMIT, "王喆"), (Step.CLOSE, "李㐱"))
    for step, who in steps:
        filled = actions.fill(store, KEY, NOW.date())
        desk.take_steps(store, filled, ["A01"], step, who=who, at=NOW)
    places, seen, today = [(KEY, "A01", 30)], LookOutcome.AGAIN, NOW.date()
    desk.look_back(store, today, places, seen, day=today, who="赵", at=NOW, words="<又>")
    page = dossier_page(actions.fill(store, KEY, NOW.date()), (), (), (), NOW).decode()
    assert "销号后30天回头看（2026-11-23）：又有问题：&lt;又&gt;" in page


def test_files_are_numbered_as_in_the_annex(store, library, tmp_path, faces):
    for number, use in enumerate((Use.AFTER, Use.BEFORE, Use.ANSWER)):
        path = tmp_path / f"{number}.jpg"
        Image.new("RGB", (64 + number, 48), "green").save(path)
        add_evidence(store, KEY, "A01", use, [path], NOW)
    out = tmp_path / "档案"
    make_dossier(store, KEY, library, out, NOW, faces=faces)
    names = sorted(path.name for path in (out / "佐证").iterdir())
    assert names == ["A01_01_填报.jpg", "A01_02_整改前.jpg", "A01_03_整改后.jpg"]
    page = (out / INDEX).read_text(encoding="utf-8")
    places = [page.index(f"A01-{at} ") for at in (1, 2, 3)]
    assert places == sorted(places), "before stands ahead of after"


def test_photos_of_a_visit_stand_with_it(store, library, tmp_path, faces):
    path = tmp_path / "通知.jpg"
    Image.new("RGB", (64, 48), "green").save(path)
    add_evidence(store, KEY, "督1现场", Use.ANSWER, [path], NOW, "检查组到场")
    out = tmp_path / "档案"
    make_dossier(store, KEY, library, out, NOW, faces=faces)
    page = (out / INDEX).read_text(encoding="utf-8")
    visits = page[page.index("<h2>暗访、督导</h2>") :]
    assert "<small>督1现场-1：检查组到场</small>" in visits
    assert page.count("检查组到场") == 1
    assert (out / "佐证" / "督1现场_01.jpg").is_file()
    filled = actions.fill(store, KEY, NOW.date())
    head = paper_head(filled, paper_kind("annex"), library.editions, PaperSettings())
    item = annex(filled, head, store.evidence.files.whole).items[-1]
    assert (item.code, item.title) == ("督1现场", "暗访（县营商局，2026-11-23）")
    assert (item.entries[0].purpose, item.entries[0].words) == ("现场", "检查组到场")


def test_it_is_packed_into_one_file(store, photo, library, tmp_path, faces):
    out = tmp_path / "档案.zip"
    made = make_dossier(store, KEY, library, out, NOW, faces=faces)
    with ZipFile(out) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
    assert {INDEX, SUMS} < set(names)
    assert len(names) == made.papers + 3
    assert not list(tmp_path.glob(".~*")), "nothing is left beside it"


def test_evidence_that_was_altered_is_named_not_brought(store, photo, library, tmp_path, faces):
    photo.chmod(0o644)
    photo.write_bytes(b"other")
    made = make_dossier(store, KEY, library, tmp_path / "档案", NOW, faces=faces)
    assert made.evidence == 0
    assert made.faults == ("A01的“整改前 & 1号.jpg”：文件内容被改动过",)
    assert "被改动过" in (tmp_path / "档案" / INDEX).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["档案", "档案.zip"])
def test_what_is_there_is_not_overwritten(store, library, tmp_path, faces, name):
    if name.endswith(".zip"):
        (tmp_path / name).write_bytes(b"kept")
    else:
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept").write_bytes(b"kept")
    with pytest.raises(UserError, match="已经有了，没有改动它"):
        make_dossier(store, KEY, library, tmp_path / name, NOW, faces=faces)


@pytest.mark.parametrize("name", ["档案", "档案.zip"])
def test_stopped_halfway_leaves_nothing(store, library, tmp_path, faces, name):
    def tick(done, total):
        if done > 30:
            raise Cancelled

    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        make_dossier(store, KEY, library, tmp_path / name, NOW, faces=faces, tick=tick)
    assert sorted(tmp_path.iterdir()) == before


def test_what_a_killed_build_left_is_swept_by_the_next(store, library, tmp_path, faces):
    old, young = tmp_path / ".~档案0a.tmp", tmp_path / ".~档案0b.tmp"
    packed, other = tmp_path / ".~档案0a.zip.tmp", tmp_path / ".~0a.tmp"
    for folder in (old, young):
        (folder / "材料").mkdir(parents=True)
        (folder / "材料" / "a.pdf").write_bytes(b"half")
        (folder / "材料" / "a.pdf").chmod(0o444)
    for file in (packed, other):
        file.write_bytes(b"half")
    ago = NOW.timestamp() - 7200
    for path in (old, *old.rglob("*"), young, packed, other):
        os.utime(path, (ago, ago))
    for path in young.rglob("*"):
        os.utime(path, (NOW.timestamp() - 60,) * 2)
    make_dossier(store, KEY, library, tmp_path / "档案", NOW, faces=faces)
    assert (old.exists(), packed.exists()) == (False, False)
    assert young.exists(), "another build may be at work"
    assert other.exists(), "not ours"


def test_a_place_that_cannot_be_written_is_told(store, library, tmp_path, faces):
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(UserError):
        make_dossier(store, KEY, library, tmp_path / "文件" / "档案", NOW, faces=faces)


def test_its_name_fits_any_file_system(store):
    name = dossier_name(actions.fill(store, KEY, NOW.date()))
    assert name == "榆林镇_营商环境自查档案_2026年第4季度_20261123"
    assert Path(name).name == name
    assert os.sep not in name
