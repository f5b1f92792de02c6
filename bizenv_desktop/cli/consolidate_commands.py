# SPDX-License-Identifier: MIT
"""The commands on 汇总: who has reported, figures over all units, papers, open tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bizenv_desktop.cli.chinese_click import ChineseCommand, ChineseGroup
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    PERIOD_OPTION,
    built_in,
    open_store,
    parse_day,
    print_json,
    today,
)
from bizenv_desktop.domain.papers.consolidated_kinds import CONSOLIDATED_KINDS
from bizenv_desktop.domain.papers.paper_kinds import PaperFormat
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.domain.papers.paper_kinds import PaperKind
    from bizenv_desktop.domain.period import Period
    from bizenv_desktop.storage import Store

_FILE = click.Path(path_type=Path)
UNDER_OPTION = click.option(
    "--under", default="", metavar="代码", help="只看这个代码下面的单位，如 231222。"
)


@click.group(
    cls=ChineseGroup,
    invoke_without_command=True,
    help="汇总收到的上报：得分、共性问题、整改；不带命令时显示总况。",
)
@PERIOD_OPTION
@UNDER_OPTION
@click.option("--ranking", is_flag=True, help="另附位次，并说明只比较哪些单位。")
@JSON_OPTION
@click.pass_context
def consolidate(
    context: click.Context, period: str | None, under: str, ranking: bool, as_json: bool
) -> None:
    """Figures of a period over all units."""
    if context.invoked_subcommand is not None:
        if period or under or ranking or as_json:
            raise UserError("选项请写在命令的后面，如 consolidate wall --period 2026Q4。")
        return
    from bizenv_desktop.actions.consolidation_actions import consolidated
    from bizenv_desktop.cli.consolidate_words import figures_lines, figures_record
    from bizenv_desktop.domain.exchange.comparability import rank

    with open_store(context.obj, read_only=True) as store:
        figures = consolidated(store, chosen(store, period).code, today(), under=under)
    places = rank(figures.units, figures.titles) if ranking else None
    if as_json:
        print_json(figures_record(figures, places))
    else:
        click.echo("\n".join(figures_lines(figures, places)))


@consolidate.command("wall", help="应报未报：哪些单位报了、没报、退回、分叉、逾期。")
@click.option(
    "--period",
    "periods",
    multiple=True,
    metavar="期次",
    help="如 2026Q4，可写多个；不写为最近一期。",
)
@UNDER_OPTION
@JSON_OPTION
@click.pass_obj
def wall_command(database: Path | None, periods: Sequence[str], under: str, as_json: bool) -> None:
    """Units against periods."""
    from bizenv_desktop.actions.consolidation_actions import wall
    from bizenv_desktop.cli.consolidate_words import wall_lines, wall_record

    with open_store(database, read_only=True) as store:
        wanted = list(periods) or [chosen(store, None).code]
        found = wall(store, wanted, today(), under=under)
    if as_json:
        print_json(wall_record(found))
    else:
        click.echo("\n".join(wall_lines(found)))


@consolidate.command("items", help="共性问题：每个检查项多少单位失分、失多少分。")
@click.option("--item", default="", metavar="编号", help="只看这一项，并列出失分的单位。")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="没有单位失分的检查项也列出；有 --item 时列全单位。",
)
@PERIOD_OPTION
@UNDER_OPTION
@JSON_OPTION
@click.pass_obj
def items_command(
    database: Path | None,
    item: str,
    everything: bool,
    period: str | None,
    under: str,
    as_json: bool,
) -> None:
    """Check items over the units."""
    from bizenv_desktop.actions.consolidation_actions import (
        MOST_LOSING,
        coverage,
        first_losing,
        items,
    )
    from bizenv_desktop.cli.consolidate_words import item_lines, item_record

    wanted = item.strip().upper()
    with open_store(database, read_only=True) as store:
        code = chosen(store, period).code
        said = coverage(store, code, today(), under=under)
        found = [
            each
            for each in items(store, code, under=under)
            if each.code == wanted or (not wanted and (each.losing or everything))
        ]
        if wanted and not found:
            raise UserError(f"收到的上报里没有检查项“{wanted}”；请核对编号。")
        units = {
            (each.family, each.code): first_losing(
                store, code, each, under=under, most=each.losing if everything else MOST_LOSING
            )
            for each in found
            if wanted
        }
    if as_json:
        records = [item_record(each, units.get((each.family, each.code))) for each in found]
        print_json({"period": code, "coverage": said.sentence, "items": records})
        return
    click.echo(said.sentence)
    for each in found:
        for line in item_lines(each, units.get((each.family, each.code))):
            click.echo(line)
    if not found:
        click.echo("没有单位失分的检查项。")


@consolidate.command("findings", help="各单位的问题：状态、时限，是否逾期。")
@click.option("--open", "only_open", is_flag=True, help="只要没有销号的。")
@click.option("--overdue", is_flag=True, help="只要逾期没有销号的。")
@PERIOD_OPTION
@UNDER_OPTION
@JSON_OPTION
@click.pass_obj
def findings_command(
    database: Path | None,
    only_open: bool,
    overdue: bool,
    period: str | None,
    under: str,
    as_json: bool,
) -> None:
    """Findings of all units."""
    from bizenv_desktop.actions.consolidation_actions import coverage, unit_findings
    from bizenv_desktop.cli.consolidate_words import finding_line, finding_record
    from bizenv_desktop.domain.findings.lifecycle import State

    states = [state for state in State if not (only_open and state is State.CLOSED)]
    with open_store(database, read_only=True) as store:
        code = chosen(store, period).code
        said = coverage(store, code, today(), under=under)
        found = unit_findings(
            store, code, under=under, states=states, overdue_on=today() if overdue else None
        )
    if as_json:
        records = [finding_record(each, today()) for each in found]
        print_json({"period": code, "coverage": said.sentence, "findings": records})
        return
    click.echo(said.sentence)
    for each in found:
        click.echo(finding_line(each, today()))
    if not found:
        click.echo("没有这样的问题。")


@consolidate.command("unit", help="看一个单位的上报：逐项得分和算法、问题、与上期比。")
@click.argument("code", metavar="代码")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def unit_command(database: Path | None, code: str, period: str | None, as_json: bool) -> None:
    """One unit's self-check as it stands here."""
    from bizenv_desktop import actions
    from bizenv_desktop.actions.consolidation_actions import unit_view
    from bizenv_desktop.cli.unit_words import unit_lines, unit_record

    with open_store(database, read_only=True) as store:
        view = unit_view(store, code.strip().upper(), chosen(store, period).code, today())
        editions = actions.known_editions(built_in(), store) if as_json else {}
    if as_json:
        print_json(unit_record(view, editions))
    else:
        click.echo("\n".join(unit_lines(view)))


