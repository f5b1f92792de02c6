# SPDX-License-Identifier: MIT
"""What `feedback` prints: lines for people, records for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.command_parts import print_json, today

if TYPE_CHECKING:
    from bizenv_desktop.actions.feedback_actions import Written
    from bizenv_desktop.actions.feedback_state import FeedbackState
    from bizenv_desktop.actions.reviewing_actions import UnderReview
    from bizenv_desktop.domain.exchange.feedback import Review, ReviewNote
    from bizenv_desktop.storage import Store


def show_under(under: UnderReview, *, as_json: bool) -> None:
    """A unit's self-check with what was said of it."""
    from bizenv_desktop.domain.exchange.feedback import note_words, reviewed_words

    check = under.filled.check
    given = {code: each.given for code, each in under.reviews.items()}
    if as_json:
        print_json(
            {
                "organisation": check.organisation.code,
                "period": check.period.code,
                "revision": under.record.revision,
                "package": under.record.id,
                "returned": under.is_returned,
                "reviews": [_review_record(each) for each in under.reviews.values()],
                "notes": [
                    {**_note_record(each), "answered_by": under.followed.get(each.package)}
                    for each in under.notes
                ],
                "words": reviewed_words(under.filled, given),
            }
        )
        return
    revision = under.record.revision
    click.echo(f"{check.organisation.name} {check.period.label} 第{revision}版")
    click.echo(f"{reviewed_words(under.filled, given)}。")
    for each in under.reviews.values():
        click.echo(_review_line(each, under.about(each.package)))
    for note in under.notes:
        about = (under.about(note.package), under.answer(note.package))
        click.echo(f"{note.position}. {note_words(note, '', '，'.join(filter(None, about)))}")


def words_of_reviews(store: Store, key: tuple[str, str], state: FeedbackState) -> str:
    """How many items have 考核分 and what the total is; empty without any."""
    if not state.reviews:
        return ""
    from bizenv_desktop import actions
    from bizenv_desktop.domain.exchange.feedback import reviewed_words

    return reviewed_words(actions.fill(store, key, today()), state.reviewed)


def state_lines(state: FeedbackState, words: str) -> list[str]:
    """What came back, for people."""
    if state.is_empty:
        return ["还没有收到上级的回执和反馈。"]
    lines = list(state.receipt_lines)
    if state.must_change:
        lines.append("上级退回了这次自查，请改好后重新上报。")
    if state.forked:
        lines.append("上级在两台电脑上各出了一份反馈，请电话核实以哪份为准。")
    if words:
        lines.append(f"{words}。")
    lines += [
        _review_line(each, state.about_older(each.package)) for each in state.reviews.values()
    ]
    for item, given in state.disputed.items():
        scores = "、".join(str(each.given.score) for each in given)
        lines.append(f"{item}\t{scores}\t两份反馈不一致")
    return [*lines, *state.note_lines]


def _review_line(review: Review, about: str) -> str:
    reason = " ".join(review.given.reason.split())
    return f"{review.item}\t{review.given.score}\t{f'（{about}）' if about else ''}{reason}"


def state_record(state: FeedbackState) -> dict[str, Any]:
    """What came back, for programs."""
    return {
        "receipts": [
            {
                "from": each.superior,
                "package": each.what.package,
                "revision": each.what.revision,
                "received": each.what.received.isoformat(),
                "code": each.what.code,
            }
            for each in state.receipts
        ],
        "reviewer": state.reviewer,
        "reviews": [_review_record(each) for each in state.reviews.values()],
        "disputed": {
            item: [_review_record(each) for each in given] for item, given in state.disputed.items()
        },
        "notes": [{"from": each.superior, **_note_record(each.what)} for each in state.notes],
        "returned": state.returned is not None,
        "must_change": state.must_change,
        "forked": state.forked,
    }


def _review_record(review: Review) -> dict[str, Any]:
    return {
        "item": review.item,
        "score": str(review.given.score),
        "reason": review.given.reason,
        "package": review.package,
        "who": review.who,
        "at": review.at.isoformat(),
    }


def _note_record(note: ReviewNote) -> dict[str, Any]:
    return {
        "number": note.position,
        "kind": note.kind.value,
        "words": note.words,
        "due": note.due.isoformat() if note.due else None,
        "package": note.package,
        "who": note.who,
        "at": note.at.isoformat(),
    }


def written_record(written: Written) -> dict[str, Any]:
    """A feedback package that was written, for programs."""
    record = written.record
    return {
        "organisation": record.organisation,
        "revision": record.revision,
        "package": record.id,
        "code": record.code,
        "path": str(written.path),
        "again": written.again,
        "receipts": len(written.content.receipts),
        "reviews": len(written.content.reviews),
        "notes": len(written.content.notes),
    }
