# SPDX-License-Identifier: MIT
"""Confirmed citations as a file, so that one office's work serves the whole county.

JSON. It names the edition and the digest of its text: it is refused beside another text.
"""

# annotations are evaluated: domain/record_json.py reads them

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bizenv_desktop.domain.record_json import from_json, to_json
from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation, ImportedEdition
from bizenv_desktop.domain.regulations.regulation import Edition, check_citation
from bizenv_desktop.errors import UserError

KIND = "bizenv-citations"
FORMAT = 1
LONGEST_NAME = 40
"""Characters of the name of who confirmed."""


@dataclass(frozen=True, slots=True)
class _Entry:
    item: str
    place: Citation
    confirmed_by: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class _File:
    kind: str
    format: int
    title: str
    edition: str
    digest: str
    checklist: str
    citations: tuple[_Entry, ...]


def confirmations_to_text(
    imported: ImportedEdition, checklist: str, citations: Iterable[ConfirmedCitation]
) -> str:
    """The citations of one edition and one family of checklists as the text of a file."""
    entries = tuple(
        _Entry(each.item, each.place, each.confirmed_by, each.confirmed.isoformat())
        for each in sorted(citations, key=lambda each: each.item)
    )
    edition = imported.edition
    record = _File(KIND, FORMAT, edition.title, edition.id, imported.digest, checklist, entries)
    return json.dumps(json.loads(to_json(record)), ensure_ascii=False, indent=1) + "\n"


def confirmations_from_text(
    text: str, editions: Mapping[str, ImportedEdition]
) -> tuple[ConfirmedCitation, ...]:
    """The citations in a file; `editions` are the imported ones by id.

    `UserError` for a file of another kind or a newer format, for an edition whose text is not
    here or is another text, and for a citation that cannot stand.
    """
    record = _read(text)
    imported = editions.get(record.edition)
    if imported is None:
        raise UserError(
            f"这份文件确认的是《{record.title}》（{record.edition}），本机还没有导入它的正式文本；"
            "请先导入条例全文。"
        )
    if imported.digest != record.digest:
        raise UserError(
            f"这份文件是对照另一份文本确认的，和本机的《{record.title}》文字不同，没有导入；"
            "请核对两边的条例全文是否同一版本。"
        )
    known = {imported.edition.id: imported.edition}
    return tuple(_citation(entry, record, known) for entry in record.citations)


def _read(text: str) -> _File:
    no_such_file = UserError("这不是“确认的条号”文件，或已损坏；请选择本程序导出的 .json 文件。")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise no_such_file from error
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise no_such_file
    newer = found.get("format")
    if type(newer) is int and newer > FORMAT:
        raise UserError("这份文件由更新版本的程序导出，读不了；请先升级本程序。")
    try:
        return from_json(_File, text)
    except UserError as error:
        raise no_such_file from error


def _citation(entry: _Entry, record: _File, known: Mapping[str, Edition]) -> ConfirmedCitation:
    where = f"文件里{entry.item or '有一项'}的条号"
    if entry.place.edition != record.edition:
        raise UserError(f"{where}不是《{record.title}》的；文件可能被改过，请重新导出。")
    if reason := check_citation(entry.place, known):
        raise UserError(f"{where}不对：{reason}；文件可能被改过，请重新导出。")
    name = entry.confirmed_by.strip()
    try:
        confirmed = datetime.fromisoformat(entry.confirmed)
    except ValueError as error:
        raise UserError(f"{where}没有写明何时确认；文件可能被改过，请重新导出。") from error
    if not entry.item or not name or len(name) > LONGEST_NAME:
        raise UserError(f"{where}没有写明谁确认的；文件可能被改过，请重新导出。")
    return ConfirmedCitation(record.checklist, entry.item, entry.place, name, confirmed)
