# SPDX-License-Identifier: MIT
"""The built-in content, read from the resources folder when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklist_file import parse_checklist
from bizenv_desktop.domain.divisions import Divisions, parse_divisions
from bizenv_desktop.domain.pinyin import Initials, parse_readings
from bizenv_desktop.domain.regulation_file import parse_edition
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bizenv_desktop.domain.checklist import Checklist
    from bizenv_desktop.domain.regulation import Edition


class Library:
    """Regulations, checklists, divisions under one resources folder; reads nothing until asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """Every built-in edition by id."""
        found = {}
        for path in sorted((self.folder / "regulations").glob("*.toml")):
            edition = parse_edition(path.read_text(encoding="utf-8"), path.name)
            found[edition.id] = edition
        return found

    @cached_property
    def checklists(self) -> tuple[Checklist, ...]:
        """Every built-in checklist, by id and version."""
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
        files = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")}
        return parse_checklist(files, self.editions)

    @cached_property
    def divisions(self) -> Divisions:
        """Provinces, cities, counties and townships."""
        return parse_divisions((self.folder / "divisions" / "divisions.tsv.gz").read_bytes())

    @cached_property
    def initials(self) -> Initials:
        """Pinyin initials, for every search box."""
        folder = self.folder / "pinyin"
        readings = parse_readings((folder / "readings.tsv").read_bytes())
        return Initials((folder / "initials.bin").read_bytes(), readings)

    def help_text(self) -> str:
        """The user's guide, Markdown."""
        return (self.folder / "help" / "使用说明.md").read_text(encoding="utf-8")
