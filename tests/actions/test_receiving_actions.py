# SPDX-License-Identifier: MIT
"""Looking at packages before they are taken, finding them, taking a receipt back."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from exchanging import COUNTY, OTHER_DEVICE, make_superior, make_town
from helpers import NOW

from bizenv_desktop.actions.key_actions import own_key
from bizenv_desktop.actions.receiving_actions import (
    look,
    packages_in,
    receive,
    redo_receipt,
    undo_receipt,
)
from bizenv_desktop.domain.exchange.sight import Effect, Trust
from bizenv_desktop.errors import Cancelled, PackageError, UserError
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.receiving import Taken

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return make_town(tmp_path / "town")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def test_a_look_says_what_taking_would_do(tmp_path: Path, town: Town, stick: Path) -> None:
    first = town.submit(stick)
    copy = make_town(tmp_path / "copy")
    shutil.copy(town.database, copy.database)
    town.change(note="甲改的")
    copy.change(note="乙改的")
    second = town.submit(stick, days=1)
    fork = copy.submit(stick, days=2, device=OTHER_DEVICE)
    with Store.open(make_superior(tmp_path / "county.db", town)) as county:
        sight = look(county, first.path)
        assert (sight.effect, sight.trust, sight.known) == (Effect.FIRST, Trust.TRUSTED, False)
        assert sight.unit == "黑龙江省绥化市兰西县榆𬭎1镇"
        assert (sight.period_label, sight.effect_words) == ("2026年第4季度", "新报，第1版")
        assert (sight.made_on, sight.size) == ("办公室电脑", first.path.stat().st_size)
        assert sight.fingerprint == town.card().fingerprint
        receive(county, [second.path], NOW)
        assert look(county, second.path).effect_words == "已收过"
        assert look(county, first.path).effect_words == "第1版，比现有第2版旧，只存不显示"
        assert look(county, fork.path).effect is Effect.FORK
        undo_receipt(county, second.record.id)
        assert look(county, second.path).effect_words == "已收过，后来撤回了"
        receive(county, [first.path], NOW)
        assert look(county, fork.path).effect_words == "更新第1版→第2版"
        redo_receipt(county, second.record.id)
        assert [each.id for each in county.packages.standing(town.key)] == [second.record.id]
    with town.open() as store:
        assert look(store, second.path).effect_words == "本单位导出的包"


def test_a_look_tells_keys_that_are_unknown_or_revoked(
    tmp_path: Path, town: Town, stick: Path
) -> None:
    sent = town.submit(stick)
    with Store.open(make_superior(tmp_path / "county.db")) as county:
        sight = look(county, sent.path)
        assert (sight.trust, sight.effect) == (Trust.UNKNOWN, Effect.QUARANTINE)
        assert sight.effect_words == "密钥未登记，先暂存"
        receive(county, [sent.path], NOW)
        assert look(county, sent.path).known
    with Store.open(make_superior(tmp_path / "other.db", town)) as county:
        county.keys.revoke(own_key_of(town), NOW.isoformat())
        assert look(county, sent.path).effect_words == "密钥已停用，先暂存"
    broken = stick / "half.bizenv"
    broken.write_bytes(sent.path.read_bytes()[:-9])
    with Store.open(tmp_path / "county.db", read_only=True) as county:
        with pytest.raises(PackageError, match="数据库文件，或没有复制完"):
            look(county, broken)
        assert look(county, sent.path).unit.startswith(COUNTY.path[0])


def own_key_of(town: Town) -> str:
    with town.open() as store:
        return own_key(store, NOW).key


def test_folders_are_searched_one_level_deep_for_plain_files(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    (stick / "红光镇" / "太深").mkdir(parents=True)
    (stick / ".Trash").mkdir()
    for name in ("乙.bizenv", "甲.BIZENV", "红光镇/丙.bizenv", "红光镇/太深/丁.bizenv"):
        (stick / name).write_bytes(b"x")
    for name in (".~0123.bizenv", "~$乙.bizenv", ".Trash/旧.bizenv", "说明.txt"):
        (stick / name).write_bytes(b"x")
    (stick / "目录.bizenv").mkdir()
    (stick / "链接.bizenv").symlink_to(stick / "乙.bizenv")
    os.mkfifo(stick / "管道.bizenv")
    found = packages_in([stick, stick / "乙.bizenv"])
    names = [path.relative_to(stick).as_posix() for path in found]
    assert names == ["乙.bizenv", "甲.BIZENV", "红光镇/丙.bizenv"]
    with pytest.raises(UserError, match=r"找不到“.*没有这个.*U盘"):
        packages_in([stick / "没有这个"])


def test_one_refusal_does_not_keep_the_others_back(tmp_path: Path, town: Town, stick: Path) -> None:
    sent = town.submit(stick)
    (stick / "坏.bizenv").write_bytes(b"not a package at all")
    with Store.open(make_superior(tmp_path / "county.db", town)) as county:
        outcomes = receive(county, [stick], NOW)
    told = {each.name: each.taken for each in outcomes}
    assert told == {sent.path.name: Taken.TAKEN, "坏.bizenv": Taken.REFUSED}


def test_cancelling_keeps_what_was_taken_and_tells_the_rest(tmp_path: Path, stick: Path) -> None:
    towns = [make_town(tmp_path / "towns", number) for number in (1, 2, 3)]
    for each in towns:
        each.submit(stick)

    def tick(done: int, total: int) -> None:
        assert total == 3
        if done == 2:
            raise Cancelled

    with Store.open(make_superior(tmp_path / "county.db", *towns)) as county:
        outcomes = receive(county, [stick], NOW, tick=tick)
        assert [each.taken for each in outcomes] == [Taken.TAKEN, Taken.TAKEN, Taken.LEFT]
        assert len(county.packages.records()) == 2
