# SPDX-License-Identifier: MIT
"""A county that answers: what a township submitted is received, reviewed and sent back down."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from exchanging import COUNTY, OTHER_DEVICE, make_superior, make_town
from helpers import NOW

from bizenv_desktop.actions.feedback_actions import write_feedback
from bizenv_desktop.actions.key_actions import enrol, own_card
from bizenv_desktop.actions.reviewing_actions import add_note, give_scores, under_review
from bizenv_desktop.domain.exchange.feedback import NoteKind
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.receiving import Taken, receive_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from exchanging import Town

    from bizenv_desktop.actions.feedback_actions import Written
    from bizenv_desktop.domain.organisation import Organisation

REVIEWER = "赵科长"


@dataclass(frozen=True)
class Superior:
    """A superior's database, its townships enrolled."""

    database: Path
    organisation: Organisation

    @contextmanager
    def open(self) -> Iterator[Store]:
        with Store.open(self.database) as store:
            yield store

    def receive(self, path: Path, days: int = 1) -> None:
        """Take in what a township submitted."""
        with self.open() as store:
            assert receive_file(store, path, NOW + timedelta(days=days)).taken is Taken.TAKEN

    def review(self, town: Town, given: Mapping[str, tuple[str, str] | None]) -> None:
        """Give 考核分 with reasons."""
        with self.open() as store:
            under = under_review(store, town.key, NOW.date())
            wishes = {
                item: None if wish is None else (Decimal(wish[0]), wish[1])
                for item, wish in given.items()
            }
            give_scores(store, under, wishes, by=REVIEWER, now=NOW + timedelta(days=1))

    def note(
        self,
        town: Town,
        words: str,
        kind: NoteKind = NoteKind.SUPERVISE,
        due: date | None = None,
    ) -> None:
        """督办 or 退回."""
        with self.open() as store:
            under = under_review(store, town.key, NOW.date())
            add_note(store, under, kind, words, by=REVIEWER, now=NOW, due=due)

    def answer(self, town: Town, stick: Path, days: int = 2) -> Written:
        """Write the township's feedback."""
        with self.open() as store:
            code, now = town.organisation.code, NOW + timedelta(days=days)
            return write_feedback(store, code, stick, OTHER_DEVICE, now)


def make_pair(
    folder: Path, number: int = 1, organisation: Organisation = COUNTY
) -> tuple[Town, Superior]:
    """A township and its superior, each trusting the other's key."""
    town = make_town(folder / "town", number)
    path = make_superior(folder / "county.db", town, organisation=organisation)
    superior = Superior(path, organisation)
    trust(town, superior)
    return town, superior


def trust(town: Town, superior: Superior) -> None:
    """Let the township accept the superior's key."""
    with superior.open() as store:
        card = own_card(store, NOW)
    with town.open() as store:
        enrol(store, card, card.fingerprint, NOW)


def take(town: Town, path: Path, days: int = 3) -> Taken:
    """Let the township take in what came back."""
    with town.open() as store:
        return receive_file(store, path, NOW + timedelta(days=days)).taken
