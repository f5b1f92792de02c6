# SPDX-License-Identifier: MIT
"""What the units between said of a self-check, read from the relays that stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.feedback import fitting
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.relayed_reviews import RelayedReviews
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.storage import Store
    from bizenv_desktop.storage.relayed_reviews import StandingRelay


def relayed_reviews(
    store: Store, filled: FilledCheck, shown: str, revisions: Iterable[PackageRecord]
) -> tuple[RelayedReviews, ...]:
    """What each unit between said of a self-check, the nearest first; the silent are left out.

    `shown` is the package it was rebuilt from, `revisions` all of that unit's period. What cannot
    be read or does not fit is told in words and never an error.
    """
    numbers = {record.id: record.revision for record in revisions if record.counts}
    found = (
        _said(store, filled, relay, shown, numbers)
        for relay in store.packages.standing_relays(filled.check.key)
    )
    return tuple(each for each in found if not each.is_empty)


def _said(
    store: Store, filled: FilledCheck, relay: StandingRelay, shown: str, numbers: dict[str, int]
) -> RelayedReviews:
    from bizenv_desktop.storage.relayed_reviews import said_of

    header, place = relay.header, filled.check.key
    reviews, notes, trouble = {}, [], ""
    try:
        said = said_of(store.packages.content(relay.id).core, place)
    except UserError:
        trouble = f"{header.sender.name}的汇总上报包里的考核意见读不出来；请让对方重新导出。"
    else:
        given = {each.item: each.given for each in said.reviews}
        fit = fitting(filled.checklist, given)
        reviews = {
            each.item: each
            for each in said.reviews
            if each.item in fit and _is_of(store, each.package, place, numbers)
        }
        notes = [each for each in said.notes if _is_of(store, each.package, place, numbers)]
        left = said.unbelieved + len(said.reviews) - len(reviews) + len(said.notes) - len(notes)
        if left:
            trouble = (
                f"{header.sender.name}的汇总上报包里有{left}条考核意见不合格式，"
                "或与这份自查对不上，没有显示；请电话核实。"
            )
    return RelayedReviews(
        sender=header.sender,
        relay=relay.id,
        made=header.made,
        forked=bool(relay.others),
        shown=shown,
        reviews=reviews,
        notes=tuple(sorted(notes, key=lambda each: each.position)),
        revisions=numbers,
        trouble=trouble,
    )


def _is_of(store: Store, package: str, place: tuple[str, str], numbers: dict[str, int]) -> bool:
    """Whether a package can be the unit's submission of that period: one that is here must be."""
    if package in numbers:
        return True
    record = store.packages.record(package)
    return record is None or (
        (record.organisation, record.period) == place and record.kind is PackageKind.SUBMISSION
    )
