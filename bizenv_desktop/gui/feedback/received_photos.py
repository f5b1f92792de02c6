# SPDX-License-Identifier: MIT
"""What proves an item of a unit's self-check, out of the package it came in."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bizenv_desktop.storage.evidence_files import EvidenceFiles

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.domain.evidence import Evidence, EvidenceLink
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.storage import Store

    Rows = list[tuple[EvidenceLink, Evidence]]


def photos_here(store: Store, filled: FilledCheck, code: str) -> tuple[int, int]:
    """How many files of an item can be looked at, and how many were left behind on the way."""
    here = len(_rows(store, filled, code))
    return here, len(filled.evidence.of(code).links) - here


def show_photos(store: Store, filled: FilledCheck, code: str, parent: QWidget) -> None:
    """Show the files one by one; they lie in a folder only while they are looked at."""
    from bizenv_desktop.gui.evidence.preview import EvidencePreview

    rows = _rows(store, filled, code)
    if not rows:
        return
    with TemporaryDirectory(prefix="bizenv") as folder:
        files = EvidenceFiles(Path(folder) / "look.db")
        for _, file in rows:
            content = store.packages.attachment(file.sha256)
            if content is not None:
                files.settle(files.stage(content), hashlib.sha256(content).hexdigest())
        EvidencePreview(rows, 0, files, parent).exec()


def _rows(store: Store, filled: FilledCheck, code: str) -> Rows:
    book = filled.evidence
    links = book.of(code).links
    missing = store.packages.missing(link.sha256 for link in links)
    return [
        (link, book.files[link.sha256])
        for link in links
        if link.sha256 in book.files and link.sha256 not in missing
    ]
