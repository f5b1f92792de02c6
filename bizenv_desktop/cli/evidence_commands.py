# SPDX-License-Identifier: MIT
"""The commands on evidence: add files to an item, list them, see whether they are whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseGroup
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    PERIOD_OPTION,
    check_key,
    open_store,
    print_json,
)

if TYPE_CHECKING:
    from bizenv_desktop.domain.evidence import Evidence, EvidenceBook, EvidenceLink

_USES = ("answer", "before", "after")


@click.group(cls=ChineseGroup, help="佐证材料：添加、列出、核对文件。")
def evidence() -> None:
    """Files that prove answers and findings."""


@evidence.command("add", help="给一个检查项添加照片、扫描件或文件。")
@click.argument("item", metavar="检查项")
@click.argument("files", nargs=-1, required=True, metavar="文件…", type=click.Path(path_type=Path))
@click.option(
    "--use",
    type=click.Choice(_USES),
    default="answer",
    help="answer 填报佐证（不写时），before 整改前，after 整改后。",
)
@click.option("--caption", default="", metavar="文字", help="这些材料说明什么，会印在附件里。")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def add(
    database: Path | None,
    item: str,
    files: tuple[Path, ...],
    use: str,
    caption: str,
    period: str | None,
    as_json: bool,
) -> None:
    """Add files to an item; exit 1 when any of them was refused, the others are added."""
    from bizenv_desktop.actions.evidence_actions import add_evidence
    from bizenv_desktop.domain.evidence import Use

    with open_store(database, read_only=False) as store:
        key = check_key(store, period)
        taken = add_evidence(store, key, item, Use(use), files, _now(), caption)
    if as_json:
        added = [_row(file) for file in taken.files]
        told = {"refused": list(taken.refused), "repeated": list(taken.repeated)}
        print_json({"item": item, "use": use, "added": added, **told})
    else:
        for file in taken.files:
            click.echo(f"已添加 {file.name}（{file.kind.label}，{file.size / 1024:.0f}KB）")
        for sentence in taken.repeated:
            click.echo(sentence)
        for sentence in taken.refused:
            click.echo(sentence, err=True)
    if taken.refused:
        raise click.exceptions.Exit(1)


@evidence.command("list", help="列出一期自查的佐证材料。")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def list_(database: Path | None, period: str | None, as_json: bool) -> None:
    """What proves what, by item."""
    from bizenv_desktop.domain.annex import numbered

    with open_store(database, read_only=True) as store:
        book = store.evidence.book(check_key(store, period))
    rows = [
        (code, number, link)
        for code, entry in sorted(book.items.items())
        for number, link in numbered(entry)
    ]
    if as_json:
        print_json([_link_row(book, *row) for row in rows])
        return
    for _, number, link in rows:
        file = book.files[link.sha256]
        caption = f"：{link.caption}" if link.caption else ""
        click.echo(f"{number} {link.use.label} {file.name}{caption}")
    click.echo(f"共{len(rows)}件。")


@evidence.command("check", help="核对佐证文件是否缺少或被改动。")
@click.option("--sweep", is_flag=True, help="同时清理不再使用的文件；窗口开着时不要用。")
@JSON_OPTION
@click.pass_obj
def check(database: Path | None, sweep: bool, as_json: bool) -> None:
    """Missing and altered files by name; exit 1 when there are any."""
    with open_store(database, read_only=not sweep) as store:
        faults = store.evidence.faults()
        swept = store.evidence.sweep() + store.packages.sweep() if sweep else 0
        strays = store.evidence.strays() + store.packages.strays()
    if as_json:
        ok = not faults
        print_json({"ok": ok, "faults": list(faults), "strays": strays, "swept": swept})
    else:
        click.echo("\n".join(faults) if faults else "佐证文件都完好。", err=bool(faults))
        if swept:
            click.echo(f"清理了{swept}个不再使用的文件。")
        if strays:
            click.echo(f"另有{strays}个不再使用的文件，下次打开窗口时清理。")
    if faults:
        raise click.exceptions.Exit(1)


def _row(file: Evidence) -> dict[str, Any]:
    taken = None if file.taken is None else file.taken.isoformat()
    return {
        "sha256": file.sha256,
        "name": file.name,
        "kind": file.kind,
        "ending": file.ending,
        "size": file.size,
        "width": file.width,
        "height": file.height,
        "taken": taken,
    }


def _link_row(book: EvidenceBook, code: str, number: str, link: EvidenceLink) -> dict[str, Any]:
    place = {"item": code, "number": number, "use": link.use, "caption": link.caption}
    return {**place, **_row(book.files[link.sha256])}


def _now() -> datetime:
    return datetime.now().astimezone().replace(tzinfo=None)
