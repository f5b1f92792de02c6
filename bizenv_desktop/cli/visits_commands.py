# SPDX-License-Identifier: MIT
"""The commands on inspections by others, regained points and earlier periods."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseCommand, ChineseGroup
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    PERIOD_OPTION,
    check_key,
    filled_check,
    now,
    open_store,
    parse_day,
    print_json,
    today,
)
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from bizenv_desktop.domain.findings.visit import Visit
    from bizenv_desktop.domain.period_comparison import ItemChange
    from bizenv_desktop.storage import Store

_KINDS = (
    "unannounced",
    "supervision",
    "assessment",
    "congress",
    "other",
)  # the enum's, which help need not load


@click.group(cls=ChineseGroup, help="暗访、督导：登记检查和发现的问题。")
def visit() -> None:
    """Inspections by others."""


@visit.command("add", help="登记一次检查；发现的问题列入整改。")
@click.option("--day", required=True, metavar="日期", help="哪天来的，如 2026-11-20。")
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    default=_KINDS[0],
    help="如何来的：unannounced 暗访（不写时）、supervision、assessment、congress、other。",
)
@click.option("--by", required=True, metavar="名称", help="谁来检查的。")
@click.option("--summary", default="", metavar="文字", help="总体评价。")
@click.option(
    "--problem",
    "problems",
    multiple=True,
    metavar="编号=文字",
    help="发现的问题，可写多个；编号是检查项或维度，如 A01=值班人不在岗。",
)
@click.option(
    "--photo",
    "photos",
    multiple=True,
    metavar="文件",
    type=click.Path(path_type=Path),
    help="这次检查的照片或通知，可写多个；以后也可用 evidence add 督1现场 添加。",
)
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def add(
    database: Path | None,
    day: str,
    kind: str,
    by: str,
    summary: str,
    problems: tuple[str, ...],
    photos: tuple[Path, ...],
    period: str | None,
    as_json: bool,
) -> None:
    """Record an inspection; its problems become findings beside the self-check's."""
    from bizenv_desktop.actions import rectification_actions as desk
    from bizenv_desktop.domain.findings.visit import VisitKind

    found = [_problem(text) for text in problems]
    with open_store(database, read_only=False) as store:
        check = filled_check(store, period)
        desk.add_visit(store, check, parse_day(day), VisitKind(kind), by, summary, found)
        made = store.visits(check.check.key)[-1]
        refused = _add_photos(store, check.check.key, made, photos) if photos else ()
    if as_json:
        told = {"refused": list(refused)} if photos else {}
        print_json({**_visit_record(made), **told})
    else:
        click.echo(f"已登记{made.title}，{len(made.problems)}个问题列入整改")
        for sentence in refused:
            click.echo(sentence, err=True)
    if refused:
        raise click.exceptions.Exit(1)


def _add_photos(
    store: Store, key: tuple[str, str], made: Visit, photos: tuple[Path, ...]
) -> tuple[str, ...]:
    """Keep the photos of a visit; a sentence on each that was refused."""
    from bizenv_desktop.actions.evidence_actions import add_evidence
    from bizenv_desktop.domain.evidence import Use

    at = now().replace(tzinfo=None)
    return add_evidence(store, key, made.photo_code, Use.ANSWER, photos, at).refused


@visit.command("correct", help="更正一次检查：没有写的不变；漏登的问题可以补上。")
@click.argument("number", type=int, metavar="第几次")
@click.option("--day", metavar="日期", help="哪天来的。")
@click.option("--kind", type=click.Choice(_KINDS), help="如何来的，同 visit add。")
@click.option("--by", metavar="名称", help="谁来检查的。")
@click.option("--summary", metavar="文字", help="总体评价。")
@click.option(
    "--words",
    "texts",
    multiple=True,
    metavar="编号=文字",
    help="已登记问题的新写法，如 督1-1=值班人不在岗。",
)
@click.option(
    "--problem", "problems", multiple=True, metavar="编号=文字", help="漏登的问题，同 visit add。"
)
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def correct(
    database: Path | None,
    number: int,
    day: str | None,
    kind: str | None,
    by: str | None,
    summary: str | None,
    texts: tuple[str, ...],
    problems: tuple[str, ...],
    period: str | None,
    as_json: bool,
) -> None:
    """Put an inspection right; its problems keep their codes, forgotten ones follow them."""
    from bizenv_desktop.actions import rectification_actions as desk
    from bizenv_desktop.domain.findings.visit import VisitKind

    words = dict(_problem(text) for text in texts)
    with open_store(database, read_only=False) as store:
        check = filled_check(store, period)
        known = desk.visit_of(check, number)
        unknown = words.keys() - {problem.code for problem in known.problems}
        if unknown:
            raise UserError(f"第{number}次检查没有“{min(unknown)}”这个问题；请核对编号。")
        desk.correct_visit(
            store,
            check,
            number,
            known.day if day is None else parse_day(day),
            known.kind if kind is None else VisitKind(kind),
            known.inspectors if by is None else by,
            known.summary if summary is None else summary,
            words,
            [_problem(text) for text in problems],
        )
        made = desk.visit_of(filled_check(store, period), number)
    if as_json:
        print_json(_visit_record(made))
    else:
        click.echo(f"已更正{made.title}，{len(made.problems)}个问题列入整改")


