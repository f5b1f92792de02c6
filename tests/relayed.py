# SPDX-License-Identifier: MIT
"""A county that reviewed a township and handed its packages on, and the city above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from consolidating import plain_town, received
from exchanging import CITY, COUNTY, DEVICE, make_superior
from helpers import LONG_NOTE, NOW, RARE

from bizenv_desktop.actions.key_actions import enrol, own_card, own_key
from bizenv_desktop.actions.receiving_actions import receive
from bizenv_desktop.actions.relay_actions import relay
from bizenv_desktop.actions.reviewing_actions import add_note, give_scores, under_review
from bizenv_desktop.domain.exchange.feedback import NoteKind
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.core_database import all_rows, make_core, open_core
from bizenv_desktop.sync.container import write_package
from bizenv_desktop.sync.relaying import relay_content, relay_parts
from bizenv_desktop.sync.submitting import Content, seal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from exchanging import Town

    from bizenv_desktop.domain.organisation import Organisation

REASON = f"现场看标识牌{RARE}<&>只补了一块"
WORDS = f"补齐台账{RARE}<&>\t再报"


@dataclass(frozen=True)
class Levels:
    """A township, its county, their city, and the folder of the stick between."""

    town: Town
    county: Path
    city: Path
    stick: Path

    def review(self, given: Mapping[str, tuple[str, str] | None], *, days: int = 1) -> None:
        """Let the county give scores with reasons by item; None takes one back."""
        with Store.open(self.county) as store:
            under = under_review(store, self.town.key, NOW.date())
            scores = {
                item: None if each is None else (Decimal(each[0]), each[1])
                for item, each in given.items()
            }
            give_scores(store, under, scores, by="赵科长", now=NOW + timedelta(days=days))

    def note(self, kind: NoteKind, words: str, due: date | None = None) -> None:
        """Let the county write a note."""
        with Store.open(self.county) as store:
            under = under_review(store, self.town.key, NOW.date())
            add_note(store, under, kind, words, by="赵科长", now=NOW, due=due)

    def hand_on(self, *, days: int = 0, period: str | None = None) -> None:
        """Let the county hand on what it has, and the city receive it."""
        now = NOW + timedelta(days=days)
        with Store.open(self.county) as store:
            made = relay(store, self.stick, DEVICE, now, period=period)
        with Store.open(self.city) as store:
            receive(store, [made.path], now)

    def resubmit(self, *, days: int) -> None:
        """Let the township change something and submit once more to the county."""
        self.town.change()
        sent = self.town.submit(self.stick, days=days)
        with Store.open(self.county) as store:
            receive(store, [sent.path], NOW + timedelta(days=days))


def make_levels(folder: Path, *, city: Organisation = CITY, number: int = 2) -> Levels:
    """Nothing was reviewed or handed on yet."""
    town = plain_town(folder / "town", number)
    stick = folder / "stick"
    county = received(folder / "county.db", [town], stick)
    above = make_superior(folder / "city.db", organisation=city)
    with Store.open(above) as store, Store.open(county) as lower:
        card = own_card(lower, NOW)
        enrol(store, card, card.fingerprint, NOW, by="钱处长")
    return Levels(town, county, above, stick)


def reviewed_levels(folder: Path) -> Levels:
    """The county gave two scores and two notes, and handed them on."""
    levels = make_levels(folder)
    levels.review({"A01": ("0.5", REASON), "A04": ("2", "")})
    levels.note(NoteKind.SUPERVISE, WORDS, date(2026, 12, 15))
    levels.note(NoteKind.RETURN, LONG_NOTE)
    levels.hand_on()
    return levels


def forged_relay(
    levels: Levels,
    path: Path,
    *,
    reviews: Sequence[Sequence[str | int | None]] = (),
    notes: Sequence[Sequence[str | int | None]] = (),
) -> Path:
    """A relay the county signs, with these rows in place of its reviews and notes."""
    kind = PackageKind.RELAY
    with Store.open(levels.county) as store:
        own = COUNTY
        found = relay_content(store, own, "", photos=False)
        with open_core(kind, found.content.core) as opened:
            rows = {
                table: [tuple(row) for row in all_rows(opened, kind, table)]
                for table in ("key_card", "unit", "relayed")
            }
        core = make_core(kind, {**rows, "review": reviews, "review_note": notes})
        content = Content(core, "0" * 64, found.content.blobs, {})
        sealed = seal(
            content, kind, own, own_key(store, NOW), DEVICE, NOW, "9", organisation=own.code
        )
        write_package(path, sealed, core, relay_parts(store, sealed.header, found.inside))
    return path
