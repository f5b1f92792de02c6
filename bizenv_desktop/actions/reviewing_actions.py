# SPDX-License-Identifier: MIT
"""考核: what a superior says of a unit's self-check: 考核分, 督办 and 退回.

What the unit sent is never touched; every word is about the package that was looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.feedback import (
    LONGEST_NAME,
    NoteKind,
    Review,
    ReviewNote,
    checked_review,
    checked_words,
    rounded,
)
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from bizenv_desktop.domain.exchange.heads import Revision
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.storage import Change, Store

CheckKey = tuple[str, str]


@dataclass(frozen=True)
class UnderReview:
    """A unit's self-check as it stands here, with what was said of it.

    `record` is the package looked at; `revisions` are the numbers of all that came, for 针对第n版.
    `followed` says by package replaced which revision was the first that came after it.
    """

    record: PackageRecord
    filled: FilledCheck
    reviews: Mapping[str, Review]
    notes: tuple[ReviewNote, ...]
    revisions: Mapping[str, int]
    followed: Mapping[str, int] = field(default_factory=dict)

    @property
    def older(self) -> tuple[Review, ...]:
        """考核分 that were given for another revision than the one that stands."""
        return tuple(each for each in self.reviews.values() if each.package != self.record.id)

    def about(self, package: str) -> str:
        """Which revision was meant: 针对第2版; empty for the one that stands."""
        if package == self.record.id:
            return ""
        number = self.revisions.get(package)
        return "针对已撤回的一版" if number is None else f"针对第{number}版"

    def answer(self, package: str) -> str:
        """What came after a package that something was said of: 已重新上报第2版; or empty."""
        number = self.followed.get(package)
        return "" if number is None else f"已重新上报第{number}版"

    @property
    def is_returned(self) -> bool:
        """Whether the revision that stands was sent back for change."""
        return any(
            note.kind is NoteKind.RETURN and note.package == self.record.id for note in self.notes
        )


@dataclass(frozen=True)
class Carried:
    """考核分 brought over to the newest revision: how many, and the items left as they were."""

    change: Change
    count: int
    left: tuple[str, ...]


def unit_key(store: Store, unit: str, period: str | None) -> CheckKey:
    """The self-check of a unit, named by code or name, in a period or in the last it sent.

    `UserError` when there is no such unit below ours, several of that name, or nothing of it.
    """
    code = unit_code(store, unit)
    if period is not None:
        return code, Period.parse(period).code
    periods = [Period.parse(each) for each in store.reviews.periods(code)]
    if not periods:
        raise UserError(f"还没有收到{unit}的上报；请先接收它的上报包。")
    return code, max(periods, key=lambda each: (each.last_day, each.first_day)).code


def unit_code(store: Store, unit: str) -> str:
    """The code of a unit below ours, named by code or name; `UserError` when it is not known."""
    known = {each.organisation.code: each.organisation.name for each in store.keys.subordinates()}
    if unit in known:
        return unit
    found = [code for code, name in known.items() if name == unit]
    if len(found) > 1:
        raise UserError(f"叫“{unit}”的单位有{len(found)}个；请写单位代码：{'、'.join(found)}。")
    if not found:
        raise UserError(f"下级单位里没有“{unit}”；请写单位代码，或先登记它的密钥卡。")
    return found[0]


def under_review(store: Store, key: CheckKey, today: date) -> UnderReview:
    """A unit's standing self-check and what was said of it; `UserError` when none was received."""
    standing = store.packages.standing(key)
    record = store.packages.record(standing[0].id) if standing else None
    if record is None:
        raise UserError(f"还没有收到{key[0]}{key[1]}的上报，不能考核；请先接收它的上报包。")
    numbers = {each.id: each.revision for each in store.packages.records(key) if each.counts}
    return UnderReview(
        record,
        _received(store, record, key, today),
        store.reviews.reviews(key),
        store.reviews.notes(key),
        numbers,
        _followed(store, standing[0], numbers),
    )


def _followed(store: Store, shown: Revision, numbers: Mapping[str, int]) -> dict[str, int]:
    """By package that the one shown replaces: the number of the first that came and replaces it."""
    if not shown.ancestors:
        return {}
    line = [each for each in numbers if each in shown.ancestors or each == shown.id]
    headers = store.packages.headers(line)
    followed: dict[str, int] = {}
    for package in sorted(headers, key=lambda each: -numbers[each]):
        followed |= dict.fromkeys(headers[package].ancestors, numbers[package])
    return followed


