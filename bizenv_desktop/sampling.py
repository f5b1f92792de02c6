# SPDX-License-Identifier: MIT
"""The sample township as files: a finished database and its rectification list."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop import actions
from bizenv_desktop.domain.sample.answers import closed, sample_answers
from bizenv_desktop.domain.selfcheck import SelfCheck
from bizenv_desktop.errors import DatabaseError, UserError
from bizenv_desktop.files import explain_os_error, make_folder
from bizenv_desktop.reports.fonts import open_faces
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.period import Period
    from bizenv_desktop.domain.sample.answers import SampleAnswers
    from bizenv_desktop.library import Library

SAMPLE_UNIT = "231222105"
"""黑龙江省绥化市兰西县红光镇: a real name and code; what is filled in for it is made up."""
SAMPLE_CHECKLIST = "township-centre"
DATABASE_NAME = "sample.db"
PAPER_NAME = "整改清单.pdf"


@dataclass(frozen=True, slots=True)
class MadeSample:
    """Whose sample it is and where its files lie."""

    organisation: Organisation
    period: Period
    database: Path
    paper: Path


def make_sample(
    folder: Path, library: Library, code: str | None, period: Period, seed: int
) -> MadeSample:
    """Write a finished sample township into `folder`: same arguments, same rows, same PDF bytes.

    Every paper says 示例. An earlier sample is replaced, any other database of that name refused.
    """
    code = SAMPLE_UNIT if code is None else code
    organisation = replace(actions.organisation_from_division(library.divisions, code), sample=True)
    checklist = library.checklist(SAMPLE_CHECKLIST)
    make_folder(folder)
    database, paper = folder / DATABASE_NAME, folder / PAPER_NAME
    make_way(database)
    temporary = folder / f".~{secrets.token_hex(6)}.tmp"
    try:
        with Store.open(temporary, create=True) as store:
            actions.set_own_organisation(store, organisation)
            printed = fill_two_periods(store, checklist, organisation, period, seed)
            key = (organisation.code, period.code)
            record = actions.list_record(store, key, library, printed)
        temporary.replace(database)
    except OSError as error:
        raise UserError(explain_os_error(error, database)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    # the bundled faces alone, so that the paper is the same on every PC
    actions.write_list(record, paper, open_faces(prefer_installed=False))
    return MadeSample(organisation, period, database, paper)


def fill_two_periods(
    store: Store, checklist: Checklist, organisation: Organisation, period: Period, seed: int
) -> date:
    """Put last period's self-check, all put right, and this one's into the database.

    Returns the day this period's papers are printed.
    """
    named_seed = f"{seed}-{organisation.code}"
    earlier = period.previous()
    store.save_checklist(checklist)
    last = closed(sample_answers(checklist, earlier, named_seed))
    _save(store, checklist, organisation, earlier, last)
    this = sample_answers(checklist, period, named_seed)
    _save(store, checklist, organisation, period, this)
    for kind in ("unit", "person", "leader"):
        for words in sorted({getattr(finding, kind) for finding in this.findings}):
            store.remember(kind, words)
    return this.printed


def _save(
    store: Store,
    checklist: Checklist,
    organisation: Organisation,
    period: Period,
    filling: SampleAnswers,
) -> None:
    check = SelfCheck(
        organisation,
        period,
        checklist.id,
        checklist.version,
        checklist.options,
        filling.created,
        filling.preparer,
        filling.reviewer,
        filling.head,
    )
    store.create_self_check(check)
    store.save_answers(check.key, filling.answers, filling.findings)


def make_way(database: Path) -> None:
    """Refuse to replace anything but a sample of ours that no window has open."""
    if not database.exists():
        return
    with Store.open(database, read_only=True) as store:
        own = actions.own_organisation(store)
    if own is None or not own.sample:
        raise UserError(f"“{database}”不是示例数据库，没有改动它；请换一个文件夹，或先把它移走。")
    Store.open(
        database
    ).close()  # folds a crashed program's log into the file it is about to replace
    if database.with_name(f"{database.name}-shm").exists():
        raise DatabaseError(f"“{database}”正在窗口中打开；请关闭窗口后再生成示例。")
