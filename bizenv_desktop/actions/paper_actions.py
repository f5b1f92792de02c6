# SPDX-License-Identifier: MIT
"""Everything the program does with papers: settings, one file, all files, and 真伪核对."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bizenv_desktop.actions import LIST_COLUMNS, fill, known_editions
from bizenv_desktop.actions.feedback_state import NO_FEEDBACK, feedback_for
from bizenv_desktop.actions.report_actions import earlier_checks
from bizenv_desktop.domain.papers.logo import LOGO, logo_from_json, logo_to_json
from bizenv_desktop.domain.papers.paper_head import paper_file_name
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS, PaperFormat, format_of
from bizenv_desktop.domain.papers.paper_records import paper_record
from bizenv_desktop.domain.papers.paper_settings import (
    setting_name,
    settings_from_json,
    settings_to_json,
)
from bizenv_desktop.domain.papers.rectification_list import columns_from_setting
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import make_folder, safe_file_name, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.consolidated_records import ConsolidatedRecord
    from bizenv_desktop.domain.papers.logo import Logo
    from bizenv_desktop.domain.papers.paper_check import PaperCheck
    from bizenv_desktop.domain.papers.paper_kinds import PaperKind
    from bizenv_desktop.domain.papers.paper_records import PaperRecord
    from bizenv_desktop.domain.papers.paper_settings import PaperSettings
    from bizenv_desktop.library import Library
    from bizenv_desktop.reports.fonts import FaceSet
    from bizenv_desktop.reports.papers import Written
    from bizenv_desktop.storage import Change, Store

    Finish = Callable[[bytes], bytes]

CheckKey = tuple[str, str]
_ANSWERED = ("scoresheet", "ledger")
"""The papers on which the superior's answer stands."""


def paper_settings(store: Store, kind: PaperKind) -> PaperSettings:
    """How this database wants a kind of paper written."""
    return settings_from_json(store.setting(setting_name(kind)))


def save_paper_settings(store: Store, kind: PaperKind, settings: PaperSettings) -> Change:
    """Remember how a kind of paper is written."""
    return store.save_setting(setting_name(kind), settings_to_json(settings))


def paper_logo(store: Store) -> Logo | None:
    """The picture this database's papers bear, where they are set to; None when there is none."""
    return logo_from_json(store.setting(LOGO))


def save_paper_logo(store: Store, picture: Path | None) -> Change:
    """Keep the picture in that file as the logo of all papers; None keeps none.

    `UserError` unless it is a sound PNG or JPEG.
    """
    if picture is None:
        return store.save_setting(LOGO, None)
    from bizenv_desktop.imports.logo_file import read_logo

    return store.save_setting(LOGO, logo_to_json(read_logo(picture)))


def paper(
    store: Store,
    key: CheckKey,
    library: Library,
    kind: PaperKind,
    today: date,
    settings: PaperSettings | None = None,
) -> PaperRecord:
    """A paper of the self-check as it stands, printed `today`, in the settings kept or given."""
    filled = fill(store, key, today)
    return _record(store, library, filled, kind, settings)


def _record(
    store: Store,
    library: Library,
    filled: FilledCheck,
    kind: PaperKind,
    settings: PaperSettings | None = None,
) -> PaperRecord:
    settings = settings or paper_settings(store, kind)
    said = feedback_for(store, filled.check.key) if kind.id in _ANSWERED else NO_FEEDBACK
    return paper_record(
        kind,
        filled,
        known_editions(library, store),
        settings,
        columns=columns_from_setting(store.setting(LIST_COLUMNS)),
        reviewed=said.reviewed,
        notes=said.note_lines,
        earlier=earlier_checks(store, filled) if kind.id == "report" else (),
        edits=store.report_edits(filled.check.key) if kind.id == "report" else None,
        place=store.evidence.files.whole,
        logo=paper_logo(store) if settings.logo else None,
    )


