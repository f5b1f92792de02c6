# SPDX-License-Identifier: MIT
"""What every command needs: the database named, the built-in content, JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from bizenv_desktop import paths

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.library import Library
    from bizenv_desktop.storage import Store

JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供别的程序读取。")


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
