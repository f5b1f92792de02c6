# SPDX-License-Identifier: MIT
"""`units`: which units below ours owe a report, from the division tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseGroup
from bizenv_desktop.cli.command_parts import JSON_OPTION, built_in, now, open_store, print_json
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bizenv_desktop.domain.divisions import Division, Divisions
    from bizenv_desktop.storage import Store
    from bizenv_desktop.storage.key_shelf import Subordinate


_NAMED = 20


@click.group(cls=ChineseGroup, help="应报单位：列出、增加、去掉要上报的下级单位。")
def units() -> None:
    """Who is expected to report."""


@units.command("list", help="列出应报的下级单位。")
@JSON_OPTION
@click.pass_obj
def list_(database: Path | None, as_json: bool) -> None:
    """The units below ours."""
    with open_store(database, read_only=True) as store:
        known = store.keys.subordinates()
    if as_json:
        print_json([_unit(each) for each in known])
        return
    for each in known:
        how = "直接上报" if each.direct else "由中间单位转报"
        owes = "" if each.expected else "，不要求上报"
        click.echo(f"{each.organisation.code} {each.organisation.full_name}（{how}{owes}）")
    click.echo(f"共{len(known)}个单位，应报{sum(each.expected for each in known)}个。")


@units.command("add", help="增加应报单位：写代码，或加 --children 增加本单位以下的全部乡镇。")
@click.argument("codes", nargs=-1, metavar="代码…")
@click.option("--children", is_flag=True, help="行政区划里本单位以下的全部乡镇（街道）。")
@JSON_OPTION
@click.pass_obj
def add(database: Path | None, codes: tuple[str, ...], children: bool, as_json: bool) -> None:
    """Put units on the list; those on it stay as they are."""
    if bool(codes) is children:
        raise click.UsageError("请写单位代码，或者写 --children，只写一样。")
    with open_store(database, read_only=False) as store:
        wanted = _named(store, codes) if codes else _children(store)
        known = {unit.organisation.code for unit in store.keys.subordinates()}
        new = [unit for unit in wanted if unit.organisation.code not in known]
        store.keys.save_subordinates(new, now().isoformat(timespec="seconds"))
    if as_json:
        print_json([_unit(each) for each in new])
    else:
        names = "、".join(each.organisation.name for each in new[:_NAMED])
        more = "等" if len(new) > _NAMED else ""
        click.echo(f"增加了{len(new)}个应报单位：{names}{more}。" if new else "这些单位都已在列。")


@units.command("drop", help="去掉一个应报单位；它报来的包和密钥都留着。")
@click.argument("code", metavar="代码")
@JSON_OPTION
@click.pass_obj
def drop(database: Path | None, code: str, as_json: bool) -> None:
    """Take a unit off the list."""
    with open_store(database, read_only=False) as store:
        found = [each for each in store.keys.subordinates() if each.organisation.code == code]
        if not found:
            raise UserError(f"应报单位里没有“{code}”；请用 units list 核对代码。")
        store.keys.forget_subordinate(code)
    if as_json:
        print_json(_unit(found[0]))
    else:
        click.echo(f"已去掉{found[0].organisation.name}；它报来的包和密钥都留着。")


def _named(store: Store, codes: tuple[str, ...]) -> list[Subordinate]:
    from bizenv_desktop import actions
    from bizenv_desktop.actions.receipt_actions import refuse_others
    from bizenv_desktop.storage.key_shelf import Subordinate

    own = actions.own_organisation(store)
    divisions = built_in().divisions
    found = [actions.organisation_from_division(divisions, code) for code in codes]
    refuse_others(own, found)
    return [Subordinate(unit) for unit in found]


def _children(store: Store) -> list[Subordinate]:
    """The townships below ours; those that a level between hands on are not direct."""
    from bizenv_desktop import actions
    from bizenv_desktop.domain.organisation import Level
    from bizenv_desktop.storage.key_shelf import Subordinate

    own = actions.own_organisation(store)
    divisions = built_in().divisions
    if own is None or divisions.get(own.code) is None or own.level is Level.TOWNSHIP:
        raise UserError("本单位在行政区划里没有下级；请用“units add 代码”一个一个增加。")
    return [
        Subordinate(
            actions.organisation_from_division(divisions, each.code),
            direct=each.parent == own.code,
        )
        for each in _townships(divisions, own.code)
    ]


def _townships(divisions: Divisions, code: str) -> Iterator[Division]:
    from bizenv_desktop.domain.organisation import Level

    for each in divisions.children(code):
        if each.level is Level.TOWNSHIP:
            yield each
        else:
            yield from _townships(divisions, each.code)


def _unit(unit: Subordinate) -> dict[str, Any]:
    own = unit.organisation
    return {
        "code": own.code,
        "name": own.name,
        "level": own.level,
        "path": list(own.path),
        "direct": unit.direct,
        "expected": unit.expected,
    }
