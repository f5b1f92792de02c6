# SPDX-License-Identifier: MIT
"""The command line: every action without the window. Importing this never imports Qt.

Exit 0 done, 1 refused for a reason the user can act on (one sentence), 2 wrong usage. What a
command needs is imported inside it, so that help pages and refusals appear at once.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bizenv_desktop import APP_NAME, __version__, paths
from bizenv_desktop.cli.checklist_commands import checklist
from bizenv_desktop.cli.chinese_click import ChineseGroup, explain_usage
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    PERIOD_OPTION,
    built_in,
    check_key,
    database_path,
    now,
    open_store,
    print_json,
    today,
)
from bizenv_desktop.cli.consolidate_commands import consolidate
from bizenv_desktop.cli.dossier_commands import dossier
from bizenv_desktop.cli.evidence_commands import evidence
from bizenv_desktop.cli.feedback_commands import feedback
from bizenv_desktop.cli.handover_commands import handover
from bizenv_desktop.cli.keys_commands import keys
from bizenv_desktop.cli.paper_settings_command import papers
from bizenv_desktop.cli.papers_commands import check_paper, print_group
from bizenv_desktop.cli.receive_commands import receive
from bizenv_desktop.cli.rectification_commands import finding
from bizenv_desktop.cli.regulation_commands import regulation
from bizenv_desktop.cli.share_commands import share
from bizenv_desktop.cli.submit_commands import submit
from bizenv_desktop.cli.units_commands import units
from bizenv_desktop.cli.visits_commands import trend, visit, whatif
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bizenv_desktop.domain.period import Period

_CODE_OF_A_SUPERIOR = 6
"""Digits of the code of a county, city or province."""


def main() -> None:
    """Run the program and leave with its exit code; no traceback ever reaches the user."""
    _use_utf8()
    sys.exit(_run())


def _run() -> int:
    try:
        # click hands back the code of a command that left early, None otherwise
        return cli.main(prog_name="bizenv-desktop", standalone_mode=False) or 0
    except click.UsageError as error:
        click.echo(explain_usage(error), err=True)
        return 2
    except click.Abort:
        click.echo("已取消。", err=True)
        return 1
    except UserError as error:
        click.echo(str(error), err=True)
        return 1
    except Exception as error:
        click.echo(_keep_report(error), err=True)
        return 1


@click.group(
    cls=ChineseGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=f"{APP_NAME}：不带命令时打开窗口。",
)
@click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="数据库文件；不写时用本机默认的数据库。",
)
@click.version_option(
    __version__,
    prog_name="bizenv-desktop",
    message="%(prog)s %(version)s",
    help="显示版本。",
)
@click.pass_context
def cli(context: click.Context, database: Path | None) -> None:
    """Open the window, or do one command's work without it."""
    context.obj = database
    if context.invoked_subcommand is None:
        context.exit(_open_window(database))


cli.add_command(checklist)
cli.add_command(consolidate)
cli.add_command(dossier)
cli.add_command(evidence)
cli.add_command(feedback)
cli.add_command(finding)
cli.add_command(keys)
cli.add_command(papers)
cli.add_command(handover)
cli.add_command(print_group)
cli.add_command(receive)
cli.add_command(regulation)
cli.add_command(share)
cli.add_command(submit)
cli.add_command(trend)
cli.add_command(units)
cli.add_command(visit)
cli.add_command(whatif)


def _open_window(database: Path | None) -> int:
    with _needing_qt("窗口打不开"):
        from bizenv_desktop.gui.app import run

        return run(database)


@contextmanager
def _needing_qt(trouble: str) -> Iterator[None]:
    """Tell what is missing of Qt or of the system libraries it rests on; other faults are ours."""
    try:
        yield
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("PySide6", "shiboken6"):
            raise
        raise UserError(
            f"{trouble}，本机缺少显示窗口用的系统库（{error}）；请装好它再试。"
        ) from error


@cli.command(help="显示自查得分及算法。")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def score(database: Path | None, period: str | None, as_json: bool) -> None:
    """The score of one self-check, in words or as JSON."""
    from bizenv_desktop import actions
    from bizenv_desktop.domain.papers.score_report import score_lines, score_record

    with open_store(database, read_only=True) as store:
        filled = actions.fill(store, check_key(store, period), today())
        editions = actions.known_editions(built_in(), store) if as_json else {}
    if as_json:
        print_json(score_record(filled, editions))
    else:
        click.echo("\n".join(score_lines(filled)))


