# SPDX-License-Identifier: MIT
"""Townships with finished self-checks, a stick between them, and a county that receives."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from helpers import NOW, PERIOD, small_checklist

from bizenv_desktop import actions
from bizenv_desktop.actions.key_actions import enrol, own_card
from bizenv_desktop.actions.submission_actions import submit
from bizenv_desktop.domain.evidence import Evidence, EvidenceKind, Use, with_files
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.sampling import fill_two_periods
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.submitting import Device

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bizenv_desktop.actions.submission_actions import Submitted
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.exchange.keys import KeyCard

COUNTY = Organisation("231222", "兰西县", Level.COUNTY, ("黑龙江省", "绥化市"))
CITY = Organisation("231200", "绥化市", Level.CITY, ("黑龙江省",))
DEVICE = Device("0123abcd", "办公室电脑")
OTHER_DEVICE = Device("4567ef01", "窗口电脑")


def township(number: int = 1) -> Organisation:
    """A township of the county; its name has a rare character."""
    path = (*COUNTY.path, COUNTY.name)
    return Organisation(f"2312221{number:02d}", f"榆𬭎{number}镇", Level.TOWNSHIP, path)


@dataclass(frozen=True)
class Town:
    """A township's database with a finished self-check of two periods."""

    database: Path
    organisation: Organisation

    @property
    def key(self) -> tuple[str, str]:
        return (self.organisation.code, PERIOD.code)

    @contextmanager
    def open(self) -> Iterator[Store]:
        with Store.open(self.database) as store:
            yield store

    def submit(self, stick: Path, *, days: int = 0, device: Device = DEVICE) -> Submitted:
        """Submit this period's self-check as it stands, some days after NOW."""
        with self.open() as store:
            return submit(store, self.key, stick, device, NOW + timedelta(days=days), by="王喆")

    def attach(self, content: bytes, item: str = "A01") -> None:
        """Put a file beside an answer, of bytes that are no picture's."""
        sha256 = hashlib.sha256(content).hexdigest()
        file = Evidence(sha256, "照片.jpg", EvidenceKind.PHOTO, "jpg", len(content), NOW)
        with self.open() as store:
            store.evidence.keep(file, content)
            entry = with_files(store.evidence.book(self.key).of(item), [sha256], Use.ANSWER)
            store.evidence.save_links(self.key, [entry])

    def card(self) -> KeyCard:
        """The township's key card, as it hands it out."""
        with self.open() as store:
            return own_card(store, NOW)

    def change(self, item: str = "A01", note: str = "补充说明") -> None:
        """Add words to an answer, so that something is different from what was submitted."""
        with self.open() as store:
            filled = actions.fill(store, self.key, NOW.date())
            changed = replace(filled.answers[item], note=filled.answers[item].note + note)
            actions.save_answers(store, filled, [changed])


def make_town(folder: Path, number: int = 1, checklist: Checklist | None = None) -> Town:
    """A township whose self-check 审核 finds no error in; the same for the same number."""
    folder.mkdir(parents=True, exist_ok=True)
    own, path = township(number), folder / f"town{number}.db"
    with Store.open(path, create=True) as store:
        actions.set_own_organisation(store, own)
        fill_two_periods(store, checklist or small_checklist(), own, PERIOD, number)
    return Town(path, own)


def make_superior(path: Path, *towns: Town, organisation: Organisation = COUNTY) -> Path:
    """A superior's database that has enrolled these townships."""
    with Store.open(path, create=True) as store:
        actions.set_own_organisation(store, organisation)
        for town in towns:
            card = town.card()
            enrol(store, card, card.fingerprint, NOW, by="赵科长")
    return path