def paper_file(filled: FilledCheck, kind: PaperKind, form: PaperFormat) -> str:
    """The name a paper is offered under, safe on every file system whatever the unit is called."""
    check = filled.check
    stem = paper_file_name(check.organisation.name, kind, check.period.label, filled.today)
    return safe_file_name(f"{stem}.{form}")


def write_one(
    record: PaperRecord | ConsolidatedRecord,
    kind: PaperKind,
    out: Path,
    faces: FaceSet | None = None,
    *,
    finish: Finish | None = None,
) -> Written:
    """Write a paper as its ending says, whole or not at all; `UserError` for another ending.

    `finish` archives or signs it (`reports.sealing`), where it is a PDF.
    """
    from bizenv_desktop.reports.papers import write_paper

    form = format_of(kind, out.name)
    written = write_paper(record, form, faces)
    if finish is not None and form is PaperFormat.PDF:
        written = replace(written, content=finish(written.content))
    write_atomically(out, written.content)
    return written


def write_all(
    store: Store,
    key: CheckKey,
    library: Library,
    folder: Path,
    today: date,
    *,
    forms: Iterable[PaperFormat] = tuple(PaperFormat),
    faces: FaceSet | None = None,
    tick: Callable[[int, int], None] = lambda done, total: None,
    finish: Finish | None = None,
) -> Mapping[Path, Written]:
    """Every paper of a self-check, in every format asked for, into one folder under its name.

    The folder is made when it is missing. `tick` is called before each file; `finish` archives or
    signs each PDF.
    """
    from bizenv_desktop.reports.fonts import open_faces

    filled = fill(store, key, today)
    wanted = frozenset(forms)
    kinds = [(kind, [form for form in kind.formats if form in wanted]) for kind in PAPER_KINDS]
    total = sum(len(forms) for _, forms in kinds)
    if faces is None and PaperFormat.PDF in wanted:
        faces = open_faces(prefer_installed=True)
    make_folder(folder)
    written: dict[Path, Written] = {}
    for kind, its_forms in kinds:
        if not its_forms:
            continue
        record = _record(store, library, filled, kind)
        for form in its_forms:
            tick(len(written), total)
            out = folder / paper_file(filled, kind, form)
            written[out] = write_one(record, kind, out, faces, finish=finish)
    tick(total, total)
    return written


def write_bundle(
    store: Store,
    key: CheckKey,
    library: Library,
    out: Path,
    today: date,
    *,
    kinds: Iterable[PaperKind] = PAPER_KINDS,
    faces: FaceSet | None = None,
    finish: Finish | None = None,
) -> Written:
    """Several papers in one PDF, each in the outline; `UserError` unless `out` ends in .pdf."""
    from bizenv_desktop.reports.papers import write_bundle as bundled

    format_of_bundle(out.name)
    filled = fill(store, key, today)
    records = [_record(store, library, filled, kind) for kind in kinds]
    check = filled.check
    title = f"{check.organisation.centre_name}营商环境自查材料（{check.period.label}）"
    written = bundled(records, title, faces)
    if finish is not None:
        written = replace(written, content=finish(written.content))
    write_atomically(out, written.content)
    return written


def format_of_bundle(name: str) -> None:
    """Refuse a name that is no PDF's: only a PDF holds several papers."""
    if not name.lower().endswith(".pdf"):
        raise UserError(
            f"“{name}”不是 .pdf 文件名；全部材料请写到一个文件夹，或写成一个 .pdf 文件。"
        )


def check_paper(store: Store, text: str) -> PaperCheck:
    """真伪核对: what a 核对码 stands on and what has changed; `UserError` when it is none."""
    from bizenv_desktop.domain.papers.paper_check import compared
    from bizenv_desktop.domain.papers.paper_code import parse_code
    from bizenv_desktop.domain.papers.walkround import is_sheet_code

    if is_sheet_code(text):
        raise UserError("这是现场走查表的码，录入走查结果时用；真伪核对请输清单等材料上的核对码。")

    code = parse_code(text)
    filled = (fill(store, check.key, code.printed) for check in store.self_checks())
    return compared(code, filled)
