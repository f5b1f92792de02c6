# SPDX-License-Identifier: MIT
"""Sticks come before the folder used last, unless that folder is on a stick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bizenv_desktop.gui.submit import places
from bizenv_desktop.gui.submit.places import Drive, Place, is_removable, places_to_write, sticks

if TYPE_CHECKING:
    from pathlib import Path


def drive(root: Path) -> Drive:
    root.mkdir(parents=True, exist_ok=True)
    return Drive(root, root.name, 1 << 30)


def test_in_which_order_they_are_offered(tmp_path: Path) -> None:
    one, two = drive(tmp_path / "a"), drive(tmp_path / "b")
    inside, fixed = tmp_path / "b" / "上报", tmp_path / "disk"
    inside.mkdir()
    fixed.mkdir()
    both = (Place(one.root, one), Place(two.root, two))
    assert places_to_write((one, two), "") == both
    assert places_to_write((one, two), str(tmp_path / "gone")) == both
    assert places_to_write((one, two), str(fixed)) == (*both, Place(fixed))
    assert places_to_write((one, two), str(inside)) == (Place(inside), *both)
    assert places_to_write((one, two), str(two.root)) == (both[1], both[0])
    assert places_to_write((), str(fixed)) == (Place(fixed),)
    assert places_to_write((), "") == ()


@pytest.mark.parametrize(
    ("root", "removable"),
    [
        ("/media/王喆/KINGSTON", True),
        ("/run/media/wang/U盘", True),
        ("/", False),
        ("/home", False),
        ("/mediafiles", False),
    ],
)
def test_a_stick_is_known_by_where_it_is_mounted(root: str, removable: bool) -> None:
    assert is_removable(root, "linux") is removable


def test_on_windows_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_drive_type", {"E:/": 2, "C:/": 3, "Z:/": 4}.__getitem__)
    assert [is_removable(root, "win32") for root in ("E:/", "C:/", "Z:/")] == [True, False, False]


def test_roots_are_read_by_name_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/wang/我的\\040U盘 vfat rw 0 0\n\nodd\n",
        encoding="utf-8",
    )
    assert places.roots("linux", mounts) == ("/", "/media/wang/我的 U盘")
    assert "/" in places.roots("linux", tmp_path / "gone")
    monkeypatch.setattr(places, "_logical_drives", lambda: 0b10100)
    assert places.roots("win32") == ("C:/", "E:/")


def test_this_pcs_drives_can_be_listed() -> None:
    assert all(found.free >= 0 and found.label for found in sticks())