@consolidate.command("due", help="显示、设定或取消一期的上报期限。")
@click.argument("period", metavar="期次")
@click.argument("day", required=False, metavar="日期")
@click.option("--none", "none", is_flag=True, help="取消这一期的期限。")
@JSON_OPTION
@click.pass_obj
def due_command(
    database: Path | None, period: str, day: str | None, none: bool, as_json: bool
) -> None:
    """The last day for reporting a period."""
    from bizenv_desktop.actions.consolidation_actions import due_days, set_due
    from bizenv_desktop.domain.period import Period

    wanted = Period.parse(period)
    with open_store(database, read_only=day is None and not none) as store:
        if day is not None or none:
            set_due(store, wanted.code, None if none else parse_day(day or ""))
        due = due_days(store).get(wanted.code)
    if as_json:
        print_json({"period": wanted.code, "due": due.isoformat() if due else None})
    else:
        click.echo(f"{wanted.label}上报期限：{due}" if due else f"{wanted.label}没有设上报期限。")


@consolidate.command("export", help="导出开放表：CSV 文件，或一个 SQLite 文件，供别的数据库装载。")
@click.argument("folder", type=_FILE, metavar="文件夹")
@click.option("--sqlite", "database_too", is_flag=True, help="写成一个 SQLite 文件。")
@click.option("--csv", "csv_too", is_flag=True, help="写成 CSV 文件（不写格式时也是）。")
@JSON_OPTION
@click.pass_obj
def export_command(
    database: Path | None, folder: Path, database_too: bool, csv_too: bool, as_json: bool
) -> None:
    """Everything that stands, as flat tables."""
    from bizenv_desktop.actions.open_tables_actions import export_open_tables

    with open_store(database, read_only=True) as store:
        written = export_open_tables(
            store, folder, csv_files=csv_too or not database_too, database=database_too
        )
    if as_json:
        print_json([{"file": str(each.path), "rows": each.rows} for each in written])
        return
    for each in written:
        click.echo(f"已生成 {each.path}" + (f"（{each.rows}行）" if each.rows else ""))


