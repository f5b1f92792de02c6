# SPDX-License-Identifier: MIT
"""Everything the program can do that takes more than one step, one function each.

The table of contents: both front ends call these. The clock and the paths are arguments.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.filled import FilledCheck
from bizenv_desktop.domain.findings.rectification import Finding, raises_finding
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.selfcheck import SelfCheck, carry_over
from bizenv_desktop.domain.text import clean_text
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import safe_file_name, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.divisions import Divisions
    from bizenv_desktop.domain.papers.rectification_list import RectificationList
    from bizenv_desktop.domain.period import Period
    from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.domain.selfcheck import Answer
    from bizenv_desktop.library import Library
    from bizenv_desktop.reports.fonts import FaceSet
    from bizenv_desktop.reports.rectification_list import Drawn
    from bizenv_desktop.storage import Change, Store
    from bizenv_desktop.storage.second_scorer import SecondScore

OWN_ORGANISATION = "organisation"
"""The setting that says whose database this is."""
NAME_LENGTH = 40
"""How many characters the name of a unit entered by hand may have."""
LIST_COLUMNS = "list_columns"
"""The setting that keeps the columns of the rectification list."""

CheckKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check_database` looked at, and what it found wrong; no faults means all is well."""

    faults: tuple[str, ...]
    self_checks: int
    answers: int
    packages: int = 0


def organisation_from_division(divisions: Divisions, code: str) -> Organisation:
    """The organisation of a division code, with its superiors' names.

    `UserError` for an unknown code.
    """
    path = divisions.path(code)
    if not path:
        raise UserError(f"没有代码为“{code}”的行政区划；请核对代码，或在首次使用时新增单位。")
    own = path[-1]
    return Organisation(own.code, own.name, own.level, tuple(part.name for part in path[:-1]))


def new_organisation(superior: Organisation | None, name: str, number: int) -> Organisation:
    """A unit entered by hand: a township under `superior`, or standing alone when there is none.

    Its code is its superior's with “X” and a running number, so that it never meets an official
    one. `UserError` for a name that is empty or too long for a paper's head.
    """
    cleaned = " ".join(clean_text(name).split())
    if not cleaned:
        raise UserError("单位名称是空的，请填写单位名称。")
    if len(cleaned) > NAME_LENGTH:
        raise UserError(f"单位名称有{len(cleaned)}个字，最多{NAME_LENGTH}个字；请缩短后再试。")
    if superior is None:
        return Organisation(f"X{number:03d}", cleaned, Level.TOWNSHIP)
    path = (*superior.path, superior.name)
    return Organisation(f"{superior.code}X{number:03d}", cleaned, Level.TOWNSHIP, path)


def own_organisation(store: Store) -> Organisation | None:
    """Whose database it is; None before the first start was finished."""
    code = store.setting(OWN_ORGANISATION)
    return None if code is None else store.organisation(code)


def set_own_organisation(store: Store, organisation: Organisation) -> Change:
    """Say whose database this is."""
    change = store.save_organisation(organisation)
    return change | store.save_setting(OWN_ORGANISATION, organisation.code)


def begin_self_check(
    store: Store,
    checklist: Checklist,
    organisation: Organisation,
    period: Period,
    now: datetime,
    *,
    carry: bool = False,
) -> Change:
    """Begin this period's self-check; `carry` brings the last one's answers along as unconfirmed.

    The signatories of the last self-check are taken over either way. `UserError` when the period
    has one already.
    """
    check = SelfCheck(organisation, period, checklist.id, checklist.version, checklist.options, now)
    previous = latest_before(store, organisation, period)
    if previous is not None:
        check = replace(
            check, preparer=previous.preparer, reviewer=previous.reviewer, head=previous.head
        )
    answers = _last_answers(store, check, checklist) if carry else None
    change = store.save_organisation(organisation) | store.save_checklist(checklist)
    return change | store.create_self_check(check, (answers or {}).values())


