# SPDX-License-Identifier: MIT
"""`feedback`: a superior's scores and notes, the package down, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bizenv_desktop.cli.chinese_click import ChineseGroup
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    OUT_OPTION,
    PERIOD_OPTION,
    built_in,
    check_key,
    device,
    now,
    open_store,
    parse_day,
    print_json,
    today,
)
from bizenv_desktop.cli.feedback_words import (
    show_under,
    state_lines,
    state_record,
    words_of_reviews,
    written_record,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from bizenv_desktop.domain.exchange.feedback import NoteKind

_BY = click.option("--by", default="", metavar="姓名", help="谁考核的。")
_UNIT = click.argument("unit", metavar="单位")


@click.group(cls=ChineseGroup, help="考核和反馈：考核分、督办、退回、写出反馈、看反馈。")
def feedback() -> None:
    """The superior's answer; a unit is named by its code or its name."""


@feedback.command("review", help="给一个单位的一项打考核分；与自评分不同时要写理由。")
@_UNIT
@click.argument("item", metavar="编号")
@click.argument("score", metavar="考核分")
@click.option("--reason", default="", metavar="文字", help="理由。")
@PERIOD_OPTION
@_BY
@JSON_OPTION
@click.pass_obj
def review(
    database: Path | None,
    unit: str,
    item: str,
    score: str,
    reason: str,
    period: str | None,
    by: str,
    as_json: bool,
) -> None:
    """考核分 of one item; “none” takes it back."""
    from bizenv_desktop.actions.reviewing_actions import give_scores, under_review, unit_key
    from bizenv_desktop.domain.exchange.feedback import parse_score

    wish = None if score == "none" else (parse_score(score), reason)
    with open_store(database, read_only=False) as store:
        key = unit_key(store, unit, period)
        under = under_review(store, key, today())
        give_scores(store, under, {item: wish}, by=by, now=now())
        under = under_review(store, key, today())
    show_under(under, as_json=as_json)


@feedback.command("agree", help="其余没有考核分的项都按自评分给考核分。")
@_UNIT
@PERIOD_OPTION
@_BY
@JSON_OPTION
@click.pass_obj
def agree(database: Path | None, unit: str, period: str | None, by: str, as_json: bool) -> None:
    """Every item without 考核分 gets the unit's own score."""
    from bizenv_desktop.actions.reviewing_actions import agree_with_rest, under_review, unit_key

    with open_store(database, read_only=False) as store:
        key = unit_key(store, unit, period)
        agree_with_rest(store, under_review(store, key, today()), by=by, now=now())
        under = under_review(store, key, today())
    show_under(under, as_json=as_json)


@feedback.command("carry", help="把给旧版的考核分都算作现在这一版的。")
@_UNIT
@PERIOD_OPTION
@_BY
@JSON_OPTION
@click.pass_obj
def carry(database: Path | None, unit: str, period: str | None, by: str, as_json: bool) -> None:
    """考核分 of earlier revisions become those of the one that stands."""
    from bizenv_desktop.actions.reviewing_actions import carry_scores, under_review, unit_key

    with open_store(database, read_only=False) as store:
        key = unit_key(store, unit, period)
        done = carry_scores(store, under_review(store, key, today()), by=by, now=now())
    if as_json:
        print_json({"carried": done.count, "left": list(done.left)})
        return
    click.echo(f"{done.count}项考核分算作本版的了。")
    if done.left:
        click.echo(f"与本版不合、要重看的：{'、'.join(done.left)}")


@feedback.command("note", help="督办：写清要求和办结期限。")
@_UNIT
@click.option("--words", required=True, metavar="文字", help="要求。")
@click.option("--due", "due", metavar="日期", help="办结期限，如 2026-12-15。")
@PERIOD_OPTION
@_BY
@JSON_OPTION
@click.pass_obj
def note(
    database: Path | None,
    unit: str,
    words: str,
    due: str | None,
    period: str | None,
    by: str,
    as_json: bool,
) -> None:
    """督办 with a day it is due."""
    from bizenv_desktop.domain.exchange.feedback import NoteKind

    day = None if due is None else parse_day(due)
    _add_note(database, unit, NoteKind.SUPERVISE, words, day, period, by, as_json=as_json)


@feedback.command("return", help="退回：要求改好后重新上报。")
@_UNIT
@click.option("--words", required=True, metavar="文字", help="为什么退回。")
@PERIOD_OPTION
@_BY
@JSON_OPTION
@click.pass_obj
def return_(
    database: Path | None, unit: str, words: str, period: str | None, by: str, as_json: bool
) -> None:
    """退回 for change."""
    from bizenv_desktop.domain.exchange.feedback import NoteKind

    _add_note(database, unit, NoteKind.RETURN, words, None, period, by, as_json=as_json)


@feedback.command("take-back", help="撤回一条督办或退回；序号见 feedback show。")
@_UNIT
@click.argument("number", type=int, metavar="序号")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def take_back(
    database: Path | None, unit: str, number: int, period: str | None, as_json: bool
) -> None:
    """A note is taken back; the next feedback is without it."""
    from bizenv_desktop.actions.reviewing_actions import under_review, unit_key

    with open_store(database, read_only=False) as store:
        key = unit_key(store, unit, period)
        store.reviews.take_back_note(key, number)
        under = under_review(store, key, today())
    show_under(under, as_json=as_json)