@cli.group(
    cls=ChineseGroup,
    invoke_without_command=True,
    help="检查数据库是否完好、得分是否算得一致；没有数据库时检查程序本身。",
)
@click.option("--program", is_flag=True, help="只检查程序本身，不看数据库。")
@JSON_OPTION
@click.pass_context
def check(context: click.Context, program: bool, as_json: bool) -> None:
    """The database's health, and both scorers compared; exit 1 when something is wrong."""
    if context.invoked_subcommand is not None:
        return
    database: Path | None = context.obj
    if program or (database is None and not paths.default_database().exists()):
        _check_program(as_json)
        return
    from bizenv_desktop import actions

    with open_store(database, read_only=True) as store:
        report = actions.check_database(store, today())
    if as_json:
        print_json(
            {
                "ok": not report.faults,
                "faults": list(report.faults),
                "self_checks": report.self_checks,
                "answers": report.answers,
                "packages": report.packages,
            }
        )
    elif not report.faults:
        packages = f"，上报包{report.packages}个" if report.packages else ""
        click.echo(
            f"数据库完好：自查{report.self_checks}期，填报结果{report.answers}条{packages}。"
        )
    else:
        click.echo("\n".join(report.faults), err=True)
    if report.faults:
        raise click.exceptions.Exit(1)


check.add_command(check_paper)


def _check_program(as_json: bool) -> None:
    from bizenv_desktop.program_check import check_program

    report = check_program(built_in())
    if as_json:
        print_json({"ok": True, "faults": [], "self_checks": 0, "answers": 0, "packages": 0})
    else:
        click.echo(report)


@cli.command(help="显示或设定本数据库属于哪个单位。")
@click.argument("code", required=False, metavar="[代码]")
@JSON_OPTION
@click.pass_obj
def unit(database: Path | None, code: str | None, as_json: bool) -> None:
    """Whose database this is: province, city, county or township, by division code."""
    from bizenv_desktop import actions
    from bizenv_desktop.storage import Store

    if code is None:
        with open_store(database, read_only=True) as store:
            own = actions.own_organisation(store)
        if own is None:
            raise UserError("这个数据库还没有设定单位；请用“unit 代码”设定，或打开窗口选择。")
    else:
        own = actions.organisation_from_division(built_in().divisions, code)
        with Store.open(database_path(database, create=True), create=True) as store:
            actions.set_own_organisation(store, own)
    if as_json:
        print_json({"code": own.code, "name": own.name, "level": own.level, "path": own.path})
    else:
        click.echo(f"{own.code} {own.full_name}（{own.level.label}）")


@cli.command(help="在数据库旁边做一个经过核验的备份。")
@click.pass_obj
def backup(database: Path | None) -> None:
    """A checked copy beside the database."""
    with open_store(database, read_only=False) as store:
        made = store.backup(f"备份{now():%Y%m%d-%H%M%S}")
    click.echo(f"已备份到 {made}")


@cli.command(
    help="生成一个填好的示例乡镇：数据库、整改清单和窗口图片；写县（区）的代码时，"
    "生成收到各乡镇上报的示例县。"
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--unit", "code", metavar="代码", help="行政区划代码；不写为绥化市兰西县红光镇。")
@click.option("--period", metavar="期次", default="2026Q4", help="哪一期；不写为 2026Q4。")
@click.option("--seed", metavar="整数", type=int, default=1, help="换一个数，换一套数据。")
def sample(folder: Path, code: str | None, period: str, seed: int) -> None:
    """A finished sample township; same arguments, same data."""
    from bizenv_desktop import sampling
    from bizenv_desktop.domain.period import Period

    if code is not None and len(code) == _CODE_OF_A_SUPERIOR:
        _sample_superior(folder, code, Period.parse(period), seed)
        return
    made = sampling.make_sample(folder, built_in(), code, Period.parse(period), seed)
    click.echo(f"示例单位：{made.organisation.full_name}，{made.period.label}")
    for path in (made.database, made.paper):
        click.echo(f"已生成 {path}")
    _grab(made.database, folder / "window.png")


def _sample_superior(folder: Path, code: str, period: Period, seed: int) -> None:
    from bizenv_desktop.superior_sampling import make_superior_sample

    made = make_superior_sample(folder, built_in(), code, period, seed)
    click.echo(
        f"示例单位：{made.organisation.full_name}，{made.period.label}，"
        f"应报{made.expected}个乡镇，实报{made.reported}个"
    )
    click.echo(f"已生成 {made.database}")
    _grab(made.database, folder / "window.png")


def _grab(database: Path, out: Path) -> None:
    """The window's picture, drawn without a display; the rest of the sample stands without it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with _needing_qt("窗口图片没有生成"):
        from bizenv_desktop.gui.grab import grab_window

        grab_window(database, out)
    click.echo(f"已生成 {out}")


def _use_utf8() -> None:
    """Windows consoles speak GBK: a character outside it must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="replace")


def _keep_report(error: Exception) -> str:
    """Our own bug: the whole report goes to a log file, one sentence to the user."""
    import traceback

    log = paths.data_dir() / "错误报告.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{now():%Y-%m-%d %H:%M:%S} {__version__}\n")
            file.writelines(traceback.format_exception(error))
    except OSError:
        return f"程序出错了（{type(error).__name__}：{error}）；请把这句话告诉开发人员。"
    return f"程序出错了，错误报告在 {log}；请把它交给开发人员。"
