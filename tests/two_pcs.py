# SPDX-License-Identifier: MIT
"""A township's database copied to a second PC, and what clerks do on each."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from exchanging import Town, make_town
from helpers import NOW
from photos import write_photo

from bizenv_desktop import actions
from bizenv_desktop.actions.evidence_actions import add_evidence
from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.selfcheck import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.storage import Store


def copied(town: Town, folder: Path) -> Town:
    """The same database on another PC, with its evidence beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / town.database.name
    shutil.copy(town.database, target)
    with town.open() as store:
        files = store.evidence.files.folder
    if files.is_dir():
        shutil.copytree(files, folder / files.name)
    return Town(target, town.organisation)


def two_pcs(folder: Path, stick: Path, number: int = 1) -> tuple[Town, Town]:
    """One township on two PCs after its first submission."""
    town = make_town(folder / "one", number)
    town.submit(stick)
    return town, copied(town, folder / "two")


def write(town: Town, item: str, **changes: object) -> None:
    """Change an answer."""
    with town.open() as store:
        write_in(store, town.key, item, **changes)


def write_in(store: Store, key: tuple[str, str], item: str, **changes: object) -> None:
    """Change an answer in an open database."""
    filled = actions.fill(store, key, NOW.date())
    answer = filled.answers.get(item) or Answer(item)
    actions.save_answers(store, filled, [replace(answer, **changes)])


def add_photo(town: Town, item: str, folder: Path, seed: int) -> str:
    """Add a photo to an answer; its hash."""
    path = write_photo(folder / f"照片{seed}.jpg", seed, (300, 200))
    with town.open() as store:
        taken = add_evidence(store, town.key, item, Use.ANSWER, [path], NOW)
    return taken.files[0].sha256
