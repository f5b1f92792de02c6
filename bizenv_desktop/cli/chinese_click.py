# SPDX-License-Identifier: MIT
"""click in Chinese: help pages, and what was typed wrongly in one sentence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORDS = {
    "Options": "选项",
    "Commands": "命令",
    "Show this message and exit.": "显示这段帮助。",
}
_MARKS = {"[required]": "（必写）", "default: ": "默认 "}


class _Formatter(click.HelpFormatter):
    """Help pages with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_WORDS.get(name, name)):
            yield

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        translated = [(name, _translated(text)) for name, text in rows]
        super().write_dl(translated, col_max, col_spacing)


def _translated(text: str) -> str:
    text = _WORDS.get(text, text)
    for mark, chinese in _MARKS.items():
        text = text.replace(mark, chinese)
    return text


class _Context(click.Context):
    formatter_class = _Formatter


class ChineseCommand(click.Command):
    """A command whose help page is in Chinese."""

    context_class = _Context

    def __init__(self, name: str | None, **settings: object) -> None:
        settings.setdefault("options_metavar", "[选项]")
        super().__init__(name, **settings)  # type: ignore[arg-type]


class ChineseGroup(click.Group):
    """A group of such commands."""

    context_class = _Context
    command_class = ChineseCommand
    group_class = type

    def __init__(self, name: str | None = None, **settings: object) -> None:
        settings.setdefault("options_metavar", "[选项]")
        settings.setdefault("subcommand_metavar", "命令 …")
        super().__init__(name, **settings)  # type: ignore[arg-type]


def explain_usage(error: click.UsageError) -> str:
    """What was typed wrongly and where its help is; that help itself if a command was left out."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    path = error.ctx.command_path if error.ctx else "bizenv-desktop"
    return f"{_mistake(error)}；用“{path} --help”查看写法。"


def _mistake(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有选项“{error.option_name}”{_instead(error.possibilities)}"
        case click.NoSuchCommand():
            return f"没有命令“{error.command_name}”{_instead(error.possibilities)}"
        case click.MissingParameter():
            return f"缺少{_name(error)}"
        case click.BadParameter():
            return f"{_name(error)}的值写得不对"
        case click.BadOptionUsage():
            return f"选项“{error.option_name}”写得不对"
        case _:
            return "命令写得不对，多写或漏写了参数"


def _instead(names: Sequence[str] | None) -> str:
    return f"，是不是“{'”或“'.join(names)}”" if names else ""


def _name(error: click.BadParameter) -> str:
    """The parameter as its help page shows it."""
    parameter = error.param
    if parameter is None:
        return "参数"
    if isinstance(parameter, click.Option):
        return f"选项“{parameter.opts[0]}”"
    return f"参数“{(parameter.metavar or parameter.name or '').strip('[]')}”"
