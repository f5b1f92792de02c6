# SPDX-License-Identifier: MIT
"""Make the packages of format 1, one of every kind, as the first release writes them.

Run once, when a format is released: `python tests/data/packages/make_format1.py`. The files are
kept for good; every later version must read them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from exchanging import COUNTY, DEVICE, OTHER_DEVICE, Town, make_superior, make_town
from helpers import NOW
from two_pcs import add_photo, write

from bizenv_desktop.actions.feedback_actions import write_feedback
from bizenv_desktop.actions.handover_actions import handover
from bizenv_desktop.actions.key_actions import enrol, export_card
from bizenv_desktop.actions.receiving_actions import receive
from bizenv_desktop.actions.relay_actions import relay
from bizenv_desktop.actions.reviewing_actions import add_note, give_scores, under_review
from bizenv_desktop.actions.share_actions import hand_back, share_out, take_share
from bizenv_desktop.domain.exchange.feedback import NoteKind
from bizenv_desktop.storage import Store

__all__ = ["COUNTY", "REASON", "SCORE", "WORDS"]

SCORE, REASON, WORDS = Decimal("0.5"), "现场看𬭎门口没有公示牌", "一周内补齐公示牌"
LATER = NOW + timedelta(days=3)


def main(out: Path) -> None:
    """Write the files anew."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        town = make_town(folder / "town")
        add_photo(town, "A01", folder, 1)
        kept = {"submission": town.submit(folder / "up").path}
        county = make_superior(folder / "county.db", town)
        with Store.open(county) as store:
            kept["relay"] = _answered(store, town, folder, kept)
            export_card(store, out / "county.bizkey", NOW)
        with town.open() as store:
            export_card(store, out / "town.bizkey", NOW)
        _shared(town, folder, kept)
        with town.open() as store:
            kept["handover"] = handover(store, folder / "over", DEVICE, LATER, to="李㐱").path
        for kind, path in kept.items():
            shutil.copyfile(path, out / f"{kind}.bizenv")


def _answered(store: Store, town: Town, folder: Path, kept: dict[str, Path]) -> Path:
    """The county receives, reviews, answers and hands on."""
    receive(store, [folder / "up"], NOW)
    under = under_review(store, town.key, NOW.date())
    give_scores(store, under, {"A01": (SCORE, REASON)}, by="赵科长", now=LATER)
    add_note(store, under, NoteKind.SUPERVISE, WORDS, by="赵科长", now=LATER, due=LATER.date())
    down = folder / "down"
    kept["feedback"] = write_feedback(store, town.organisation.code, down, DEVICE, LATER).path
    return relay(store, folder / "on", DEVICE, LATER, photos=True).path


def _shared(town: Town, folder: Path, kept: dict[str, Path]) -> None:
    """One dimension goes to another PC, something is written there, and it comes back."""
    with town.open() as store:
        out = share_out(store, town.key, ["B"], folder / "share", DEVICE, LATER, to="李㐱")
    kept["share"] = out.path
    other = Town(folder / "other.db", town.organisation)
    with Store.open(other.database, create=True) as store:
        take_share(store, out.path, LATER)
    write(other, "B01", note="李㐱又看了一遍")
    with other.open() as store:
        back = hand_back(store, town.key, folder / "back", OTHER_DEVICE, LATER)
    kept["share_return"] = back.path
    with town.open() as store:
        from bizenv_desktop.actions.key_actions import read_card

        card = read_card(back.path.with_suffix(".bizkey"))
        enrol(store, card, card.fingerprint, LATER)


if __name__ == "__main__":
    main(Path(__file__).parent / "format1")
