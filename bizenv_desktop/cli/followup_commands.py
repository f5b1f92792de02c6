# SPDX-License-Identifier: MIT
"""The commands on closed findings: what came back, what is to be looked at again, what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseCommand
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    PERIOD_OPTION,
    check_key,
    now,
    open_store,
    parse_day,
    print_json,
    today,
)
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.domain.findings.followup import FollowUp, Looked, Recurrence
    from bizenv_desktop.domain.findings.looks import Look
    from bizenv_desktop.storage import Store

_OUTCOMES = ("holds", "again")  # not read from the enum: help is light


@click.command("followup", cls=ChineseCommand, help="列出反弹的问题、该回头看的和已经回头看的。")
@JSON_OPTION
@click.pass_obj
def followup(database: Path | None, as_json: bool) -> None:
    """What came back after closing, what is to be looked at again, and what was seen."""
    with open_store(database, read_only=True) as store:
        found = _follow_up(store)
    if as_json:
        print_json(
            {
                "recurrences": [_recurrence_record(one) for one in found.recurrences],
                "look_backs": [
                    {
                        "code": look.occasion.view.item.code,
                        "period": look.occasion.period,
                        "after": look.after,
                        "day": look.day.isoformat(),
                    }
                    for look in found.look_backs
                ],
                "looked": [_looked_record(one) for one in found.looked],
            }
        )
        return
    for one in found.recurrences:
        item = one.found.view.item
        click.echo(f"反弹\t{one.found.period}\t{item.code} {item.title}\t{one.words}")
    for look in found.look_backs:
        item, period = look.occasion.view.item, look.occasion.period
        days = f"销号后{look.after}天"
        click.echo(f"回头看\t{look.day:%Y-%m-%d}\t{period}\t{item.code} {item.title}\t{days}")
    for seen in found.looked:
        click.echo(_looked_line(seen))
    click.echo(
        f"反弹{len(found.recurrences)}个，回头看{len(found.look_backs)}个，"
        f"已回头看{len(found.looked)}次"
    )


@click.command(
    "looked",
    cls=ChineseCommand,
    help="登记回头看：谁、哪天看的，仍合格还是又有问题；或撤回登记。",
)
@click.argument("codes", nargs=-1, required=True, metavar="编号…")
@click.option("--by", required=True, metavar="姓名", help="去看的人；撤回时为撤回的人。")
@click.option("--day", metavar="日期", help="哪天看的，如 2026-12-15；不写为今天。")
@click.option(
    "--outcome",
    type=click.Choice(_OUTCOMES),
    default="holds",
    metavar="结果",
    help="holds 仍合格（不写即此），again 又有问题。",
)
@click.option("--words", default="", metavar="文字", help="看到了什么；又有问题必须写。")
@click.option("--after", type=int, metavar="天数", help="销号后30或90天的；不写为接下来该看的。")
@click.option("--take-back", is_flag=True, help="撤回最近一次登记；原登记留在办理过程里。")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def looked(
    database: Path | None,
    codes: tuple[str, ...],
    by: str,
    day: str | None,
    outcome: str,
    words: str,
    after: int | None,
    take_back: bool,
    period: str | None,
    as_json: bool,
) -> None:
    """Record what was seen when closed findings were looked at again, or take that back.

    Without a period they are the findings of those codes that `followup` lists; all or none.
    """
    from bizenv_desktop.actions import rectification_actions as desk
    from bizenv_desktop.domain.findings.looks import LookOutcome

    seen = LookOutcome.TAKEN_BACK if take_back else LookOutcome(outcome)
    when = today() if day is None else parse_day(day)
    with open_store(database, read_only=False) as store:
        found = _follow_up(store)
        wanted = None if period is None else check_key(store, period)
        places = [
            _place(store, found, code, wanted, after, taken=take_back)
            for code in dict.fromkeys(codes)
        ]
        desk.look_back(store, today(), places, seen, day=when, who=by, at=now(), words=words)
        looks = [(code, store.looks(key)[code][-1], key) for key, code, _ in places]
    if as_json:
        print_json([_recorded(key, code, look) for code, look, key in looks])
        return
    for code, look, _ in looks:
        what = f"销号后{look.after}天回头看"
        click.echo(f"{code} " + (f"撤回{what}" if take_back else f"{what}：{seen.label}"))


def _place(
    store: Store,
    found: FollowUp,
    code: str,
    wanted: tuple[str, str] | None,
    after: int | None,
    *,
    taken: bool,
) -> tuple[tuple[str, str], str, int]:
    """Which look of which self-check is meant by a code; `UserError` when there is none."""
    listed = _listed(found, code, taken=taken)
    key = wanted or (listed[0][0] if listed else check_key(store, None))
    days = after or next((days for place, days in listed if place == key), None)
    if days is None:
        _refuse_unknown(store, key, code)
        raise UserError(_why_none(code, taken=taken))
    return key, code, days


def _refuse_unknown(store: Store, key: tuple[str, str], code: str) -> None:
    from bizenv_desktop import actions
    from bizenv_desktop.actions import rectification_actions as desk

    desk.finding_of(actions.fill(store, key, today()), code)


def look_record(look: Look) -> dict[str, Any]:
    """A look as another program reads it, in a finding's history too."""
    return {
        "step": "look_back",
        "at": look.at.isoformat(),
        "who": look.who,
        "words": look.words,
        "after": look.after,
        "day": look.day.isoformat(),
        "outcome": str(look.outcome),
    }


def _recorded(key: tuple[str, str], code: str, look: Look) -> dict[str, Any]:
    from bizenv_desktop.domain.period import Period

    return {"code": code, "period": Period.parse(key[1]).label, **look_record(look)}


def _follow_up(store: Store) -> FollowUp:
    from bizenv_desktop.actions import rectification_actions as desk

    return desk.follow_up(store, today(), check_key(store, None)[0])


def _listed(found: FollowUp, code: str, *, taken: bool) -> list[tuple[tuple[str, str], int]]:
    """Self-checks and days under which a code is listed, the latest look taken first."""
    if not taken:
        places = [(one.occasion, one.after) for one in found.look_backs]
    else:
        looks = sorted(found.looked, key=lambda one: one.look.at, reverse=True)
        places = [(one.occasion, one.look.after) for one in looks]
    return [(place.key, days) for place, days in places if place.view.item.code == code]


def _why_none(code: str, *, taken: bool) -> str:
    if taken:
        return f"“{code}”没有登记过回头看，没有可以撤回的。"
    return f"“{code}”现在没有该回头看的；请用 finding followup 核对，或用 --after 写明天数。"


def _recurrence_record(one: Recurrence) -> dict[str, Any]:
    return {
        "code": one.found.view.item.code,
        "period": one.found.period,
        "count": one.count,
        "days": one.days,
        "earlier": [before.period for before in one.earlier],
    }


def _looked_record(one: Looked) -> dict[str, Any]:
    later = one.later
    return {
        "code": one.occasion.view.item.code,
        "period": one.occasion.period,
        **look_record(one.look),
        "found_again": later and {"period": later.period, "code": later.view.item.code},
    }


def _looked_line(one: Looked) -> str:
    item, look = one.occasion.view.item, one.look
    place = f"{one.occasion.period}\t{item.code} {item.title}"
    return f"已回头看\t{look.day:%Y-%m-%d}\t{place}\t{look.who}：{one.words}"
