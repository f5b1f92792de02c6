# SPDX-License-Identifier: MIT
"""Bring a package of our own unit's other PC together with what stands here, item by item.

First a plan, which writes nothing; then what was decided, in one transaction with the package
itself, so that the next 上报 replaces both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bizenv_desktop.actions import fill, own_organisation
from bizenv_desktop.actions.merged import MERGED, merged_packages
from bizenv_desktop.domain.exchange.differences import (
    Side,
    differences,
    version_here,
    version_of,
)
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.merging import merged
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.exchange.renumbering import renumbered
from bizenv_desktop.domain.selfcheck import Answer
from bizenv_desktop.errors import PackageError, UserError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.evidence import Evidence
    from bizenv_desktop.domain.exchange.differences import Difference, Version
    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.merging import Merge
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.storage import Change, Store
    from bizenv_desktop.sync.own_packages import OwnPackage

CheckKey = tuple[str, str]


@dataclass(frozen=True)
class MergePlan:
    """What a package differs in from what stands here; nothing is written yet.

    `base` is the package both began with, None when none is kept here; `again` says that it was
    brought together before. `notes` are sentences to be read first.
    """

    path: Path
    own: OwnPackage
    filled: FilledCheck
    ours: Version
    theirs: Version
    found: tuple[Difference, ...]
    base: PackageRecord | None
    again: bool
    notes: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Kept with it once it is brought together."""

    @property
    def header(self) -> Header:
        return self.own.header

    @property
    def key(self) -> CheckKey:
        return self.filled.check.key

    @property
    def files(self) -> dict[str, Evidence]:
        """Both sides' evidence by SHA-256."""
        return {**self.theirs.evidence.files, **self.ours.evidence.files}

    def item(self, code: str) -> CheckItem | None:
        """The check item of that code."""
        return self.filled.checklist.by_code.get(code)

    def title(self, found: Difference) -> str:
        """What a difference is about, in words."""
        item = self.item(found.item)
        if item is not None:
            return item.title
        for visit in (*self.theirs.visits, *self.ours.visits):
            if found.item == f"督{visit.number}":
                return visit.title
            for problem in visit.problems:
                if problem.code == found.item:
                    return problem.problem
        return found.part.label


@dataclass(frozen=True, slots=True)
class Merged:
    """What bringing together wrote; `before` and `after` are what can be undone, by name."""

    change: Change
    merge: Merge
    before: Mapping[str, object]
    after: Mapping[str, object]


def own_unit(store: Store) -> str:
    """The code of the unit whose database this is."""
    own = own_organisation(store)
    if own is None:
        raise UserError("还没有设定本单位；请先在设置里选择本单位。")
    return own.code


def plan_merge(
    store: Store, path: Path, own: OwnPackage, today: date, within: Collection[str] | None = None
) -> MergePlan:
    """Compare a package that was read with what stands here; `within` are dimensions."""
    key = (own.header.organisation, own.header.period)
    filled = fill(store, key, today)
    theirs_check = own.judged.submission.check
    check = filled.check
    if (check.checklist, check.checklist_version) != (
        theirs_check.checklist,
        theirs_check.checklist_version,
    ):
        raise UserError(
            f"对方用的自查表是“{theirs_check.checklist}”第{theirs_check.checklist_version}版，"
            f"本机是“{check.checklist}”第{check.checklist_version}版；"
            "请先在“自查表”里换成同一版，再合并。"
        )
    ours = version_here(filled, store.looks(key), store.report_edits(key))
    record, base, again = _base(store, own)
    if base is None and ours.is_empty:
        base = ours  # begun and not filled in: there is nothing of ours to be asked about
    theirs = renumbered(version_of(own.judged.submission), ours, base)
    codes = None if within is None else _codes_within(filled, theirs, within)
    return MergePlan(
        path,
        own,
        filled,
        ours,
        theirs,
        differences(ours, theirs, base, within=codes),
        record,
        again=again,
        notes=_notes(base, again=again),
    )


def _notes(base: Version | None, *, again: bool) -> tuple[str, ...]:
    if again:
        return ("这个包的内容本机已经有了（合并过，或是更早的一版），没有要取的。",)
    if base is None:
        return ("本机没有两边共同的上一版，分不清每处是谁改的，不同之处都要选择。",)
    return ()


def _codes_within(filled: FilledCheck, theirs: Version, within: Collection[str]) -> frozenset[str]:
    from bizenv_desktop.domain.exchange.differences import items_within

    dimension_of = {item.code: item.dimension for item in filled.checklist.items}
    return items_within(dimension_of, within, (*filled.visits, *theirs.visits))


def _base(store: Store, own: OwnPackage) -> tuple[PackageRecord | None, Version | None, bool]:
    """The latest package kept here that both sides go on from; whether that is theirs itself."""
    key = (own.header.organisation, own.header.period)
    ours = _our_line(store, key)
    if own.id in ours:
        return store.packages.record(own.id), version_of(own.judged.submission), True
    both = ours & set(own.header.ancestors)
    known = [record for record in store.packages.records(key) if record.id in both]
    if not known:
        return None, None, False
    return _latest(known), _version(store, known), False


