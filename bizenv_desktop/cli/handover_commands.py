# SPDX-License-Identifier: MIT
"""`handover`: the whole work to another PC, taken there, or taken back here."""

from __future__ import annotations

from pathlib import Path

import click

from bizenv_desktop.cli.chinese_click import ChineseGroup
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    OUT_OPTION,
    database_path,
    device,
    now,
    open_store,
    print_json,
)


@click.group(cls=ChineseGroup, help="岗位交接：把本单位的全部数据转到另一台电脑，只有一边接着填。")
def handover() -> None:
    """One goes on, the other can be looked at."""


@handover.command("give", help="做交接包：写出全部数据和佐证，读回核验，本机以后只能查看。")
@OUT_OPTION
@click.option("--to", required=True, metavar="姓名", help="交给谁。")
@JSON_OPTION
@click.pass_obj
def give(database: Path | None, folder: Path, to: str, as_json: bool) -> None:
    """Write the whole database, then let it rest here."""
    from bizenv_desktop.actions import handover_actions

    with open_store(database, read_only=False) as store:
        done = handover_actions.handover(store, folder, device(), now(), to=to)
    if as_json:
        print_json(
            {
                "path": str(done.path),
                "package": done.package,
                "code": done.code,
                "to": done.to,
                "files": done.files,
                "lost": list(done.lost),
            }
        )
        return
    click.echo(f"已写到 {done.path}，带文件{done.files}件，并读回核验，可以拔出。")
    click.echo(f"核对码 {done.code}，接手的人看到的应当一样。")
    click.echo(f"本机从现在起只能查看，由{done.to}接着填。")
    for name in done.lost:
        click.echo(f"本机已经缺少、没有带上的佐证：{name}", err=True)
    click.echo(handover_actions.SECRET, err=True)


@handover.command("take", help="接手：把交接包变成本机的数据库；已有数据的文件不覆盖。")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@JSON_OPTION
@click.pass_obj
def take(database: Path | None, file: Path, as_json: bool) -> None:
    """Everything is verified before anything is written."""
    from bizenv_desktop.actions import handover_actions

    target = database_path(database, create=True)
    done = handover_actions.take_handover_into(file, target, now())
    own = done.organisation
    if as_json:
        print_json(
            {
                "path": str(target),
                "organisation": own.code,
                "name": own.name,
                "code": done.code,
                "self_checks": done.self_checks,
                "files": done.files,
                "lost": done.lost,
            }
        )
        return
    click.echo(f"已接手{own.full_name}：自查{done.self_checks}期，文件{done.files}件。")
    click.echo(f"核对码 {done.code}，应当和交出的人念的一样。数据库是 {target}")
    if done.lost:
        click.echo(f"有{done.lost}件佐证在交出的电脑上就已缺少，请重新添加。", err=True)
    click.echo("交接包里有签名密钥，请马上从U盘上删除。", err=True)


@handover.command("undo", help="收回交接，在本机接着填；接手的电脑如果已经开始填会分叉。")
@click.option("--yes", is_flag=True, help="不问，直接收回。")
@JSON_OPTION
@click.pass_obj
def undo(database: Path | None, yes: bool, as_json: bool) -> None:
    """Let it go on here after all."""
    from bizenv_desktop.actions import handover_actions

    with open_store(database, read_only=False) as store:
        before = handover_actions.handover_state(store)
        if (before.to or before.begun) and not yes:
            click.echo(handover_actions.FORK, err=True)
            click.confirm("要收回吗？", abort=True, err=True)
        handover_actions.take_back(store)
    if as_json:
        print_json({"to": before.to, "at": before.at, "code": before.code})
    else:
        click.echo("已收回，本机可以接着填。")