@visit.command("remove", help="删除登记错的一次检查；开始整改以后不能删。")
@click.argument("number", type=int, metavar="第几次")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def remove(database: Path | None, number: int, period: str | None, as_json: bool) -> None:
    """Delete an inspection recorded by mistake, with its problems and photos."""
    from bizenv_desktop.actions import rectification_actions as desk

    with open_store(database, read_only=False) as store:
        check = filled_check(store, period)
        gone = desk.visit_of(check, number)
        store.forget_visit(check.check.key, number)
    if as_json:
        print_json({"removed": _visit_record(gone)})
    else:
        click.echo(f"已删除{gone.title}和它的{len(gone.problems)}个问题")


@visit.command("list", help="列出登记过的检查。")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def visits(database: Path | None, period: str | None, as_json: bool) -> None:
    """Inspections of a period."""
    with open_store(database, read_only=True) as store:
        found = store.visits(check_key(store, period))
    if as_json:
        print_json([_visit_record(one) for one in found])
        return
    for one in found:
        click.echo(one.title)
        for problem in one.problems:
            place = problem.check_item or problem.dimension
            click.echo(f"  {problem.code}\t{place}\t{problem.problem}")
    click.echo(f"共{len(found)}次检查")


@click.command(cls=ChineseCommand, help="补分测算：改好哪些问题能补多少分。")
@click.argument("codes", nargs=-1, metavar="[编号…]")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def whatif(
    database: Path | None, codes: tuple[str, ...], period: str | None, as_json: bool
) -> None:
    """Points to regain, the most first, and the score after the named ones are met."""
    from bizenv_desktop.domain.arithmetic import money_like, plain
    from bizenv_desktop.domain.findings.regain import regains, score_after

    with open_store(database, read_only=True) as store:
        check = filled_check(store, period)
    found, after = regains(check), score_after(check, codes)
    if as_json:
        print_json(
            {
                "total": _text(check.card.total),
                "after": _text(after.total),
                "grade": check.card.grade,
                "grade_after": after.grade,
                "items": [
                    {
                        "code": one.view.item.code,
                        "points": plain(one.points),
                        "of_total": plain(one.of_total),
                        "veto": one.vetoes,
                        "chosen": one.view.item.code in codes,
                    }
                    for one in found
                ],
            }
        )
        return
    for one in found:
        mark = "一票否决" if one.vetoes else f"{plain(one.points)}分"
        click.echo(f"{one.view.item.code}\t{mark}\t总分+{one.of_total}\t{one.view.item.title}")
    if check.card.total is not None and after.total is not None:
        words = (
            f"现在{money_like(check.card.total)}分，改好{len(codes)}项后{money_like(after.total)}分"
        )
        click.echo(words)


@click.command(cls=ChineseCommand, help="历次得分和走势，只比较相同的检查项。")
@JSON_OPTION
@click.pass_obj
def trend(database: Path | None, as_json: bool) -> None:
    """Every period's scores, and what got better or worse since the one before."""
    from bizenv_desktop.actions import rectification_actions as desk
    from bizenv_desktop.domain.papers.trend import trend as over
    from bizenv_desktop.domain.period_comparison import compare_periods

    with open_store(database, read_only=True) as store:
        checks = desk.history(store, today(), check_key(store, None)[0])
    line = over(checks[0], checks[1:])
    pair = compare_periods(checks[0], checks[1]) if len(checks) > 1 else None
    if as_json:
        print_json(
            {
                "basis": line.basis,
                "share": _text(line.share),
                "points": [
                    {"period": point.period, "value": _text(point.value)} for point in line.points
                ],
                "better": [_change(one) for one in pair.better] if pair else [],
                "worse": [_change(one) for one in pair.worse] if pair else [],
            }
        )
        return
    for point in line.points:
        value = "没有得分" if point.value is None else str(point.value)
        click.echo(f"{point.period}\t{value}{'' if point.complete else '（未填完）'}")
    click.echo(line.basis)
    for name, changes in (("好转", pair.better), ("变差", pair.worse)) if pair else ():
        for one in changes:
            click.echo(f"{name}\t{one.code} {one.title}\t{one.before}→{one.after}")


def _visit_record(one: Visit) -> dict[str, Any]:
    return {
        "number": one.number,
        "day": one.day.isoformat(),
        "kind": str(one.kind),
        "inspectors": one.inspectors,
        "summary": one.summary,
        "problems": [
            {
                "code": problem.code,
                "dimension": problem.dimension,
                "check_item": problem.check_item,
                "problem": problem.problem,
            }
            for problem in one.problems
        ],
    }


def _change(one: ItemChange) -> dict[str, str]:
    return {"code": one.code, "before": str(one.before), "after": str(one.after)}


def _problem(text: str) -> tuple[str, str]:
    place, sign, words = text.partition("=")
    if not sign:
        raise UserError(f"“{text}”没有写成 编号=文字；请写如 A01=值班人不在岗。")
    return place.strip(), words


def _text(number: object) -> str | None:
    return None if number is None else str(number)