@consolidate.group("print", cls=ChineseGroup, help="生成汇总材料。")
def print_consolidated() -> None:
    """Papers of many units; each kind is a command."""


def _command(kind: PaperKind) -> click.Command:
    endings = "、".join(f".{form}" for form in kind.formats)
    options: list[click.Parameter] = [
        click.Option(
            ["--out"],
            type=_FILE,
            required=True,
            metavar="文件",
            help=f"写到哪个文件（{endings}）；写文件夹时自动取名，生成 PDF。",
        ),
    ]
    if kind.id == "list":
        options.append(click.Option(["--by-item"], is_flag=True, help="按检查项排，不按单位。"))
    if kind.id == "urge":
        options.append(click.Option(["--as-list"], is_flag=True, help="一张总表，不一单位一张。"))
    if kind.id == "scores":
        options.append(click.Option(["--ranking"], is_flag=True, help="另附位次。"))
    command = ChineseCommand(
        kind.id,
        params=options,
        callback=click.pass_obj(lambda database, **given: _print(kind, database, **given)),
        help=f"生成{kind.name}：{kind.hint}。",
    )
    return PERIOD_OPTION(UNDER_OPTION(JSON_OPTION(command)))


def _print(
    kind: PaperKind,
    database: Path | None,
    out: Path,
    period: str | None,
    under: str,
    as_json: bool,
    by_item: bool = False,
    as_list: bool = False,
    ranking: bool = False,
) -> None:
    """One paper as a file."""
    from bizenv_desktop.actions.consolidated_papers import consolidated_file, consolidated_paper
    from bizenv_desktop.actions.paper_actions import write_one

    with open_store(database, read_only=True) as store:
        record = consolidated_paper(
            store,
            kind,
            chosen(store, period).code,
            today(),
            under=under,
            by_item=by_item,
            as_list=as_list,
            ranking=ranking,
        )
    if out.is_dir():
        out = out / consolidated_file(record, PaperFormat.PDF)
    written = write_one(record, kind, out)
    if as_json:
        missing = list(written.missing)
        print_json({"file": str(out), "pages": written.pages, "missing": missing})
        return
    pages = "" if written.pages is None else f"（{written.pages}页）"
    click.echo(f"已生成 {out}{pages}")
    if written.missing:
        click.echo(f"以下字符没有字体可以显示，已印作〓：{' '.join(written.missing)}", err=True)


def chosen(store: Store, period: str | None) -> Period:
    """The period asked for; without one the latest that something was received for."""
    from bizenv_desktop.actions.consolidation_actions import latest_period
    from bizenv_desktop.domain.period import Period

    return latest_period(store, today()) if period is None else Period.parse(period)


for _kind in CONSOLIDATED_KINDS:
    print_consolidated.add_command(_command(_kind))
