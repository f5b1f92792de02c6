# SPDX-License-Identifier: MIT
"""The commands on papers: print one or all, and compare one with the database."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseCommand, ChineseGroup
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    PERIOD_OPTION,
    built_in,
    check_key,
    now,
    open_store,
    print_json,
    today,
)
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS, PaperFormat, PaperSetting
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bizenv_desktop.domain.papers.paper_kinds import PaperKind
    from bizenv_desktop.reports.papers import Written

_FILE = click.Path(path_type=Path)
_OBJECTS_BEFORE_COLLECTING = 300_000  # some 50 MB
_NOT_A_PDF = "PDF/A 和电子签名只用于 PDF；请写成 .pdf 文件，或去掉 --archive 和 --sign。"


def _seal_options() -> list[click.Parameter]:
    """What may be done to the PDFs once they are drawn."""
    return [
        click.Option(["--archive"], is_flag=True, help="PDF 存成长期保存的 PDF/A-2b。"),
        click.Option(
            ["--sign"],
            type=_FILE,
            metavar="证书",
            help="用证书文件（.pfx、.p12）给 PDF 签名；密码另问，没有终端时读标准输入的第一行。",
        ),
    ]


def _finish(archive: bool, certificate: Path | None) -> Callable[[bytes], bytes] | None:
    """What the options ask for; the password is asked here, once for all papers."""
    if not archive and certificate is None:
        return None
    from bizenv_desktop.reports.sealing import Seal, sealed

    password = "" if certificate is None else _password()
    return partial(sealed, seal=Seal(archive, certificate, password), now=now())


def _password() -> str:
    """Typed unseen; never an option, which other users of the PC could read."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("证书密码", default="", hide_input=True, show_default=False, err=True)
    return typed


@click.group("print", cls=ChineseGroup, help="生成要打印、报送的材料。")
def print_group() -> None:
    """Papers; each kind is a command."""


def _command(kind: PaperKind) -> click.Command:
    """The command that prints one kind, with the options its settings allow."""
    endings = "、".join(f".{form}" for form in kind.formats)
    options: list[click.Parameter] = [
        click.Option(
            ["--out"],
            type=_FILE,
            required=True,
            metavar="文件",
            help=f"写到哪个文件（{endings}）；写文件夹时自动取名，生成 PDF。",
        )
    ]
    if PaperSetting.PERSON in kind.settings:
        options.append(
            click.Option(["--whose"], metavar="名称", help="只要这个责任单位或责任人的。")
        )
    if PaperSetting.LANDSCAPE in kind.settings:
        options.append(click.Option(["--landscape/--portrait"], default=None, help="横排或竖排。"))
    if PaperSetting.PREFILLED in kind.settings:
        options.append(
            click.Option(["--prefilled"], is_flag=True, default=None, help="带上已填的结果。")
        )
    if PaperSetting.BRIEF in kind.settings:
        options.append(
            click.Option(["--brief/--full"], default=None, help="写简本或详本；不写为记住的写法。")
        )
    if PaperSetting.LOGO in kind.settings:
        options.append(
            click.Option(["--logo/--no-logo"], default=None, help="这一次印不印单位标志。")
        )
    command = ChineseCommand(
        kind.id,
        params=options + _seal_options() if PaperFormat.PDF in kind.formats else options,
        callback=click.pass_obj(lambda database, **given: _print(kind, database, **given)),
        help=f"生成{kind.name}：{kind.hint}。",
    )
    return PERIOD_OPTION(command)


