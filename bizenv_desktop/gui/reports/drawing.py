# SPDX-License-Identifier: MIT
"""Work on papers for the worker thread; each opens the database for reading by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.actions import paper_actions
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS, PaperFormat
from bizenv_desktop.reports.sealing import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from bizenv_desktop.domain.papers.paper_check import PaperCheck
    from bizenv_desktop.domain.papers.paper_kinds import PaperKind
    from bizenv_desktop.domain.papers.paper_records import PaperRecord
    from bizenv_desktop.domain.papers.paper_settings import PaperSettings
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.reports.papers import Written
    from bizenv_desktop.reports.sealing import Seal

    Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PaperWish:
    """Which paper is wanted, of which day, how set, and whether faces of this PC come first."""

    kind: PaperKind
    settings: PaperSettings
    day: date
    installed: bool


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """A paper's record and its PDF."""

    record: PaperRecord
    pdf: bytes
    pages: int
    missing: tuple[str, ...]


def drawing(workspace: Workspace, wish: PaperWish) -> Callable[[Tick], DrawnPaper]:
    """Draw a paper of the self-check on the table as it stands."""
    opened, path, library = type(workspace.store).open, workspace.store.path, workspace.library
    key = workspace.filled.check.key

    def work(tick: Tick) -> DrawnPaper:
        from bizenv_desktop.reports.fonts import open_faces
        from bizenv_desktop.reports.papers import write_paper

        tick(0, 2)
        with opened(path, read_only=True) as store:
            record = paper_actions.paper(store, key, library, wish.kind, wish.day, wish.settings)
        tick(1, 2)
        written = write_paper(record, PaperFormat.PDF, open_faces(prefer_installed=wish.installed))
        return DrawnPaper(record, written.content, written.pages or 0, written.missing)

    return work


def writing(record: PaperRecord, kind: PaperKind, out: Path) -> Callable[[Tick], Path]:
    """Write a record in the format its ending says."""

    def work(tick: Tick) -> Path:
        tick(0, 1)
        paper_actions.write_one(record, kind, out)
        return out

    return work


def sealing(pdf: bytes, seal: Seal, now: datetime, out: Path) -> Callable[[Tick], Path]:
    """Write a PDF as an archive, signed, or both."""

    def work(tick: Tick) -> Path:
        from bizenv_desktop.files import write_atomically

        tick(0, 2)
        content = sealed(pdf, seal, now)
        tick(1, 2)
        write_atomically(out, content)
        return out

    return work


def writing_all(
    workspace: Workspace, folder: Path, day: date, *, installed: bool
) -> Callable[[Tick], dict[Path, Written]]:
    """Write every paper in every format into a folder; stops between two files."""
    opened, path, library = type(workspace.store).open, workspace.store.path, workspace.library
    key = workspace.filled.check.key

    def work(tick: Tick) -> dict[Path, Written]:
        from bizenv_desktop.reports.fonts import open_faces

        faces = open_faces(prefer_installed=installed)
        with opened(path, read_only=True) as store:
            return dict(
                paper_actions.write_all(store, key, library, folder, day, faces=faces, tick=tick)
            )

    return work


def bundling(
    workspace: Workspace, out: Path, day: date, *, installed: bool
) -> Callable[[Tick], dict[Path, Written]]:
    """Write every paper into one PDF with bookmarks; stops between two papers."""
    opened, path, library = type(workspace.store).open, workspace.store.path, workspace.library
    key = workspace.filled.check.key

    def work(tick: Tick) -> dict[Path, Written]:
        from bizenv_desktop.reports.fonts import open_faces

        def kinds() -> Iterator[PaperKind]:
            for done, kind in enumerate(PAPER_KINDS):
                tick(done, len(PAPER_KINDS))
                yield kind

        faces = open_faces(prefer_installed=installed)
        with opened(path, read_only=True) as store:
            return {
                out: paper_actions.write_bundle(
                    store, key, library, out, day, kinds=kinds(), faces=faces
                )
            }

    return work


def checking(workspace: Workspace, code: str) -> Callable[[Tick], PaperCheck]:
    """Compare the paper that bears a code with the database."""
    opened, path = type(workspace.store).open, workspace.store.path

    def work(tick: Tick) -> PaperCheck:
        tick(0, 1)
        with opened(path, read_only=True) as store:
            return paper_actions.check_paper(store, code)

    return work
