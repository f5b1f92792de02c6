# SPDX-License-Identifier: MIT
"""The built-in content, read from the resources folder when it is first asked for.

The readers are imported then, too: a window starts without them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bizenv_desktop.errors import ContentError, UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.divisions import Divisions
    from bizenv_desktop.domain.pinyin import Initials
    from bizenv_desktop.domain.regulations.regulation import Edition


class Library:
    """Regulations, checklists, divisions under one resources folder; reads nothing until asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """Every built-in edition by id; `ContentError` with file and reason."""
        from bizenv_desktop.domain.regulations.edition_file import parse_edition

        found: dict[str, Edition] = {}
        for path in sorted((self.folder / "regulations").glob("*.toml")):
            edition = parse_edition(_read(path), path.name)
            if edition.id in found:
                raise ContentError(path.name, "edition id", f"编号“{edition.id}”已在别的文件用过")
            found[edition.id] = edition
        return found

    @cached_property
    def checklists(self) -> tuple[Checklist, ...]:
        """Every built-in checklist, one folder each, in the order of the folders' names."""
        folders = sorted(path for path in (self.folder / "checklists").iterdir() if path.is_dir())
        return tuple(self.read_checklist(folder) for folder in folders)

    def checklist(self, checklist_id: str) -> Checklist:
        """The built-in checklist of that id; `UserError` when there is none."""
        for checklist in self.checklists:
            if checklist.id == checklist_id:
                return checklist
        raise UserError(f"程序里没有自查表“{checklist_id}”。")

    def read_checklist(self, folder: Path) -> Checklist:
        """A checklist from a folder of TOML files; `ContentError` with file, item and reason."""
        from bizenv_desktop.domain.checklists.file import parse_checklist

        if not folder.is_dir():
            raise UserError(f"找不到文件夹“{folder}”；请选择放着自查表 .toml 文件的文件夹。")
        files = {path.name: _read(path) for path in folder.glob("*.toml")}
        return parse_checklist(files, self.editions)

    @cached_property
    def divisions(self) -> Divisions:
        """Provinces, cities, counties and townships."""
        from bizenv_desktop.domain.divisions import parse_divisions

        return parse_divisions((self.folder / "divisions" / "divisions.tsv.gz").read_bytes())

    @cached_property
    def initials(self) -> Initials:
        """Pinyin initials, for every search box."""
        from bizenv_desktop.domain.pinyin import Initials, parse_readings

        folder = self.folder / "pinyin"
        readings = parse_readings((folder / "readings.tsv").read_bytes())
        return Initials((folder / "initials.bin").read_bytes(), readings)

    def help_text(self) -> str:
        """The user's guide, Markdown."""
        return (self.folder / "help" / "使用说明.md").read_text(encoding="utf-8")


def _read(path: Path) -> str:
    """A content file's text; `ContentError` when it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(path.name, "", "不是 UTF-8 编码，请另存为 UTF-8 再试") from error
    except OSError as error:
        raise ContentError(path.name, "", f"读不出来（{error.strerror or error}）") from error
