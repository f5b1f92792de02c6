# SPDX-License-Identifier: MIT
"""`share`: dimensions for another clerk's PC, taken over there, handed back, brought together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseGroup
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    OUT_OPTION,
    PERIOD_OPTION,
    check_key,
    database_path,
    device,
    now,
    open_store,
    print_json,
)
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from bizenv_desktop.actions.merge_actions import MergePlan
    from bizenv_desktop.actions.share_actions import Shared
    from bizenv_desktop.domain.exchange.differences import Difference, Side
    from bizenv_desktop.domain.exchange.shares import SharedOut

_FINGERPRINT = click.option(
    "--fingerprint", metavar="指纹", help="对方念的密钥指纹，登记那台电脑的密钥，只要一次。"
)


@click.group(cls=ChineseGroup, help="分工：把几个维度分给另一台电脑填，交回后逐项合并。")
def share() -> None:
    """Two clerks on two PCs; also the way out of a fork."""


@share.command("out", help="分出：把几个维度写成分工包，交给另一个人。")
@click.option("--dims", required=True, metavar="维度", help="维度编号，如 A,B。")
@click.option("--to", required=True, metavar="姓名", help="分给谁。")
@OUT_OPTION
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def out(
    database: Path | None, dims: str, to: str, folder: Path, period: str | None, as_json: bool
) -> None:
    """Hand dimensions out."""
    from bizenv_desktop.actions import share_actions

    wanted = dims.replace("，", ",").replace("、", ",").split(",")
    with open_store(database, read_only=False) as store:
        key = check_key(store, period)
        done = share_actions.share_out(store, key, wanted, folder, device(), now(), to=to)
    if as_json:
        print_json(_shared(done) | {"to": to})
        return
    click.echo(f"已把{'、'.join(done.scope)}分给{to}，核对码 {done.code}。")
    click.echo(f"已写到 {done.path}，并读回核验，可以拔出。")


@share.command("take", help="接收分工包，在这台电脑上填分到的维度。")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@_FINGERPRINT
@JSON_OPTION
@click.pass_obj
def take(database: Path | None, file: Path, fingerprint: str | None, as_json: bool) -> None:
    """Take work over; an empty or missing database becomes the unit's."""
    from bizenv_desktop.actions import other_pc_actions, share_actions
    from bizenv_desktop.actions.fresh import opened_or_made

    with opened_or_made(database_path(database, create=True)) as store:
        if fingerprint:
            other_pc_actions.enrol_other(store, file, fingerprint, now())
        done = share_actions.take_share(store, file, now())
    got = done.share
    if as_json:
        print_json(
            {
                "organisation": got.organisation,
                "period": got.period,
                "scope": list(got.scope),
                "package": got.package,
                "from": got.by,
                "again": done.again,
                "changed": done.changed,
            }
        )
    elif done.again:
        click.echo("这个分工包以前已经接收过，没有改动。")
    else:
        click.echo(f"已接收{got.by}分来的{'、'.join(got.scope)}，其他维度由他人填报。")


@share.command("back", help="交回：把填好的维度写成交回包，密钥卡一起写出。")
@OUT_OPTION
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def back(database: Path | None, folder: Path, period: str | None, as_json: bool) -> None:
    """Hand the work back; it can be done again."""
    from bizenv_desktop.actions import share_actions
    from bizenv_desktop.domain.exchange.keys import fingerprint

    with open_store(database, read_only=False) as store:
        key = check_key(store, period)
        done = share_actions.hand_back(store, key, folder, device(), now())
    finger = fingerprint(done.record.key)
    if as_json:
        print_json(_shared(done) | {"outside": done.outside, "fingerprint": finger})
        return
    click.echo(f"已交回{'、'.join(done.scope)}，核对码 {done.code}，密钥指纹 {finger}。")
    click.echo(f"已写到 {done.path}，并读回核验，可以拔出。")
    if done.outside:
        click.echo(f"另有{done.outside}项不在分工范围内的改动，那边不会并入。", err=True)


@share.command("list", help="列出分出去的和分到这里的维度。")
@JSON_OPTION
@click.pass_obj
def list_(database: Path | None, as_json: bool) -> None:
    """What is with whom."""
    from bizenv_desktop.actions import share_actions
    from bizenv_desktop.domain.period import Period

    with open_store(database, read_only=True) as store:
        found = share_actions.shares(store)
    if as_json:
        print_json(
            {
                "out": [_entry(each) for each in found.out],
                "taken": [
                    {"package": each.package, "period": each.period, "scope": list(each.scope)}
                    for each in found.taken
                ],
            }
        )
        return
    for each in found.out:
        click.echo(
            f"{each.code} {Period.parse(each.period).label} {'、'.join(each.scope)}"
            f" {each.at[:10]}分给{each.to} {each.state}"
        )
    for one in found.taken:
        state = f"已交回{len(one.back)}次" if one.back else "还没有交回"
        click.echo(
            f"分到这里 {Period.parse(one.period).label} {'、'.join(one.scope)}（{one.by}）{state}"
        )
    if not found.out and not found.taken:
        click.echo("没有分工。")


