# SPDX-License-Identifier: MIT
"""The Store's part about what this unit, as a superior, says of other units' self-checks.

It never touches what the units sent: 考核分 and notes lie in tables of their own, each keyed to the
package that was looked at.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.feedback import FeedbackContent, Receipt
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import feedback_rows
from bizenv_desktop.storage.change import Change
from bizenv_desktop.storage.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.domain.exchange.feedback import Review, ReviewNote
    from bizenv_desktop.storage.change import CheckKey

_WHERE = "WHERE organisation = ? AND period = ?"
_SENT_HERE = (
    "FROM package WHERE sender = ? AND kind IN ('submission', 'relay')"
    " AND state = 'taken' AND NOT undone"
)


class ReviewShelf(Shelf):
    """What was said of the units below, and what was answered."""

    # -- 考核分

    def reviews(self, key: CheckKey) -> dict[str, Review]:
        """The 考核分 given to a unit's period, by item."""
        found = self._query(f"SELECT * FROM review {_WHERE} ORDER BY item", key)
        with self._reading():
            return {row["item"]: feedback_rows.review_from(row) for row in found}

    def save_reviews(
        self, key: CheckKey, reviews: Iterable[Review], taken_back: Iterable[str] = ()
    ) -> Change:
        """Give these 考核分, each in place of the item's earlier one, and take others back."""
        changed = set()
        with self._writing() as connection:
            for item in taken_back:
                connection.execute(f"DELETE FROM review {_WHERE} AND item = ?", (*key, item))
                changed.add((*key, item))
            for review in reviews:
                connection.execute(
                    "INSERT INTO review (organisation, period, item, package, score, reason, who,"
                    " at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (organisation, period, item)"
                    " DO UPDATE SET package = excluded.package, score = excluded.score,"
                    " reason = excluded.reason, who = excluded.who, at = excluded.at",
                    (key[0], *feedback_rows.review_values(review)),
                )
                changed.add((*key, review.item))
        return Change(reviews=frozenset(changed))

    # -- 督办, 退回

    def notes(self, key: CheckKey) -> tuple[ReviewNote, ...]:
        """The notes on a unit's period, in the order they were written."""
        found = self._query(f"SELECT * FROM review_note {_WHERE} ORDER BY position", key)
        with self._reading():
            return tuple(feedback_rows.note_from(row) for row in found)

    def add_note(self, key: CheckKey, note: ReviewNote) -> Change:
        """Add a note after the others; its own position does not matter."""
        _, _, *values = feedback_rows.note_values(note)
        with self._writing() as connection:
            (last,) = connection.execute(
                f"SELECT coalesce(max(position), 0) FROM review_note {_WHERE}", key
            ).fetchone()
            connection.execute(
                "INSERT INTO review_note (organisation, period, position, kind, package, words,"
                " who, at, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, last + 1, *values),
            )
        return Change(reviews=frozenset({(*key, "")}))

    def take_back_note(self, key: CheckKey, position: int) -> Change:
        """Take a note back; the next feedback is without it. `UserError` when there is none."""
        with self._writing() as connection:
            gone = connection.execute(
                f"DELETE FROM review_note {_WHERE} AND position = ?", (*key, position)
            )
            if not gone.rowcount:
                raise UserError("这条意见已经撤回；请重新打开再看。")
        return Change(reviews=frozenset({(*key, "")}))

    def returned(self) -> frozenset[CheckKey]:
        """The units' periods whose standing package was sent back for change."""
        found = self._query(
            "SELECT DISTINCT head.organisation, head.period FROM head"
            " JOIN package ON package.number = head.package"
            " JOIN review_note AS note ON note.package = package.id AND note.kind = 'return'"
            " AND (note.organisation, note.period) = (head.organisation, head.period)"
        )
        return frozenset((row["organisation"], row["period"]) for row in found)

    # -- the whole answer

    def content(self, organisation: str) -> FeedbackContent:
        """Everything there is to say to a unit: receipts, 考核分 and notes of all its periods."""
        values = (organisation,)
        with self._writing() as connection:  # one snapshot
            reviews = connection.execute(
                "SELECT * FROM review WHERE organisation = ? ORDER BY period, item", values
            ).fetchall()
            notes = connection.execute(
                "SELECT * FROM review_note WHERE organisation = ? ORDER BY period, position", values
            ).fetchall()
            taken = connection.execute(
                f"SELECT id, period, revision, arrived {_SENT_HERE} ORDER BY number", values
            ).fetchall()
        with self._reading():
            return FeedbackContent(
                tuple(
                    Receipt(
                        row["id"],
                        row["period"],
                        row["revision"],
                        datetime.fromisoformat(row["arrived"]),
                    )
                    for row in taken
                ),
                tuple(feedback_rows.review_from(row) for row in reviews),
                tuple(feedback_rows.note_from(row) for row in notes),
            )

    def periods(self, organisation: str) -> tuple[str, ...]:
        """The codes of the periods a unit's submission stands for here."""
        found = self._query("SELECT period FROM head WHERE organisation = ?", (organisation,))
        return tuple(row["period"] for row in found)

    def units(self) -> tuple[str, ...]:
        """The units that sent something here or of which something was said, by code."""
        found = self._query(
            "SELECT DISTINCT sender AS code FROM package WHERE kind IN ('submission', 'relay')"
            " AND state = 'taken' AND via = ''"
            " UNION SELECT organisation FROM review UNION SELECT organisation FROM review_note"
            " ORDER BY code"
        )
        return tuple(row["code"] for row in found)
