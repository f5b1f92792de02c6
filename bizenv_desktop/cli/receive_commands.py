# SPDX-License-Identifier: MIT
"""`receive`: take in packages from files and folders, look at them first, take a receipt back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseCommand
from bizenv_desktop.cli.command_parts import JSON_OPTION, now, open_store, print_json
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.sight import Sight
    from bizenv_desktop.storage import Store
    from bizenv_desktop.sync.outcomes import Outcome


@click.command(
    cls=ChineseCommand,
    help="接收：收下上报包、汇总上报包和上级的反馈；可以写文件，也可以写文件夹（往下找一层）。",
)
@click.argument("places", nargs=-1, metavar="文件或文件夹…", type=click.Path(path_type=Path))
@click.option("--look", "only_look", is_flag=True, help="只看是什么、收下会怎样，不接收。")
@click.option("--undo", metavar="包", help="撤回一次接收；写核对码或完整的包号。包还留着。")
@click.option("--redo", metavar="包", help="恢复撤回了的接收。")
@JSON_OPTION
@click.pass_obj
def receive(
    database: Path | None,
    places: tuple[Path, ...],
    only_look: bool,
    undo: str | None,
    redo: str | None,
    as_json: bool,
) -> None:
    """Take packages in; exit 1 when any was refused, the others are taken."""
    if sum((bool(places), undo is not None, redo is not None)) != 1:
        raise click.UsageError("请写要接收的文件或文件夹，或者写 --undo 或 --redo，只写一样。")
    with open_store(database, read_only=only_look) as store:
        if undo is not None or redo is not None:
            _take_back(store, undo or redo or "", undone=undo is not None, as_json=as_json)
        elif only_look:
            _look(store, places, as_json=as_json)
        else:
            _receive(store, places, as_json=as_json)


def _receive(store: Store, places: tuple[Path, ...], *, as_json: bool) -> None:
    from bizenv_desktop.actions import receiving_actions

    outcomes = receiving_actions.receive(store, places, now())
    if not outcomes:
        raise UserError("那里没有上报包；请检查文件夹，或U盘是否已插好。")
    if as_json:
        print_json([outcome_record(each) for each in outcomes])
    else:
        for each in outcomes:
            tell_outcome(each)
        click.echo(_sum(outcomes))
        if forked := _forked(store, outcomes):
            click.echo(f"分叉：{forked}两台电脑各报了一版；请通知该单位合并后再报。")
    if any(each.refused for each in outcomes):
        raise click.exceptions.Exit(1)


def _look(store: Store, places: tuple[Path, ...], *, as_json: bool) -> None:
    from bizenv_desktop.actions import receiving_actions

    sights: list[Sight] = []
    refused: list[tuple[str, str]] = []
    for path in receiving_actions.packages_in(places):
        try:
            sights.append(receiving_actions.look(store, path))
        except UserError as error:
            refused.append((path.name, str(error)))
    if as_json:
        bad = [{"file": name, "reason": reason} for name, reason in refused]
        print_json({"packages": [_sight(each) for each in sights], "refused": bad})
    else:
        for sight in sights:
            click.echo("\n".join(_sight_lines(sight)))
        for name, reason in refused:
            click.echo(f"{name}：{reason}", err=True)
        click.echo(f"共{len(sights) + len(refused)}个文件，没有接收。")
    if refused:
        raise click.exceptions.Exit(1)


def _take_back(store: Store, wanted: str, *, undone: bool, as_json: bool) -> None:
    from bizenv_desktop.actions import receiving_actions

    record = receiving_actions.find_package(store, wanted)
    act = receiving_actions.undo_receipt if undone else receiving_actions.redo_receipt
    change = act(store, record.id)
    if as_json:
        places = [{"organisation": one, "period": other} for one, other in sorted(change.packages)]
        print_json({"package": record.id, "undone": undone, "changed": places})
    else:
        header = store.packages.content(record.id).header
        what = "已撤回接收，包还留着" if undone else "已恢复接收"
        click.echo(f"{what}：{_about(header)} {record.code}。")


# -- in words


def tell_outcome(outcome: Outcome, indent: str = "") -> None:
    """Say what became of a package and of those within; refusals go to the error stream."""
    header = outcome.header
    what = outcome.name if header is None else f"{_about(header)} {outcome.package[:6].upper()}"
    reason = f"：{outcome.reason}" if outcome.reason else ""
    file = "" if indent or header is None else f"（{outcome.name}）"
    click.echo(
        f"{indent}{outcome.taken.label} {what}{file}{reason}", err=outcome.refused == (outcome,)
    )
    for each in outcome.inner:
        tell_outcome(each, f"{indent}  ")


def _about(header: Header) -> str:
    from bizenv_desktop.domain.period import Period

    period = Period.parse(header.period).label if header.period else "各期"
    return f"{header.sender.name} {period} {header.kind.label} 第{header.revision}版"


def _sum(outcomes: tuple[Outcome, ...]) -> str:
    from bizenv_desktop.sync.outcomes import Taken

    every = [*outcomes, *(inner for each in outcomes for inner in each.inner)]
    parts = [
        f"{taken.label}{count}个"
        for taken in Taken
        if (count := sum(each.taken is taken for each in every))
    ]
    return f"共{len(outcomes)}个文件：{'；'.join(parts)}。"


def _forked(store: Store, outcomes: tuple[Outcome, ...]) -> str:
    """Which of the units just received stand in a fork now."""
    from bizenv_desktop.actions.receipt_actions import unit_names
    from bizenv_desktop.actions.receiving_actions import change_of

    shown, names = store.packages.numbers_shown(), unit_names(store)
    places = sorted(change_of(outcomes).packages)
    forked = dict.fromkeys(code for code, period in places if shown.get((code, period), (0, 0))[1])
    return "、".join(names.get(code, code) for code in forked)


def _sight_lines(sight: Sight) -> list[str]:
    inside = f"，带附件{sight.photos}个" if sight.photos else ""
    return [
        f"{sight.path.name}：{sight.unit} {sight.period_label} {sight.kind_label}",
        f"  {sight.effect_words}；核对码 {sight.code}，{sight.size_label}{inside}",
        f"  {sight.made_at:%Y-%m-%d %H:%M} 由“{sight.made_on}”导出；"
        f"{sight.trust.label}，指纹 {sight.fingerprint}",
    ]


# -- for programs


def outcome_record(outcome: Outcome) -> dict[str, Any]:
    """An outcome for another program."""
    return {
        "file": outcome.name,
        "outcome": outcome.taken,
        "package": outcome.package,
        **({} if outcome.header is None else _header(outcome.header)),
        "reason": outcome.reason,
        "inner": [outcome_record(each) for each in outcome.inner],
    }


def _header(header: Header) -> dict[str, Any]:
    return {
        "kind": header.kind,
        "sender": header.sender.code,
        "sender_name": header.sender.name,
        "organisation": header.organisation,
        "period": header.period,
        "revision": header.revision,
        "made": header.made,
    }


def _sight(sight: Sight) -> dict[str, Any]:
    return {
        "file": str(sight.path),
        "package": sight.id,
        "code": sight.code,
        **_header(sight.header),
        "device": sight.made_on,
        "size": sight.size,
        "photos": sight.photos,
        "packages": sight.packages,
        "trust": sight.trust,
        "fingerprint": sight.fingerprint,
        "known": sight.known,
        "undone": sight.undone,
        "replaces": sight.replaces,
        "effect": sight.effect,
    }
