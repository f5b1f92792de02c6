# SPDX-License-Identifier: MIT
"""How the command line behaves whatever the command: codes, Chinese, help."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from command_line import call, every_command, run_program

from bizenv_desktop import __version__, paths
from bizenv_desktop.library import Library

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = list(every_command())
LEAVES = [words for words, command in COMMANDS if not isinstance(command, click.Group)]


def named(words):
    return " ".join(words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--bad"], "没有选项“--bad”"),
        (["scroe"], "没有命令“scroe”，是不是“score”"),
        (["print", "lst"], "没有命令“lst”，是不是“list”"),
        (["print", "list"], "缺少选项“--out”"),
        (["sample"], "缺少参数“文件夹”"),
        (["sample", "x", "--seed", "一"], "选项“--seed”的值写得不对"),
        (["score", "extra"], "命令写得不对"),
        (["--db"], "选项“--db”写得不对"),
        (["score", "--json=1"], "选项“--json”写得不对"),
    ],
)
def test_wrong_usage_is_told_in_chinese_with_code_2(capsys, arguments, words):
    outcome = call(capsys, *arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert words in outcome.err
    assert re.search(r"；用“bizenv-desktop.* --help”查看写法。\n$", outcome.err)
    assert outcome.err.count("\n") == 1


def test_a_group_without_its_command_shows_its_help(capsys):
    outcome = call(capsys, "print")
    assert outcome.code == 2
    assert "list" in outcome.err


def test_the_version(capsys):
    outcome = call(capsys, "--version")
    assert (outcome.code, outcome.out) == (0, f"bizenv-desktop {__version__}\n")


@pytest.mark.parametrize("words", [(), *(words for words, _ in COMMANDS)], ids=named)
def test_help_is_in_chinese(capsys, words):
    outcome = call(capsys, *words, "-h")
    assert outcome.code == 0
    assert outcome.out.startswith(f"用法：{named(('bizenv-desktop', *words))}")
    assert "选项" in outcome.out
    for english in ("Usage", "Options", "Commands", "Show", "required", "INTEGER", "default"):
        assert english not in outcome.out


@pytest.mark.parametrize(("words", "command"), COMMANDS, ids=lambda part: str(part))
def test_every_command_and_option_says_what_it_does(words, command):
    assert command.help.endswith("。")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help.endswith("。"), parameter.name


@pytest.mark.parametrize("words", LEAVES, ids=named)
def test_every_command_is_in_the_readme(words):
    assert f"`{named(words)}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_users_guide():
    guide = Library(paths.resource_dir()).help_text()
    assert [named(words) for words in LEAVES if named(words) not in guide] == []


def test_a_refusal_is_one_sentence_with_code_1(capsys, tmp_path):
    outcome = call(capsys, "--db", tmp_path / "没有.db", "score")
    assert (outcome.code, outcome.out) == (1, "")
    assert (
        outcome.err
        == f"找不到数据库文件“{tmp_path / '没有.db'}”；请检查文件名，或U盘是否已插好。\n"
    )


def test_our_own_bug_is_one_sentence_and_a_report(capsys, monkeypatch, own_folders):
    def broken(_value):
        raise ZeroDivisionError("内部错误𬭎")

    monkeypatch.setattr("bizenv_desktop.cli.checklist_commands.print_json", broken)
    outcome = call(capsys, "checklist", "validate", "--json")
    log = paths.data_dir() / "错误报告.log"
    assert outcome.code == 1
    assert outcome.err == f"程序出错了，错误报告在 {log}；请把它交给开发人员。\n"
    report = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError: 内部错误𬭎" in report
    assert __version__ in report


def test_a_bug_that_cannot_be_logged_is_told_all_the_same(capsys, monkeypatch, own_folders):
    def broken(_value):
        raise ZeroDivisionError("内部错误")

    monkeypatch.setattr("bizenv_desktop.cli.checklist_commands.print_json", broken)
    paths.data_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.data_dir().write_text("一个同名文件", encoding="utf-8")
    outcome = call(capsys, "checklist", "validate", "--json")
    assert outcome.code == 1
    assert outcome.err == "程序出错了（ZeroDivisionError：内部错误）；请把这句话告诉开发人员。\n"


def test_a_narrow_console_encoding_does_not_end_the_program(monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    outcome = run_program("--db", "没有𬭎.db", "score")
    assert outcome.code == 1
    assert "没有𬭎.db" in outcome.err
