# SPDX-License-Identifier: MIT
"""`submit`: the self-check as a package on a stick or in a folder, verified there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseCommand
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    PERIOD_OPTION,
    check_key,
    device,
    now,
    open_store,
    print_json,
)

if TYPE_CHECKING:
    from bizenv_desktop.actions.submission_actions import Submitted


@click.command(
    cls=ChineseCommand, help="上报：把审核通过的自查写成一个上报包，写到U盘或文件夹，并读回核验。"
)
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="写到哪里，如U盘的盘符；没有就新建。",
)
@PERIOD_OPTION
@click.option("--by", default="", metavar="姓名", help="谁上报的，写在包里。")
@JSON_OPTION
@click.pass_obj
def submit(database: Path | None, folder: Path, period: str | None, by: str, as_json: bool) -> None:
    """Freeze the self-check as its next revision and write it; what did not change, again."""
    from bizenv_desktop.actions import submission_actions

    with open_store(database, read_only=False) as store:
        key = check_key(store, period)
        submission_actions.check_joined(store, key)
        done = submission_actions.submit(store, key, folder, device(), now(), by=by)
    if as_json:
        print_json(_record(done))
    else:
        click.echo("\n".join(_lines(done)))


def _record(done: Submitted) -> dict[str, Any]:
    record = done.record
    return {
        "organisation": record.organisation,
        "period": record.period,
        "revision": record.revision,
        "package": record.id,
        "code": done.code,
        "path": str(done.path),
        "photos": done.photos,
        "again": done.again,
        "made": record.made,
        "delivered": record.delivered,
    }


def _lines(done: Submitted) -> list[str]:
    from bizenv_desktop.domain.period import Period

    record = done.record
    what = "没有新的修改，重新写出" if done.again else "已上报"
    photos = f"，带佐证{done.photos}件" if done.photos else ""
    return [
        f"{what}{Period.parse(record.period).label}自查第{record.revision}版{photos}。",
        f"已写到 {done.path}，并读回核验，可以拔出。",
        f"核对码 {done.code}，打电话给上级核对时念这六个字符。",
    ]