def latest_before(
    store: Store, organisation: Organisation, period: Period, checklist_id: str | None = None
) -> SelfCheck | None:
    """The organisation's last self-check that ended before this period does, None without one.

    With `checklist_id` only those made with that checklist, or with one of its family, count:
    沿用上期 goes by item codes, which mean something else in another one.
    """
    from bizenv_desktop.domain.checklists.codes import family

    wanted = None if checklist_id is None else family(checklist_id)
    for check in store.self_checks():  # the latest comes first
        if (
            check.organisation.code == organisation.code
            and check.period.last_day < period.last_day
            and wanted in (None, family(check.checklist))
        ):
            return check
    return None


def carried_over(store: Store, filled: FilledCheck) -> tuple[Answer, ...]:
    """沿用上期: last period's answers, unconfirmed, for the items that have none yet.

    `UserError` when there is no earlier self-check with this checklist.
    """
    carried = _last_answers(store, filled.check, filled.checklist)
    if carried is None:
        raise UserError("没有用这张自查表做过更早的自查，不能沿用；请直接填写本期结果。")
    return tuple(answer for code, answer in carried.items() if code not in filled.answers)


def _last_answers(store: Store, check: SelfCheck, checklist: Checklist) -> dict[str, Answer] | None:
    previous = latest_before(store, check.organisation, check.period, checklist.id)
    return None if previous is None else carry_over(store.answers(previous.key), checklist.items)


def fill(store: Store, key: CheckKey, today: date) -> FilledCheck:
    """A self-check with everything filled into it, as of `today`."""
    check = store.self_check(key)
    checklist = store.checklist(check.checklist, check.checklist_version)
    return filled_with(store, check, checklist, today)


def filled_with(store: Store, check: SelfCheck, checklist: Checklist, today: date) -> FilledCheck:
    """As `fill`, of a self-check and its checklist read before."""
    key = check.key
    return FilledCheck(
        check,
        checklist,
        store.answers(key),
        store.findings(key),
        today,
        provincial=confirmed_for(store, checklist),
        evidence=store.evidence.book(key),
        logs=store.finding_logs(key),
        looks=store.looks(key),
        visits=store.visits(key),
        closed_elsewhere=store.closings_elsewhere(key, checklist.id),
    )


def confirmed_for(store: Store, checklist: Checklist) -> dict[str, ConfirmedCitation]:
    """By item code: the citations confirmed in the edition the checklist names, and no other.

    So a self-check prints the edition it was made under, whatever was imported since.
    """
    found = store.citations()
    if not found:
        return {}
    from bizenv_desktop.domain.checklists.codes import family

    wanted = (family(checklist.id), checklist.edition)
    return {each.item: each for each in found if (each.checklist, each.place.edition) == wanted}


def known_editions(library: Library, store: Store) -> Mapping[str, Edition]:
    """Every edition of this PC by id: built-in ones, with the official text where imported."""
    imported = store.imported_editions()
    if not imported:
        return library.editions
    from bizenv_desktop.domain.regulations.confirmed import with_imported

    return with_imported(library.editions, imported)


def save_answers(store: Store, filled: FilledCheck, answers: Iterable[Answer]) -> Change:
    """Save answers; one that newly loses points raises its finding in the same transaction.

    The finding is dated `filled.today`; one raised before keeps its day and the clerk's words.
    """
    changed = tuple(answers)
    raised = [
        Finding(answer.item, filled.today)
        for answer in changed
        if answer.item not in filled.stored_findings
        and raises_finding(filled.checklist.item(answer.item), answer)
    ]
    return store.save_answers(filled.check.key, changed, raised)


def list_record(store: Store, key: CheckKey, library: Library, today: date) -> RectificationList:
    """整改清单 as the self-check stands, printed `today`, in the columns this database keeps."""
    from bizenv_desktop.domain.papers.rectification_list import (
        columns_from_setting,
        rectification_list,
    )

    columns = columns_from_setting(store.setting(LIST_COLUMNS))
    editions = known_editions(library, store)
    return rectification_list(fill(store, key, today), editions, today, columns)