@share.command("cancel", help="取消一次分工，不再等它交回。")
@click.argument("code", metavar="核对码")
@JSON_OPTION
@click.pass_obj
def cancel(database: Path | None, code: str, as_json: bool) -> None:
    """Wait no longer; what comes back nevertheless can still be merged."""
    from bizenv_desktop.actions import share_actions

    with open_store(database, read_only=False) as store:
        out_ones = [each for each in share_actions.shares(store).out if each.is_out]
        found = next((each for each in out_ones if each.code == code.strip().upper()), None)
        if found is None:
            raise UserError(f"没有核对码是“{code}”、还没交回的分工；请用 share list 查看。")
        share_actions.call_off(store, found.package, now())
    if as_json:
        print_json({"package": found.package, "code": found.code})
    else:
        click.echo(f"已取消分给{found.to}的{'、'.join(found.scope)}。")


@share.command("merge", help="合并：交回包，或本单位另一台电脑的上报包；不选时只看不同之处。")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option(
    "--theirs", multiple=True, metavar="编号", help="取对方的，可写多次；* 是全部要选的。"
)
@click.option("--ours", multiple=True, metavar="编号", help="取本机的，可写多次；* 是全部要选的。")
@click.option("--yes", is_flag=True, help="没有要选择的时候，按默认合并。")
@_FINGERPRINT
@JSON_OPTION
@click.pass_obj
def merge(
    database: Path | None,
    file: Path,
    theirs: tuple[str, ...],
    ours: tuple[str, ...],
    yes: bool,
    fingerprint: str | None,
    as_json: bool,
) -> None:
    """Show what differs; with choices bring it together. Exit 1 while something is to be chosen."""
    from bizenv_desktop.actions import merge_actions, other_pc_actions
    from bizenv_desktop.domain.exchange.merging import undecided

    with open_store(database, read_only=False) as store:
        if fingerprint:
            other_pc_actions.enrol_other(store, file, fingerprint, now())
        plan = other_pc_actions.take_other(store, file, now())
        choices = merge_actions.choices_for(plan.found, theirs, ours)
        asked = undecided(plan.found, choices)
        decided = bool(theirs or ours or yes) and not asked
        if decided:
            merge_actions.apply_merge(store, plan, choices, now())
    if as_json:
        print_json(_plan(plan, choices) | {"merged": decided, "undecided": len(asked)})
    else:
        click.echo("\n".join(_plan_lines(plan, choices)))
        if decided:
            click.echo("已合并；下次上报的版本会同时代替两边的。")
    if asked:
        if not as_json:
            click.echo(
                f"有{len(asked)}处要选择，没有改动；请用 --theirs 编号 或 --ours 编号 选择。",
                err=True,
            )
        raise click.exceptions.Exit(1)


def _shared(done: Shared) -> dict[str, Any]:
    record = done.record
    return {
        "package": record.id,
        "code": done.code,
        "path": str(done.path),
        "period": record.period,
        "scope": list(done.scope),
    }


def _entry(each: SharedOut) -> dict[str, Any]:
    return {
        "package": each.package,
        "code": each.code,
        "period": each.period,
        "scope": list(each.scope),
        "to": each.to,
        "at": each.at,
        "returned": list(each.returned),
        "off": each.off,
    }


def _plan(plan: MergePlan, choices: dict[str, Side]) -> dict[str, Any]:
    from bizenv_desktop.domain.exchange.difference_words import lines

    return {
        "package": plan.own.id,
        "kind": str(plan.header.kind),
        "period": plan.header.period,
        "device": plan.header.device_name,
        "made": plan.header.made,
        "base": None if plan.base is None else plan.base.id,
        "again": plan.again,
        "notes": list(plan.notes),
        "differences": [
            {
                "item": each.item,
                "part": str(each.part),
                "origin": str(each.origin),
                "choice": _chosen(each, choices),
                "lines": [
                    {"field": line.field, "ours": line.ours, "theirs": line.theirs}
                    for line in lines(each, plan.files, plan.item(each.item))
                ],
            }
            for each in plan.found
        ],
    }


def _chosen(found: Difference, choices: dict[str, Side]) -> str | None:
    side = choices.get(found.name, found.default)
    return None if side is None else str(side)


def _plan_lines(plan: MergePlan, choices: dict[str, Side]) -> list[str]:
    from bizenv_desktop.domain.exchange.difference_words import lines
    from bizenv_desktop.domain.exchange.differences import count_words

    made = f"{plan.header.made_at:%Y-%m-%d %H:%M}"
    header = plan.header
    told = [
        f"{header.kind.label}：{header.device_name}，{made}，第{header.revision}版",
        *plan.notes,
    ]
    told.append(f"{count_words(plan.found)}。" if plan.found else "两边没有不同。")
    for each in plan.found:
        side = choices.get(each.name, each.default)
        chosen = "还没有选" if side is None else side.label
        name = f"{each.item} " if each.item else ""
        told.append(f"{name}{each.part.label}（{each.origin.label}；{chosen}）")
        for line in lines(each, plan.files, plan.item(each.item)):
            told.append(f"  {line.field}：本机 {_one_line(line.ours)}")
            told.append(f"  {' ' * 2 * len(line.field)}  对方 {_one_line(line.theirs)}")
    return told


def _one_line(text: str, most: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
