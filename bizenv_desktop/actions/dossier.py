# SPDX-License-Identifier: MIT
"""The dossier for an inspector: a folder or a zip with everything, read without this program.

index.html, every paper as PDF, the evidence and SHA-256 sums. It is made beside its place and
then renamed, so that a half one is never there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop import actions
from bizenv_desktop.actions import paper_actions
from bizenv_desktop.domain.annex import numbered
from bizenv_desktop.domain.papers.paper_kinds import PaperFormat
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import explain_os_error, safe_file_name
from bizenv_desktop.reports.dossier_page import DossierFile, dossier_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.library import Library
    from bizenv_desktop.reports.fonts import FaceSet
    from bizenv_desktop.storage import Store

_BUILDING = ".~档案"
_SURELY_DEAD = 3600  # seconds since anything was written
INDEX, SUMS = "index.html", "校验值.txt"


@dataclass(frozen=True, slots=True)
class Dossier:
    """What was made: how many papers and pieces of evidence, and what could not be brought."""

    path: Path
    papers: int
    evidence: int
    faults: tuple[str, ...]


def dossier_name(filled: FilledCheck) -> str:
    """The name it is offered under, without an ending."""
    check = filled.check
    return safe_file_name(
        f"{check.organisation.name}_营商环境自查档案_{check.period.label}_{filled.today:%Y%m%d}"
    )


def make_dossier(
    store: Store,
    key: tuple[str, str],
    library: Library,
    out: Path,
    now: datetime,
    *,
    faces: FaceSet | None = None,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Dossier:
    """Make the folder `out`, or the zip when it ends in .zip; its files are read-only.

    `UserError` when something is there already or the place cannot be written. `tick` may raise to
    stop; nothing is left then.
    """
    if out.exists() and (out.is_file() or any(out.iterdir())):
        raise UserError(f"“{out.name}”已经有了，没有改动它；请换一个名字或位置再试。")
    zipped = out.suffix.lower() == ".zip"
    building = out.with_name(f"{_BUILDING}{os.urandom(6).hex()}.tmp")
    _sweep(out.parent, now)
    try:
        building.mkdir(parents=True)
        made = _fill(store, key, library, building, now, faces, tick)
        if zipped:
            packed = _pack(building, building.with_suffix(".zip.tmp"))
            packed.replace(out)
        else:
            if out.exists():
                out.rmdir()
            building.replace(out)
    except OSError as error:
        raise UserError(explain_os_error(error, out)) from error
    finally:
        with contextlib.suppress(OSError):
            building.with_suffix(".zip.tmp").unlink(missing_ok=True)
        _remove(building)
    return Dossier(out, *made)


def _sweep(place: Path, now: datetime) -> None:
    """Clear away what a build that was killed left there hours ago; one at work is spared."""
    with contextlib.suppress(OSError):
        for left in place.glob(f"{_BUILDING}*.tmp"):
            touched = max(path.stat().st_mtime for path in (left, *left.rglob("*")))
            if now.timestamp() - touched < _SURELY_DEAD:
                continue
            if left.is_dir():
                _remove(left)
            else:
                left.unlink()


def _remove(folder: Path) -> None:
    """Delete what is left of building; on Windows a read-only file has to be made writable."""
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            path.chmod(stat.S_IRWXU if path.is_dir() else stat.S_IREAD | stat.S_IWRITE)
    shutil.rmtree(folder, ignore_errors=True)


def _fill(
    store: Store,
    key: tuple[str, str],
    library: Library,
    folder: Path,
    now: datetime,
    faces: FaceSet | None,
    tick: Callable[[int, int], None],
) -> tuple[int, int, tuple[str, ...]]:
    filled = actions.fill(store, key, now.date())
    total = 100
    papers_folder = folder / "材料"
    written = paper_actions.write_all(
        store,
        key,
        library,
        papers_folder,
        now.date(),
        forms=(PaperFormat.PDF,),
        faces=faces,
        tick=lambda done, of: tick(done * 70 // max(of, 1), total),
    )
    papers = [_described(folder, path, path.stem, "", picture=False) for path in sorted(written)]
    evidence, faults = _copy_evidence(
        store, filled, folder, lambda done, of: tick(70 + done * 29 // max(of, 1), total)
    )
    page = dossier_page(filled, papers, evidence, faults, now)
    (folder / INDEX).write_bytes(page)
    sums = [f"{hashlib.sha256(page).hexdigest()}  {INDEX}"]
    sums += [f"{file.sha256}  {file.path}" for file in (*papers, *evidence)]
    (folder / SUMS).write_text("\n".join(sums) + "\n", encoding="utf-8")
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
    tick(total, total)
    return len(papers), len(evidence), tuple(faults)


def _copy_evidence(
    store: Store, filled: FilledCheck, folder: Path, tick: Callable[[int, int], None]
) -> tuple[list[DossierFile], list[str]]:
    """Bring every file that is what it was, numbered as in the annex; the others are named."""
    links = [
        (code, at, number, link)
        for code, entry in sorted(filled.evidence.items.items())
        for at, (number, link) in enumerate(numbered(entry), 1)
    ]
    brought: list[DossierFile] = []
    faults: list[str] = []
    visits = {visit.photo_code for visit in filled.visits}
    place = folder / "佐证"
    if links:
        place.mkdir()
    for done, (code, at, number, link) in enumerate(links):
        tick(done, len(links))
        known = filled.evidence.files.get(link.sha256)
        name = known.name if known else link.sha256[:12]
        fault = store.evidence.files.fault(link.sha256)
        if known is None or fault is not None:
            faults.append(f"{code}的“{name}”：{fault or '没有记录'}")
            continue
        purpose = "" if code in visits else link.use.label  # its code says it already
        ending = known.ending.lstrip(".")
        stem = "_".join(part for part in (code, f"{at:02d}", purpose) if part)
        target = place / safe_file_name(f"{stem}.{ending}")
        shutil.copyfile(store.evidence.files.path(link.sha256), target)
        words = link.caption.strip() or name
        title = f"{number} {purpose}：{words}" if purpose else f"{number}：{words}"
        brought.append(
            DossierFile(
                f"佐证/{target.name}",
                title,
                known.size,
                link.sha256,
                code,
                known.kind.is_picture,
            )
        )
    return brought, faults


def _described(folder: Path, path: Path, title: str, item: str, *, picture: bool) -> DossierFile:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    inside = path.relative_to(folder).as_posix()
    return DossierFile(inside, title, len(content), digest, item, picture)


def _pack(folder: Path, out: Path) -> Path:
    """A zip of the folder's files; photos and PDFs are packed as they are, as they are small."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

    with ZipFile(out, "w") as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                text = path.suffix in (".html", ".txt")
                packed.write(
                    path,
                    path.relative_to(folder).as_posix(),
                    ZIP_DEFLATED if text else ZIP_STORED,
                )
    return out
