# SPDX-License-Identifier: MIT
"""What came back: the superior's answer to a self-check, read from the packages received."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from bizenv_desktop.errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bizenv_desktop.domain.exchange.feedback import (
        FeedbackContent,
        Receipt,
        Review,
        ReviewNote,
    )
    from bizenv_desktop.domain.exchange.header import Blob, Sender
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.papers.reviewed import ReviewedScore
    from bizenv_desktop.storage import Store

CheckKey = tuple[str, str]
_Thing = TypeVar("_Thing")
_LEVELS = ("township", "county", "city", "province")


@dataclass(frozen=True, slots=True)
class Feedback:
    """One package of a superior's that stands: who says it, on which PC, what, with what along."""

    package: str
    sender: Sender
    made: datetime
    device_name: str
    content: FeedbackContent
    blobs: tuple[Blob, ...]


@dataclass(frozen=True, slots=True)
class Said(Generic[_Thing]):
    """Something a superior said, and which superior by name."""

    superior: str
    what: _Thing


@dataclass(frozen=True)
class FeedbackState:
    """What superiors said about one self-check.

    `reviews` are those of the nearest superior, by item; where two of its packages stand side by
    side (`rivals`) the items they disagree about are in `disputed` instead, with both. `left_out`
    are answers somebody decided not to use. `returned` is the newest 退回, `resubmitted` whether a
    revision was made since. `revisions` are the numbers of our own packages, for 针对第n版.
    """

    receipts: tuple[Said[Receipt], ...] = ()
    reviews: Mapping[str, Review] = field(default_factory=dict)
    disputed: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    notes: tuple[Said[ReviewNote], ...] = ()
    returned: Said[ReviewNote] | None = None
    resubmitted: bool = False
    rivals: tuple[Feedback, ...] = ()
    left_out: tuple[PackageRecord, ...] = ()
    reviewer: str = ""
    revisions: Mapping[str, int] = field(default_factory=dict)

    @property
    def forked(self) -> bool:
        """Whether a superior said two things at once, on two PCs."""
        return bool(self.rivals)

    @property
    def reviewed(self) -> dict[str, ReviewedScore]:
        """The 考核分 to show and print, by item."""
        return {item: review.given for item, review in self.reviews.items()}

    @property
    def receipt_lines(self) -> tuple[str, ...]:
        """Each receipt as a sentence, the newest revision first."""
        return tuple(each.what.words(each.superior) for each in self.receipts)

    @property
    def pressed(self) -> tuple[ReviewNote, ...]:
        """What is to be done by a day or at all: 督办, without 退回."""
        return tuple(each.what for each in self.notes if each.what.kind.value == "supervise")

    @property
    def note_lines(self) -> tuple[str, ...]:
        """Each 督办 and 退回 as a paragraph, as papers print it."""
        from bizenv_desktop.domain.exchange.feedback import note_words

        return tuple(
            note_words(each.what, each.superior, self.about(each.what.package))
            for each in self.notes
        )

    def about(self, package: str) -> str:
        """Which of our revisions was meant: 针对第2版; empty when it was made elsewhere."""
        number = self.revisions.get(package)
        return "" if number is None else f"针对第{number}版"

    def about_older(self, package: str) -> str:
        """As `about`, and empty where our newest revision was meant, which needs no words."""
        newest = max(self.revisions.values(), default=0)
        return "" if self.revisions.get(package) == newest else self.about(package)

    @property
    def must_change(self) -> bool:
        """Whether it was sent back and nothing was submitted since."""
        return self.returned is not None and not self.resubmitted

    @property
    def is_empty(self) -> bool:
        """Whether nothing came back yet."""
        return not (self.receipts or self.reviews or self.disputed or self.notes)


NO_FEEDBACK = FeedbackState()


