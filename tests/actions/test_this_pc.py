# SPDX-License-Identifier: MIT
"""Both front ends name this PC alike in the packages they make."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import pytest

from bizenv_desktop import paths
from bizenv_desktop.actions.this_pc import device_of, keep_settings, read_settings
from bizenv_desktop.cli import command_parts
from bizenv_desktop.settings import FILE_NAME, Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("node", "name"),
    [
        ("", "本机"),
        (" \t\n\x00", "本机"),
        ("窗口\x1b\u2028电脑", "窗口 电脑"),
        ("𬭎" * 50, "𬭎" * 40),
        ("甲" * 39 + " 乙", "甲" * 39),
        ("<PC&1>", "<PC&1>"),
        ("\ud800PC", "PC"),
    ],
)
def test_a_pcs_name_is_one_short_line(node: str, name: str) -> None:
    assert device_of("0123abcd", node).name == name


def test_the_mark_is_made_once_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "node", lambda: "办公室电脑")
    keep_settings(paths.config_dir(), Settings(large_text=True))
    one, other = command_parts.device(), command_parts.device()
    assert one == other
    assert one.name == "办公室电脑"
    kept = read_settings(paths.config_dir())
    assert (kept.device, kept.large_text) == (one.id, True)


def test_where_nothing_can_be_kept_it_still_has_a_mark(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    keep_settings(blocked, Settings(device="0123abcd"))
    assert read_settings(blocked) == Settings()
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe")
    assert read_settings(tmp_path) == Settings()
