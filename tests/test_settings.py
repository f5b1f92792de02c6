# SPDX-License-Identifier: MIT
"""Settings of this PC survive a restart, and a damaged file never stops the program."""

from __future__ import annotations

from dataclasses import fields

import pytest

from bizenv_desktop.settings import Settings, parse, text_of, to_text


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