def list_file_name(record: RectificationList) -> str:
    """The name a list is offered under, safe on every file system whatever the unit is called."""
    return safe_file_name(f"{record.file_name}.pdf")


def write_list(record: RectificationList, out: Path, faces: FaceSet | None = None) -> Drawn:
    """Draw the list and write it, whole or not at all; `UserError` unless `out` ends in .pdf."""
    from bizenv_desktop.reports.rectification_list import draw

    if out.suffix.lower() != ".pdf":
        raise UserError(f"“{out.name}”不是 .pdf 文件名；整改清单只能生成 PDF，请以 .pdf 结尾。")
    drawn = draw(record, faces)
    write_atomically(out, drawn.pdf)
    return drawn


def check_database(store: Store, today: date) -> CheckReport:
    """Read everything back and score every self-check twice; each fault is one Chinese sentence."""
    from bizenv_desktop.sync.checking import package_faults

    faults = [*store.faults(), *store.evidence.faults(), *store.packages.faults()]
    faults += package_faults(store)
    for checklist_id, version in store.checklist_versions():
        with _noting(faults):
            faults.extend(_rules_broken(store.checklist(checklist_id, version)))
    checks: tuple[SelfCheck, ...] = ()
    with _noting(faults):
        store.organisations()
        checks = store.self_checks()
    answers = 0
    for check in checks:
        with _noting(faults):
            filled = fill(store, check.key, today)
            answers += len(filled.answers)
            faults.extend(_faults_of(filled, store.second_score(check.key)))
    packages = 0
    with _noting(faults):
        packages = store.packages.number()
    return CheckReport(tuple(faults), len(checks), answers, packages)


@contextmanager
def _noting(faults: list[str]) -> Iterator[None]:
    """Note what cannot be read and go on with the rest."""
    try:
        yield
    except UserError as error:
        faults.append(str(error))


def _rules_broken(checklist: Checklist) -> Iterator[str]:
    """What the loader would refuse of a checklist, had it not been kept already."""
    from bizenv_desktop.domain.checklists.rules import item_faults, whole_faults

    name = f"自查表“{checklist.id}”第{checklist.version}版"
    kinds = {kind.code for kind in checklist.problem_kinds}
    for item in checklist.items:
        for fault in item_faults(item, kinds):
            yield f"{name}：{replace(fault, item=item.code).place}：{fault.reason}。"
    for fault in whole_faults(checklist):
        yield f"{name}：{fault.place}：{fault.reason}。"


def _faults_of(filled: FilledCheck, second: SecondScore) -> Iterator[str]:
    """Answers nobody asks for, and every figure on which the two scorers differ."""
    name = f"{filled.check.organisation.name}{filled.check.period.label}"
    known = filled.checklist.by_code
    for code in filled.answers:
        if code not in known:
            yield f"{name}：自查表里没有{code}这一项，它的填报结果无处可用。"
    card = filled.card
    first = {entry.item.code: entry.score for entry in card.items if entry.score is not None}
    for code in sorted(first.keys() | second.items.keys()):
        if first.get(code) != second.items.get(code):
            got = f"{first.get(code, '未计')}和{second.items.get(code, '未计')}"
            yield f"{name}：{code}两种算法得分不一致（{got}）。"
    figures = (
        ("总分", card.total, second.total),
        ("已填部分得分", card.filled_total, second.filled_total),
        ("加分", card.bonus, second.bonus),
        ("等级", card.grade, second.grade),
        ("一票否决项", "、".join(sorted(card.vetoed_by)), "、".join(sorted(second.vetoed_by))),
    )
    for title, one, other in figures:
        if one != other:
            yield f"{name}：{title}两种算法不一致（{one}和{other}）。"
