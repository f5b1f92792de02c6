# SPDX-License-Identifier: MIT
"""What `consolidate unit` says of one unit, in lines for people and as a record for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.arithmetic import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bizenv_desktop.domain.exchange.feedback import Review, ReviewNote
    from bizenv_desktop.domain.exchange.relayed_reviews import RelayedReviews
    from bizenv_desktop.domain.exchange.unit_view import UnitView
    from bizenv_desktop.domain.regulations.regulation import Edition

Record = dict[str, Any]


def unit_lines(view: UnitView) -> Iterator[str]:
    """One unit: the package, the score item by item, findings, against the last period."""
    check, card = view.filled.check, view.filled.card
    yield f"{check.organisation.full_name} {check.period.label}：{view.words}"
    if view.fork_words:
        yield view.fork_words
    yield card.explanation
    for said in view.relayed:
        yield said.summary(view.filled)
    for entry in card.items:
        yield f"{entry.item.code} {entry.item.title}：{entry.explanation}"
        for said in view.relayed:
            if review := said.reviews.get(entry.item.code):
                yield f"  {said.review_line(review, entry.score)}"
    for said in view.relayed:
        yield from map(said.note_line, said.notes)
    for finding in view.filled.findings:
        state = finding.log.state.label
        yield f"问题 {finding.item.code} {state} 时限{finding.due} {finding.problem}"
    comparison = view.comparison
    if comparison is not None:
        yield f"与{comparison.before}比：{comparison.basis}"
        for change in (*comparison.better, *comparison.worse):
            sign = "+" if change.gain > 0 else ""
            yield f"  {change.code} {change.title} {sign}{plain(change.gain)}分"


def unit_record(view: UnitView, editions: Mapping[str, Edition]) -> Record:
    """One unit for programs: what `score --json` gives, and the package it comes from."""
    from bizenv_desktop.domain.papers.score_report import score_record

    record, comparison = view.record, view.comparison
    return {
        **score_record(view.filled, editions),
        "package": {
            "id": record.id,
            "check_code": record.code,
            "revision": record.revision,
            "made": record.made,
            "arrived": record.arrived,
            "submitted_by": view.submitted_by,
            "device": view.device_name,
        },
        "others": [other.id for other in view.others],
        "missing_photos": sorted(view.missing_photos),
        "relayed_reviews": [_relayed(said) for said in view.relayed],
        "comparison": None
        if comparison is None
        else {
            "before": comparison.before,
            "basis": comparison.basis,
            "changes": [
                {
                    "code": change.code,
                    "before": plain(change.before),
                    "after": plain(change.after),
                }
                for change in (*comparison.better, *comparison.worse)
            ],
        },
    }


def _relayed(said: RelayedReviews) -> Record:
    """What a unit between said, for programs."""
    return {
        "sender": said.sender.code,
        "name": said.sender.name,
        "relay": said.relay,
        "made": said.made,
        "fork": said.forked,
        "trouble": said.trouble,
        "reviews": [
            {
                "item": each.item,
                "score": plain(each.given.score),
                "reason": each.given.reason,
                **_said(said, each),
            }
            for each in said.reviews.values()
        ],
        "notes": [
            {
                "position": each.position,
                "kind": str(each.kind),
                "words": each.words,
                "due": each.due.isoformat() if each.due else None,
                **_said(said, each),
            }
            for each in said.notes
        ],
    }


def _said(said: RelayedReviews, what: Review | ReviewNote) -> Record:
    return {
        "package": what.package,
        "about": said.about(what.package),
        "who": what.who,
        "at": what.at.isoformat(),
    }