def feedback_for(store: Store, key: CheckKey) -> FeedbackState:
    """What came back about a self-check of ours; scores its items cannot have are left out."""
    standing = standing_feedback(store, key[0])
    if not standing:
        return NO_FEEDBACK
    left_out = _left_out(store, key[0])
    period = key[1]
    revisions = {each.id: each.revision for each in store.packages.records(key)}
    notes = _unique(
        Said(each.sender.name, note)
        for each in standing
        for note in each.content.notes
        if note.period == period
    )
    returned, resubmitted = _returned(store, key, notes)
    reviewers = _nearest(each for each in standing if each.content.reviews_of(period))
    reviews, disputed = _reviews(store, key, reviewers)
    senders = [each.sender.code for each in standing]
    return FeedbackState(
        receipts=_receipts(standing, period),
        reviews=reviews,
        disputed=disputed,
        notes=notes,
        returned=returned,
        resubmitted=resubmitted,
        rivals=tuple(each for each in standing if senders.count(each.sender.code) > 1),
        left_out=left_out,
        reviewer=reviewers[0].sender.name if reviewers else "",
        revisions=revisions,
    )


def standing_feedback(store: Store, organisation: str) -> tuple[Feedback, ...]:
    """The feedback to a unit that nothing replaces, of every superior, the nearest one first."""
    place = (organisation, "")
    senders = {
        record.sender
        for record in store.packages.records(place)
        if record.counts and record.kind.value == "feedback"
    }
    if not senders:
        return ()
    from bizenv_desktop.sync.feedback import check_feedback

    found = []
    for sender in sorted(senders, reverse=True):
        for revision in store.packages.standing(place, sender):
            kept = store.packages.content(revision.id)
            header = kept.header
            try:
                content = check_feedback(header, kept.core)
            except PackageError:
                continue  # taken in by an older program that looked less closely
            made, device = header.made_at, header.device_name
            found.append(Feedback(revision.id, header.sender, made, device, content, header.blobs))
    return tuple(sorted(found, key=lambda each: _LEVELS.index(each.sender.level.value)))


def _left_out(store: Store, organisation: str) -> tuple[PackageRecord, ...]:
    records = store.packages.records((organisation, ""))
    return tuple(
        record
        for record in records
        if record.kind.value == "feedback" and record.undone and record.state.value == "taken"
    )


def _nearest(standing: Iterable[Feedback]) -> tuple[Feedback, ...]:
    found = tuple(standing)
    return tuple(each for each in found if each.sender.code == found[0].sender.code)


def _receipts(standing: Iterable[Feedback], period: str) -> tuple[Said[Receipt], ...]:
    found = {
        (each.sender.code, receipt.package): Said(each.sender.name, receipt)
        for each in standing
        for receipt in each.content.receipts
        if receipt.period == period
    }
    return tuple(sorted(found.values(), key=lambda each: -each.what.revision))


def _unique(found: Iterable[_Thing]) -> tuple[_Thing, ...]:
    return tuple(dict.fromkeys(found))


def _returned(
    store: Store, key: CheckKey, notes: tuple[Said[ReviewNote], ...]
) -> tuple[Said[ReviewNote] | None, bool]:
    """The newest 退回, and whether one of our revisions replaces what was sent back."""
    from bizenv_desktop.domain.exchange.feedback import NoteKind

    found = [each for each in notes if each.what.kind is NoteKind.RETURN]
    if not found:
        return None, False
    last = max(found, key=lambda each: (each.what.at.timestamp(), each.what.position))
    replaced = frozenset[str]().union(*(r.ancestors for r in store.packages.standing(key)))
    return last, last.what.package in replaced


def _reviews(
    store: Store, key: CheckKey, reviewers: tuple[Feedback, ...]
) -> tuple[dict[str, Review], dict[str, tuple[Review, ...]]]:
    """What the packages agree about, and what they do not."""
    if not reviewers:
        return {}, {}
    from bizenv_desktop.domain.exchange.feedback import fitting

    check = store.self_check(key)
    checklist = store.checklist(check.checklist, check.checklist_version)
    agreed: dict[str, Review] = {}
    disputed: dict[str, tuple[Review, ...]] = {}
    by_package = [each.content.reviews_of(key[1]) for each in reviewers]
    for item in sorted({item for found in by_package for item in found}):
        given = _unique(found[item] for found in by_package if item in found)
        fit = tuple(each for each in given if fitting(checklist, {item: each.given}))
        same = len({each.given for each in fit}) == 1 and all(item in one for one in by_package)
        if same:
            agreed[item] = fit[0]
        elif fit:
            disputed[item] = fit
    return agreed, disputed
