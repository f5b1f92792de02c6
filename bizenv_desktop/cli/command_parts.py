# SPDX-License-Identifier: MIT
"""What every command needs: the database and self-check named, the content, the clock, JSON."""

from __future__ import annotations

import json
import platform
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bizenv_desktop import paths
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.library import Library
    from bizenv_desktop.storage import Store
    from bizenv_desktop.sync.submitting import Device

JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供别的程序读取。")

OUT_OPTION = click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="写到哪里，如U盘的盘符；没有就新建。",
)

PERIOD_OPTION = click.option(
    "--period", metavar="期次", help="如 2026Q4、2026M11、2026H2、2026Y；不写为最近一期。"
)


def built_in() -> Library:
    """The program's own content."""
    from bizenv_desktop.library import Library

    return Library(paths.resource_dir())


def open_store(database: Path | None, *, read_only: bool) -> Store:
    """The database named on the command line, or this PC's own."""
    from bizenv_desktop.storage import Store

    return Store.open(database_path(database), read_only=read_only)


def database_path(database: Path | None, *, create: bool = False) -> Path:
    """The file of the database named, or of this PC's own, whose folder is made when asked."""
    if database is not None:
        return database
    own = paths.default_database()
    if create:
        from bizenv_desktop.files import make_folder

        make_folder(own.parent)
    return own


def print_json(value: object) -> None:
    """A record for another program, in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def check_key(store: Store, period: str | None) -> tuple[str, str]:
    """The self-check of that period, the latest when none is named; `UserError` without one."""
    from bizenv_desktop.domain.period import Period

    checks = store.self_checks()
    which = ""
    if period is not None:
        wanted = Period.parse(period)
        which = f"{wanted.label}的"
        checks = tuple(entry for entry in checks if entry.period == wanted)
    if not checks:
        raise UserError(f"这个数据库里没有{which}自查；请先打开窗口建立自查。")
    return checks[0].key


def filled_check(store: Store, period: str | None) -> FilledCheck:
    """The self-check of that period with everything filled into it, as of today."""
    from bizenv_desktop import actions

    return actions.fill(store, check_key(store, period), today())


def parse_day(text: str) -> date:
    """A day as a command takes it: 2026-12-15; `UserError` for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(f"“{text}”不是日期；请写成 2026-12-15。") from error


def now() -> datetime:
    """This moment."""
    return datetime.now().astimezone()


def today() -> date:
    """This day."""
    return now().date()


def device() -> Device:
    """This PC as a package names it; its mark is made once and kept in the settings."""
    from bizenv_desktop.actions import this_pc
    from bizenv_desktop.settings import with_device

    folder = paths.config_dir()
    known = this_pc.read_settings(folder)
    marked = with_device(known)
    if marked != known:
        this_pc.keep_settings(folder, marked)
    return this_pc.device_of(marked.device, platform.node())
