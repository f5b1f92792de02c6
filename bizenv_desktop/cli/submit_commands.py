# SPDX-License-Identifier: MIT
"""`submit`: the self-check as a package on a stick or in a folder, verified there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseCommand
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    OUT_OPTION,
    PERIOD_OPTION,
    check_key,
    device,
    now,
    open_store,
    print_json,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.actions.relay_actions import RelayMade
    from bizenv_desktop.actions.submission_actions import Submitted
    from bizenv_desktop.storage import Store


@click.command(
    cls=ChineseCommand, help="上报：把审核通过的自查写成一个上报包，写到U盘或文件夹，并读回核验。"
)
@OUT_OPTION
@PERIOD_OPTION
@click.option("--by", default="", metavar="姓名", help="谁上报的，写在包里。")
@click.option("--relay", "below", is_flag=True, help="汇总上报下级的包；没有自查的上级不用写。")
@click.option("--photos", is_flag=True, help="汇总上报时带上佐证照片。")
@JSON_OPTION
@click.pass_obj
def submit(
    database: Path | None,
    folder: Path,
    period: str | None,
    by: str,
    below: bool,
    photos: bool,
    as_json: bool,
) -> None:
    """Freeze the self-check as its next revision and write it; what did not change, again.

    A superior hands its units' packages on.
    """
    from bizenv_desktop.actions import submission_actions

    with open_store(database, read_only=False) as store:
        if below or photos or _only_hands_on(store):
            _hand_on(store, folder, period, photos=photos, as_json=as_json)
            return
        key = check_key(store, period)
        done = submission_actions.submit(store, key, folder, device(), now(), by=by)
    if as_json:
        print_json(_record(done))
    else:
        click.echo("\n".join(_lines(done)))


def _only_hands_on(store: Store) -> bool:
    """Whether it is a superior's database without a self-check of its own."""
    from bizenv_desktop import actions
    from bizenv_desktop.domain.organisation import Level

    own = actions.own_organisation(store)
    return own is not None and own.level is not Level.TOWNSHIP and not store.self_checks()


def _hand_on(
    store: Store, folder: Path, period: str | None, *, photos: bool, as_json: bool
) -> None:
    from bizenv_desktop.actions.relay_actions import relay
    from bizenv_desktop.domain.period import Period

    code = None if period is None else Period.parse(period).code
    done = relay(store, folder, device(), now(), period=code, photos=photos)
    left_out = [{"package": each.id, "organisation": each.organisation} for each in done.left_out]
    if as_json:
        more = {"packages": done.packages, "units": list(done.units), "left_out": left_out}
        print_json({**_record(done), **more})
        return
    what = "没有新的包，重新写出" if done.again else "已汇总上报"
    with_photos = f"，带佐证{done.photos}件" if done.photos else ""
    when = Period.parse(code).label if code else "各期"
    click.echo(f"{what}{when}{len(done.units)}个单位的{done.packages}个包{with_photos}。")
    click.echo(f"已写到 {done.path}，并读回核验，可以拔出。")
    click.echo(f"核对码 {done.code}，打电话给上级核对时念这六个字符。")
    if done.left_out:
        who = "、".join(sorted({each.organisation for each in done.left_out}))
        click.echo(f"有{len(left_out)}个包的密钥已停用，没有带上：{who}。", err=True)


def _record(done: Submitted | RelayMade) -> dict[str, Any]:
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