def _received(store: Store, record: PackageRecord, key: CheckKey, today: date) -> FilledCheck:
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.record_json import from_json
    from bizenv_desktop.storage.submission_rows import read_submission

    submission = read_submission(record.kind, store.packages.content(record.id).core, key)
    checklist = store.packages.attachment(submission.frozen.checklist_sha256)
    if checklist is None:
        raise UserError("数据库里缺少这次自查用的自查表；请用备份恢复，或重新接收上报包。")
    return submission.filled(from_json(Checklist, checklist.decode()), today)


def give_scores(
    store: Store,
    under: UnderReview,
    given: Mapping[str, tuple[Decimal, str] | None],
    *,
    by: str,
    now: datetime,
) -> Change:
    """Give 考核分 with reasons by item, all or none; None takes one back.

    `UserError` names the item whose score or reason cannot be kept.
    """
    key, who = under.filled.check.key, _who(by)
    card = {entry.item.code: entry for entry in under.filled.card.items}
    reviews, gone = [], []
    for item, wish in given.items():
        if item not in card:
            raise UserError(f"{under.filled.check.organisation.name}的自查表里没有{item}这一项。")
        if wish is None:
            gone.append(item)
            continue
        score = checked_review(card[item], *wish)
        reviews.append(Review(key[1], item, under.record.id, score, who, now))
    return store.reviews.save_reviews(key, reviews, gone)


def agree_with_rest(store: Store, under: UnderReview, *, by: str, now: datetime) -> Change:
    """Give every item that has none yet its own score as 考核分; what has no own score is left."""
    given = {
        entry.item.code: (rounded(entry.score), "")
        for entry in under.filled.card.items
        if entry.item.points and entry.score is not None and entry.item.code not in under.reviews
    }
    return give_scores(store, under, given, by=by, now=now)


def put_scores_back(store: Store, key: CheckKey, reviews: Mapping[str, Review | None]) -> Change:
    """Let these items' 考核分 be as they once were, None for none; undo and redo are this."""
    kept = [review for review in reviews.values() if review is not None]
    return store.reviews.save_reviews(
        key, kept, [item for item in reviews if reviews[item] is None]
    )


def carry_scores(store: Store, under: UnderReview, *, by: str, now: datetime) -> Carried:
    """Let the 考核分 of earlier revisions be those of the one that stands, with their reasons.

    One that this revision's item cannot have, or that now differs without a reason, is left.
    """
    key, who = under.filled.check.key, _who(by)
    card = {entry.item.code: entry for entry in under.filled.card.items}
    carried, left = [], []
    for review in under.older:
        try:
            checked_review(card[review.item], review.given.score, review.given.reason)
        except (KeyError, UserError):
            left.append(review.item)
        else:
            carried.append(replace(review, package=under.record.id, who=who, at=now))
    change = store.reviews.save_reviews(key, carried)
    return Carried(change, len(carried), tuple(sorted(left)))


def add_note(
    store: Store,
    under: UnderReview,
    kind: NoteKind,
    words: str,
    *,
    by: str,
    now: datetime,
    due: date | None = None,
) -> Change:
    """督办 with a day it is due, or 退回; `UserError` without words or with a day gone by."""
    cleaned = checked_words(words, kind.label)
    if not cleaned:
        raise UserError(f"{kind.label}没有写内容，请写清要求。")
    if due is not None and due < now.date():
        raise UserError(f"办结期限{due:%Y-%m-%d}已经过去，请重新选择。")
    if kind is NoteKind.RETURN:
        due = None
    key = under.filled.check.key
    note = ReviewNote(key[1], 1, kind, under.record.id, cleaned, _who(by), now, due)
    return store.reviews.add_note(key, note)


def _who(by: str) -> str:
    cleaned = " ".join(by.split())
    if len(cleaned) > LONGEST_NAME:
        raise UserError(f"姓名有{len(cleaned)}个字，最多{LONGEST_NAME}个字；请缩短后再试。")
    return cleaned
