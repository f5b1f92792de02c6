# SPDX-License-Identifier: MIT
"""The tables of 汇总 for PostgreSQL, DuckDB and the like: CSV files, or one SQLite file."""

from __future__ import annotations

import contextlib
import csv
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.errors import UserError
from bizenv_desktop.files import explain_os_error, make_folder, sync_folder, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from bizenv_desktop.storage import Store
    from bizenv_desktop.storage.open_tables import OpenTable, Row

README = "说明.md"
SQLITE_FILE = "汇总.sqlite"


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that was written; rows of a README are 0."""

    path: Path
    rows: int


def export_open_tables(
    store: Store,
    folder: Path,
    *,
    csv_files: bool = True,
    database: bool = False,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[OpenFile, ...]:
    """Write the tables into `folder`, each file whole or not at all, and what they mean beside.

    CSV files are in UTF-8 with a mark, so that WPS opens them too. `tick` is called before each
    table. `UserError` when a file cannot be written.
    """
    from bizenv_desktop.storage.open_tables import OPEN_TABLES, write_open_database

    make_folder(folder)
    shelf = store.consolidation
    packages = shelf.standing_packages()
    total = len(OPEN_TABLES) * (csv_files + database)
    written: list[OpenFile] = []
    done = 0

    def step() -> None:
        nonlocal done
        tick(done, total)
        done += 1

    if csv_files:
        for table in OPEN_TABLES:
            step()
            path = folder / f"{table.name}.csv"
            written.append(
                OpenFile(path, _write_csv(path, table, shelf.open_rows(table, packages)))
            )
    if database:
        path = folder / SQLITE_FILE
        counts = write_open_database(path, lambda table: shelf.open_rows(table, packages), step)
        written.append(OpenFile(path, sum(counts.values())))
    readme = folder / README
    write_atomically(readme, describe(OPEN_TABLES).encode())
    tick(total, total)
    return (*written, OpenFile(readme, 0))


def _write_csv(path: Path, table: OpenTable, rows: Iterable[Row]) -> int:
    """One table, streamed; how many rows it has."""
    temporary = path.with_name(f".~{os.urandom(6).hex()}.tmp")
    count = 0
    try:
        with temporary.open("x", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.names)
            for row in rows:
                writer.writerow(row)
                count += 1
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise UserError(explain_os_error(error, path)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    sync_folder(path.parent)
    return count


def describe(tables: Iterable[OpenTable]) -> str:
    """What every column of every table holds, and how to load them."""
    lines = [
        "# 汇总开放表",
        "",
        "每个单位每期只有现行的一份上报；没有登记密钥的包和已撤回的包不在内。",
        "分值和得分是十进制数的文本（如 1.5、87.50），请装入 NUMERIC（DECIMAL）列，"
        "不要用浮点数；日期是 2026-11-23；是和否是1和0；没有的为空。",
        "文字列是各单位填写的原文，用表格软件打开时不要当公式计算。",
        "",
        "- DuckDB：`CREATE TABLE items AS FROM read_csv('items.csv', all_varchar = true);`",
        "- PostgreSQL：先按下表建表，再 `\\copy items FROM 'items.csv' WITH (FORMAT csv, HEADER,"
        " ENCODING 'UTF8')`。",
        f"- SQLite：`{SQLITE_FILE}` 直接打开。",
    ]
    for table in tables:
        lines += ["", f"## {table.name}：{table.words}", "", f"主键：{'、'.join(table.key)}", ""]
        lines += ["| 列 | 内容 |", "| --- | --- |"]
        lines += [f"| {column.name} | {column.words} |" for column in table.columns]
    return "\n".join(lines) + "\n"
