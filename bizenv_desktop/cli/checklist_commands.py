# SPDX-License-Identifier: MIT
"""The commands on checklists: take one out as a workbook, bring it back, check one."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseGroup
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    built_in,
    database_path,
    open_store,
    print_json,
)
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from bizenv_desktop.actions.checklist_actions import Kept
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.imports.workbook_faults import WorkbookRefused
    from bizenv_desktop.storage import Store

_FILE = click.Path(path_type=Path)


@click.group(cls=ChineseGroup, help="自查表：导出成工作簿修改，再导入。")
def checklist() -> None:
    """Checklists as files."""


@checklist.command("export", help="把自查表导出成 .xlsx 工作簿，在 WPS 里修改。")
@click.argument("out", type=_FILE, metavar="文件")
@click.option(
    "--id", "checklist_id", metavar="编号", help="哪张自查表；不写为本单位的，没有则为程序自带的。"
)
@JSON_OPTION
@click.pass_obj
def export(database: Path | None, out: Path, checklist_id: str | None, as_json: bool) -> None:
    """A checklist as a workbook; the unit's own when the database has one."""
    from bizenv_desktop import actions
    from bizenv_desktop.actions import checklist_actions

    library = built_in()
    with _store_if_any(database) as store:
        chosen = checklist_actions.checklist_to_export(library, checklist_id, store)
        editions = actions.known_editions(library, store) if store else library.editions
    checklist_actions.write_checklist(chosen, editions, out)
    if as_json:
        print_json({**_row(chosen), "file": str(out)})
    else:
        click.echo(f"已导出 {out}：{_title(chosen)}，{len(chosen.items)}项")


@checklist.command("import", help="导入修改好的 .xlsx 工作簿，存为本单位自查表的新版本。")
@click.argument("file", type=_FILE, metavar="文件")
@click.option("--issued", is_flag=True, help="上级下发的自查表，照原来的编号和版本存入。")
@JSON_OPTION
@click.pass_obj
def import_(database: Path | None, file: Path, issued: bool, as_json: bool) -> None:
    """A workbook as a new version of the unit's own checklist; every fault by its cell."""
    from bizenv_desktop import actions
    from bizenv_desktop.actions import checklist_actions

    library = built_in()
    with _faults_told(as_json), open_store(database, read_only=False) as store:
        editions = actions.known_editions(library, store)
        kept = checklist_actions.import_checklist(library, store, editions, file, issued=issued)
    if as_json:
        print_json({"ok": True, **_row(kept.checklist), **_change(kept)})
    elif kept.added:
        click.echo(f"已存入{_title(kept.checklist)}：{kept.change.words}")
    else:
        click.echo(f"和{_title(kept.checklist)}相同，没有存新的版本。")


@checklist.command(help="检查 .xlsx 工作簿或自查表文件夹；不写时检查程序自带的。")
@click.argument("path", type=_FILE, required=False, metavar="[文件或文件夹]")
@JSON_OPTION
def validate(path: Path | None, as_json: bool) -> None:
    """Load a checklist and say what it holds; nothing is kept."""
    from bizenv_desktop.actions import checklist_actions

    library = built_in()
    if path is not None and not path.exists():
        raise UserError(
            f"找不到文件夹或文件“{path}”；请写 .xlsx 工作簿，或放着自查表 .toml 文件的文件夹。"
        )
    with _faults_told(as_json):
        if path is None:
            found = library.checklists
        elif path.is_dir():
            found = (library.read_checklist(path),)
        else:
            found = (checklist_actions.read_workbook(path, library.editions),)
    if as_json:
        print_json([_row(each) for each in found])
        return
    for each in found:
        points = f"基本分{each.base_points}分"
        click.echo(f"{_title(each)}：{len(each.items)}项，{points}，格式正确")


@contextmanager
def _faults_told(as_json: bool) -> Iterator[None]:
    """Every fault of a refused workbook, one a line or as JSON, and exit code 1."""
    from bizenv_desktop.imports.workbook_faults import WorkbookRefused

    try:
        yield
    except WorkbookRefused as refused:
        _tell(refused, as_json)
        raise click.exceptions.Exit(1) from refused


def _tell(refused: WorkbookRefused, as_json: bool) -> None:
    if as_json:
        faults = [
            {"cell": fault.cell, "reason": fault.reason, "suggestion": fault.suggestion}
            for fault in refused.faults
        ]
        print_json({"ok": False, "faults": faults})
        return
    click.echo(str(refused), err=True)
    for fault in refused.faults if len(refused.faults) > 1 else ():
        click.echo(fault.sentence, err=True)


def _store_if_any(database: Path | None) -> AbstractContextManager[Store | None]:
    """The database; none is needed where none was named and this PC has none yet."""
    if database is None and not database_path(None).exists():
        return nullcontext()
    return open_store(database, read_only=True)


def _title(found: Checklist) -> str:
    return f"{found.title}（第{found.version}版）"


def _row(found: Checklist) -> dict[str, Any]:
    return {
        "id": found.id,
        "version": found.version,
        "title": found.title,
        "items": len(found.items),
        "base_points": str(found.base_points),
    }


def _change(kept: Kept) -> dict[str, Any]:
    change = kept.change
    return {
        "stored": kept.added,
        "added": [item.code for item in change.added],
        "changed": [
            {"code": each.after.code, "parts": list(each.parts)} for each in change.changed
        ],
        "retired": [item.code for item in change.removed],
    }
