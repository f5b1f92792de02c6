# SPDX-License-Identifier: MIT
"""Settings of this PC survive a restart, and a damaged file never stops the program."""

from __future__ import annotations

from dataclasses import fields

import pytest

from bizenv_desktop.settings import Settings, parse, text_of, to_text, with_device


def test_what_is_written_is_read_again() -> None:
    settings = Settings(large_text=True, window="AAA=", export_folder="D:/导出㐱")
    assert parse(to_text(settings)) == settings


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '"large_text"', '{"large_text": 1}', '{"large_text": "true"}', "\x00"],
)
def test_what_makes_no_sense_is_left_out(text: str) -> None:
    assert parse(text) == Settings()


def test_unknown_settings_are_passed_over() -> None:
    assert parse('{"large_text": true, "colour": "red"}') == Settings(large_text=True)


def test_every_setting_says_what_it_means() -> None:
    assert all(text_of(each.name) for each in fields(Settings))


@pytest.mark.parametrize("kept", ["", "0123ABCD", "0123abc", "0123abcd\n", "本机"])
def test_a_pc_gets_a_mark_once(kept: str) -> None:
    marked = with_device(Settings(device=kept, large_text=True))
    assert len(marked.device) == 8
    assert int(marked.device, 16) >= 0
    assert marked.large_text
    assert with_device(marked) is marked
    assert with_device(Settings()).device != with_device(Settings()).device
