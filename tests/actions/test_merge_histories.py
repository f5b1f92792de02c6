# SPDX-License-Identifier: MIT
"""Two PCs that fill in different items, submit and merge in any order: nothing is ever lost."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from exchanging import DEVICE, OTHER_DEVICE
from helpers import NOW
from two_pcs import two_pcs, write_in

from bizenv_desktop.actions.merge_actions import apply_merge
from bizenv_desktop.actions.other_pc_actions import take_other
from bizenv_desktop.actions.submission_actions import submit
from bizenv_desktop.domain.exchange.differences import Origin

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town

ITEMS = (("A01", "A06", "B01"), ("A02", "B02", "B03"))


class Histories:
    """What each PC wrote last, and the packages that lie on the stick."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.stick = folder / "stick"
        self.towns = two_pcs(folder, self.stick)
        self.written: tuple[dict[str, str], dict[str, str]] = ({}, {})
        self.sent: tuple[list[tuple[Path, dict[str, str]]], ...] = ([], [])
        self.seen: tuple[dict[str, str], dict[str, str]] = ({}, {})
        self.day = 0

    def act(self) -> None:
        """One thing on one of the PCs."""
        pc = self.dice.randrange(2)
        what = self.dice.choice((self.fill_in, self.fill_in, self.send, self.merge))
        what(pc)

    def fill_in(self, pc: int) -> None:
        item = self.dice.choice(ITEMS[pc])
        words = f"{item}-{self.dice.randrange(10**6)}"
        with self.towns[pc].open() as store:
            write_in(store, self.towns[pc].key, item, note=words)
        self.written[pc][item] = words

    def send(self, pc: int) -> None:
        self.day += 1
        device = (DEVICE, OTHER_DEVICE)[pc]
        town, now = self.towns[pc], NOW + timedelta(days=self.day)
        with town.open() as store:
            done = submit(store, town.key, self.stick, device, now)
        # what the other PC may learn from it: also what this one had merged before
        self.sent[pc].append((done.path, dict(self.written[pc])))

    def merge(self, pc: int) -> None:
        """Any package of the other PC, also an old one, also one merged before."""
        other = 1 - pc
        if not self.sent[other]:
            return
        path, words = self.dice.choice(self.sent[other])
        self.bring(self.towns[pc], path)
        for item, text in words.items():
            if self.rank(other, item, text) >= self.rank(other, item, self.seen[pc].get(item)):
                self.seen[pc][item] = text
        self.check(pc)

    def bring(self, town: Town, path: Path) -> None:
        with town.open() as store:
            plan = take_other(store, path, NOW)
            assert all(each.origin is not Origin.ASK for each in plan.found), "items are apart"
            apply_merge(store, plan, {}, NOW)

    def rank(self, other: int, item: str, text: str | None) -> int:
        """Which of the other PC's packages said that first."""
        said = [words.get(item) for _, words in self.sent[other]]
        return said.index(text) if text in said else -1

    def check(self, pc: int) -> None:
        """Everything written here is here, and the latest of what came from there."""
        town = self.towns[pc]
        with town.open() as store:
            answers = store.answers(town.key)
        for item, text in {**self.written[pc], **self.seen[pc]}.items():
            assert answers[item].note == text


@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_lost_in_any_order(tmp_path: Path, seed: int) -> None:
    histories = Histories(tmp_path, seed)
    for _ in range(14):
        histories.act()
    for pc in (0, 1):
        histories.send(pc)
    for pc in (0, 1):
        path, words = histories.sent[1 - pc][-1]
        histories.bring(histories.towns[pc], path)
        histories.seen[pc].update(words)
        histories.check(pc)
    one, two = histories.towns
    with one.open() as here, two.open() as there:
        assert here.answers(one.key) == there.answers(two.key)