@feedback.command("issue", help="定哪些自查表和正式文本随反馈下发；什么都不写就显示现在的。")
@click.option(
    "--checklist", "checklists", multiple=True, metavar="编号", help="自查表，可以写几个。"
)
@click.option("--edition", "editions", multiple=True, metavar="编号", help="导入过的法规版本。")
@click.option("--none", "nothing", is_flag=True, help="什么都不下发。")
@JSON_OPTION
@click.pass_obj
def issue(
    database: Path | None,
    checklists: tuple[str, ...],
    editions: tuple[str, ...],
    nothing: bool,
    as_json: bool,
) -> None:
    """The newest kept version of each checklist; the list replaces the one before."""
    from bizenv_desktop.actions import issuing_actions

    write = bool(checklists or editions or nothing)
    with open_store(database, read_only=not write) as store:
        if write:
            newest = dict(store.checklist_versions())  # in order of version: the last one counts
            wanted = [(name, newest.get(name, 1)) for name in checklists]
            issuing_actions.issue(store, wanted, editions)
        found, texts = issuing_actions.issued(store)
    if as_json:
        print_json({"checklists": [list(each) for each in found], "editions": list(texts)})
        return
    for name, version in found:
        click.echo(f"自查表 {name} 第{version}版")
    for name in texts:
        click.echo(f"正式文本 {name}")
    if not found and not texts:
        click.echo("没有要下发的自查表和正式文本。")


@feedback.command("write", help="写出反馈；不写单位就写给所有有新消息的下级。")
@click.argument("units", nargs=-1, metavar="[单位…]")
@OUT_OPTION
@JSON_OPTION
@click.pass_obj
def write(database: Path | None, units: tuple[str, ...], folder: Path, as_json: bool) -> None:
    """Receipts, 考核分, notes and what is issued, one file a unit."""
    from bizenv_desktop.actions.feedback_actions import write_all_feedback
    from bizenv_desktop.actions.reviewing_actions import unit_code

    with open_store(database, read_only=False) as store:
        wanted = [unit_code(store, unit) for unit in units] if units else None
        written = write_all_feedback(store, folder, device(), now(), units=wanted)
    if as_json:
        print_json([written_record(each) for each in written])
        return
    for each in written:
        again = "没有新内容，重新写出" if each.again else "已写到"
        click.echo(f"{again} {each.path}，核对码 {each.record.code}")
    click.echo(f"共写出{len(written)}份反馈。" if written else "没有要反馈的新内容。")


@feedback.command("show", help="乡镇看上级的反馈；上级写单位，看对它说过什么。")
@click.argument("unit", required=False, metavar="[单位]")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def show(database: Path | None, unit: str | None, period: str | None, as_json: bool) -> None:
    """What came back, or what was said of a unit."""
    from bizenv_desktop.actions.feedback_state import feedback_for
    from bizenv_desktop.actions.reviewing_actions import under_review, unit_key

    with open_store(database, read_only=True) as store:
        if unit is not None:
            show_under(under_review(store, unit_key(store, unit, period), today()), as_json=as_json)
            return
        key = check_key(store, period)
        state = feedback_for(store, key)
        words = words_of_reviews(store, key, state)
    if as_json:
        print_json(state_record(state))
    else:
        click.echo("\n".join(state_lines(state, words)))


@feedback.command("offers", help="列出上级随反馈下发、还没有存入的自查表和正式文本；可以存入。")
@click.option("--take", "numbers", multiple=True, type=int, metavar="序号", help="存入哪几个。")
@click.option("--by", default="", metavar="姓名", help="谁存入的；存入正式文本时要写。")
@JSON_OPTION
@click.pass_obj
def offers(database: Path | None, numbers: tuple[int, ...], by: str, as_json: bool) -> None:
    """What superiors issued; nothing of it is kept before somebody says so."""
    from bizenv_desktop.actions import issuing_actions
    from bizenv_desktop.errors import UserError

    library = built_in()
    with open_store(database, read_only=not numbers) as store:
        found = issuing_actions.offers(store, library)
        for number in numbers:
            if not 1 <= number <= len(found):
                raise UserError(f"没有第{number}个；现有{len(found)}个，请先不带 --take 看一遍。")
        for number in numbers:
            issuing_actions.take_offer(store, library, found[number - 1], by, now())
    if as_json:
        print_json(
            [
                {"name": each.name, "from": each.superior, "taken": number in numbers}
                for number, each in enumerate(found, 1)
            ]
        )
        return
    for number, each in enumerate(found, 1):
        done = "（已存入）" if number in numbers else ""
        click.echo(f"{number}. {each.superior}下发：{each.name}{done}")
    if not found:
        click.echo("上级没有下发新的自查表和正式文本。")


def _add_note(
    database: Path | None,
    unit: str,
    kind: NoteKind,
    words: str,
    due: date | None,
    period: str | None,
    by: str,
    *,
    as_json: bool,
) -> None:
    from bizenv_desktop.actions.reviewing_actions import add_note, under_review, unit_key

    with open_store(database, read_only=False) as store:
        key = unit_key(store, unit, period)
        add_note(store, under_review(store, key, today()), kind, words, by=by, now=now(), due=due)
        under = under_review(store, key, today())
    show_under(under, as_json=as_json)
