# SPDX-License-Identifier: MIT
"""The command that builds the dossier for an inspector."""

from __future__ import annotations

from pathlib import Path

import click

from bizenv_desktop.cli.chinese_click import ChineseCommand
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    PERIOD_OPTION,
    built_in,
    check_key,
    now,
    open_store,
    print_json,
)


@click.command(cls=ChineseCommand, help="生成迎检档案：材料、整改过程、佐证和校验值。")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="位置",
    help="写到哪个文件夹；以 .zip 结尾时打成一个压缩包。",
)
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def dossier(database: Path | None, out: Path, period: str | None, as_json: bool) -> None:
    """Everything about a self-check in a read-only folder or zip."""
    from bizenv_desktop.actions.dossier import make_dossier

    with open_store(database, read_only=True) as store:
        made = make_dossier(store, check_key(store, period), built_in(), out, now())
    if as_json:
        print_json(
            {
                "path": str(made.path),
                "papers": made.papers,
                "evidence": made.evidence,
                "faults": list(made.faults),
            }
        )
        return
    click.echo(f"已生成 {made.path}：材料{made.papers}份，佐证{made.evidence}件")
    for fault in made.faults:
        click.echo(f"没有放进去：{fault}", err=True)