def _latest(records: Iterable[PackageRecord]) -> PackageRecord:
    return max(records, key=lambda each: (each.revision, each.id))


def _version(store: Store, records: list[PackageRecord]) -> Version | None:
    """What packages that both sides go on from have in common, brought together where they part."""
    from bizenv_desktop.domain.exchange.common_base import common_base
    from bizenv_desktop.storage.submission_rows import read_submission

    if not records:
        return None
    before = {each.id: set(_header(store, each.id).ancestors) for each in records}
    replaced = set[str]().union(*before.values())
    heads = sorted((each for each in records if each.id not in replaced), key=lambda each: each.id)
    versions = []
    for head in heads:
        core = store.packages.content(head.id).core
        versions.append(
            version_of(read_submission(head.kind, core, (head.organisation, head.period)))
        )
    whole = versions[0]
    for head, version in zip(heads[1:], versions[1:], strict=True):
        older = [each for each in records if each.id in before[head.id] & before[heads[0].id]]
        whole = common_base(whole, version, _version(store, older))
    return whole


def _header(store: Store, package: str) -> Header:
    return store.packages.content(package).header


def _our_line(store: Store, key: CheckKey) -> set[str]:
    """Ids of everything that what stands here goes on from."""
    merged = merged_packages(store)
    line, submitted = set(), False
    for record in store.packages.records(key):  # the last comes first
        is_own = record.state is PackageState.OWN
        if not is_own and record.id not in merged:
            continue
        if is_own and record.kind is PackageKind.SUBMISSION and submitted:
            continue
        submitted |= is_own and record.kind is PackageKind.SUBMISSION
        line |= {record.id, *store.packages.content(record.id).header.ancestors}
    return line


def apply_merge(
    store: Store, plan: MergePlan, choices: Mapping[str, Side], now: datetime
) -> Merged:
    """Write what was decided, with theirs' photos and the package itself, all or nothing.

    A backup is made first. `UserError` while something is not chosen, when the choices do not go
    together, or when the data here or the file changed since it was looked at.
    """
    from bizenv_desktop.sync.container import open_package
    from bizenv_desktop.sync.own_packages import bring_files, keep_package

    merge = merged(plan.found, choices, plan.ours, plan.theirs, plan.filled.checklist, now.date())
    filled = fill(store, plan.key, plan.filled.today)
    if version_here(filled, store.looks(plan.key), store.report_edits(plan.key)) != plan.ours:
        raise UserError("本机的数据刚刚又有改动，没有合并；请重新打开这个包再选择。")
    if not merge.is_empty:
        store.backup(f"合并前-{now:%Y%m%d-%H%M%S}")
    new: list[str] = []
    wanted = [plan.theirs.evidence.files[each] for each in sorted(merge.hashes & _theirs(plan))]
    if wanted:
        with open_package(plan.path) as package:
            if package.id != plan.own.id:
                raise PackageError("文件已经换成另一个包，没有合并；请重新打开。")
            new = bring_files(store, package, wanted)
    stamp = now.isoformat(timespec="seconds")
    try:
        with store.packages.adding() as intake:
            keep_package(intake, plan.own, stamp, plan.path.name)
            intake.merge(plan.key, merge)
            intake.save_setting(MERGED, {**merged_packages(store), plan.own.id: stamp})
            for name, value in plan.settings.items():
                intake.save_setting(name, value)
        change = intake.change
    except BaseException:
        store.evidence.forget(new)
        raise
    before, after = _undoable(plan, merge)
    return Merged(change, merge, before, after)


def _theirs(plan: MergePlan) -> frozenset[str]:
    """Files of theirs that are not linked here yet."""
    ours = {link.sha256 for each in plan.ours.evidence.items.values() for link in each.links}
    return frozenset(plan.theirs.evidence.files.keys() - ours)


def _undoable(plan: MergePlan, merge: Merge) -> tuple[dict[str, object], dict[str, object]]:
    """Answers, findings and links before and after; steps and visits stay when it is undone."""
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for code, answer in merge.answers.items():
        before[f"{code}/answer"] = plan.ours.answers.get(code) or Answer(code)
        after[f"{code}/answer"] = answer
    for code, finding in merge.findings.items():
        known = plan.ours.findings.get(code)
        if known is not None:
            before[f"{code}/finding"], after[f"{code}/finding"] = known, finding
    for code, entry in merge.evidence.items():
        before[f"{code}/evidence"] = plan.ours.evidence.of(code)
        after[f"{code}/evidence"] = entry
    return before, after


def choices_for(
    found: Iterable[Difference], theirs: Collection[str], ours: Collection[str]
) -> dict[str, Side]:
    """Choices from item codes or the differences' names; “*” stands for all that is asked."""
    choices: dict[str, Side] = {}
    for each in found:
        for side, names in ((Side.THEIRS, theirs), (Side.OURS, ours)):
            named = each.item in names or each.name in names
            if (named or ("*" in names and each.default is None)) and side in each.choices:
                if each.name in choices and choices[each.name] is not side:
                    raise UserError(f"{each.item}既选了本机的又选了对方的；请只选一边。")
                choices[each.name] = side
    return choices