def _print(
    kind: PaperKind,
    database: Path | None,
    out: Path,
    period: str | None,
    whose: str | None = None,
    landscape: bool | None = None,
    prefilled: bool | None = None,
    brief: bool | None = None,
    logo: bool | None = None,
    archive: bool = False,
    sign: Path | None = None,
) -> None:
    """One paper as a file."""
    from bizenv_desktop import actions
    from bizenv_desktop.actions import paper_actions

    if (archive or sign) and not out.is_dir() and out.suffix.lower() != ".pdf":
        raise UserError(_NOT_A_PDF)
    finish = _finish(archive, sign)

    with _rarely_collecting(), open_store(database, read_only=True) as store:
        key = check_key(store, period)
        filled = actions.fill(store, key, today())
        kept = paper_actions.paper_settings(store, kind)
        given = {"landscape": landscape, "prefilled": prefilled, "brief": brief, "logo": logo}
        chosen: dict[str, Any] = {name: on for name, on in given.items() if on is not None}
        settings = replace(kept, person=whose or "", **chosen)
        if logo and paper_actions.paper_logo(store) is None:
            raise UserError("这个数据库还没有单位标志；请先用“papers --logo 图片”选一张。")
        record = paper_actions.paper(store, key, built_in(), kind, today(), settings)
    if out.is_dir():
        out = out / paper_actions.paper_file(filled, kind, PaperFormat.PDF)
    _say(out, paper_actions.write_one(record, kind, out, finish=finish))


@print_group.command("all", help="生成一期的全部材料：写到一个文件夹，或合成一个 PDF。")
@click.option(
    "--out",
    type=_FILE,
    required=True,
    metavar="文件夹",
    help="写到哪个文件夹；以 .pdf 结尾时合成一个带书签的 PDF。",
)
@click.option(
    "--format",
    "forms",
    type=click.Choice([form.value for form in PaperFormat]),
    multiple=True,
    help="只要这种格式，可以写多次；不写为三种都要。",
)
@PERIOD_OPTION
@click.pass_obj
def print_all(
    database: Path | None,
    out: Path,
    forms: Sequence[str],
    period: str | None,
    archive: bool,
    sign: Path | None,
) -> None:
    """Every paper of one self-check."""
    from bizenv_desktop.actions import paper_actions

    if (archive or sign) and forms and PaperFormat.PDF not in forms:
        raise UserError(_NOT_A_PDF)
    finish = _finish(archive, sign)
    with _rarely_collecting(), open_store(database, read_only=True) as store:
        key = check_key(store, period)
        if out.suffix.lower() == ".pdf" and not out.is_dir():
            written = paper_actions.write_bundle(
                store, key, built_in(), out, today(), finish=finish
            )
            _say(out, written)
            return
        wanted = [PaperFormat(form) for form in forms] or list(PaperFormat)
        files = paper_actions.write_all(
            store, key, built_in(), out, today(), forms=wanted, finish=finish
        )
    for path, each in files.items():
        _say(path, each)


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Look for cyclic garbage far less often: a set leaves little and the looking takes a sixth."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTING)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _say(out: Path, written: Written) -> None:
    pages = "" if written.pages is None else f"（{written.pages}页）"
    click.echo(f"已生成 {out}{pages}")
    if written.missing:
        click.echo(f"以下字符没有字体可以显示，已印作〓：{' '.join(written.missing)}", err=True)


@click.command("paper", cls=ChineseCommand, help="真伪核对：按材料上的核对码与数据库比较。")
@click.argument("code", metavar="核对码")
@JSON_OPTION
@click.pass_obj
def check_paper(database: Path | None, code: str, as_json: bool) -> None:
    """Which paper a code stands on and what has changed; exit 1 when something has."""
    from bizenv_desktop.actions import paper_actions

    with open_store(database, read_only=True) as store:
        found = paper_actions.check_paper(store, code)
    if as_json:
        print_json(_record(found))
    else:
        click.echo(found.words, err=not found.same)
    if not found.same:
        raise click.exceptions.Exit(1)


def _record(found: Any) -> dict[str, Any]:  # noqa: ANN401
    check = found.filled.check
    return {
        "same": found.same,
        "kind": found.kind.id,
        "printed": found.code.printed.isoformat(),
        "organisation": check.organisation.code,
        "period": check.period.code,
        "differing": [part.name.lower() for part in found.differing],
    }


print_all.params += _seal_options()
for _kind in PAPER_KINDS:
    print_group.add_command(_command(_kind))
