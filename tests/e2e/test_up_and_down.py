# SPDX-License-Identifier: MIT
"""One stick's round: two townships, their county, the city above, and back, by command line."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from command_line import call
from reports.pdf_reading import squeezed, whole_text

from bizenv_desktop.domain.period import Period
from bizenv_desktop.sampling import make_sample

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.library import Library

HONGGUANG, YULIN = "231222105", "231222102"
NAMES = {HONGGUANG: "红光镇", YULIN: "榆林镇"}
COUNTY, CITY = "231222", "231200"
PERIOD = Period.parse("2026Q4")


class Desk:
    """The command line in this process, over the databases and the stick in one folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def say(self, unit: str, *arguments: object, code: int = 0) -> str:
        """Run a command on that unit's database, which must end so; what it said."""
        path = self.folder / (f"{unit}.db" if len(unit) == 6 else f"{unit}/sample.db")
        outcome = call(self._capsys, "--db", path, *arguments)
        assert outcome.code == code, (arguments, outcome.out, outcome.err)
        return outcome.out if code == 0 else outcome.err

    def told(self, unit: str, *arguments: object) -> Any:
        """What a command says as JSON."""
        return json.loads(self.say(unit, *arguments, "--json"))

    def enrol(self, lower: str, upper: str) -> None:
        """The upper unit accepts the lower one's card, its fingerprint read over the phone."""
        card = self.folder / f"{lower}.bizkey"
        self.say(lower, "keys", "export", "--out", card)
        read = self.told(lower, "keys", "show")["fingerprint"]
        self.say(upper, "keys", "enrol", card, "--fingerprint", read, "--by", "赵科长")


@pytest.fixture
def desk(tmp_path: Path, library: Library, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Two sample townships, their county and the city above, nothing sent yet."""
    for seed, code in enumerate(NAMES, 1):
        make_sample(tmp_path / code, library, code, PERIOD, seed)
    made = Desk(tmp_path, capsys)
    for code in (COUNTY, CITY):
        made.say(code, "unit", code)
    return made


def test_a_round_of_the_stick(desk: Desk) -> None:
    stick, up = desk.folder / "stick", desk.folder / "up"
    desk.say(COUNTY, "units", "add", "--children")

    # up: packages of unknown keys are put aside, the cards let them in
    sent = {code: desk.told(code, "submit", "--out", stick, "--by", "王喆") for code in NAMES}
    desk.say(COUNTY, "receive", stick)
    assert desk.told(COUNTY, "consolidate", "--period", "2026Q4")["coverage"]["reported"] == 0
    for code in NAMES:
        desk.enrol(code, COUNTY)
        desk.enrol(COUNTY, code)
    figures = desk.told(COUNTY, "consolidate", "--period", "2026Q4")
    assert figures["coverage"]["reported"] == 2
    assert "实报2个" in figures["coverage"]["sentence"]

    # the county's figure is the township's own
    totals = {unit["code"]: Decimal(unit["total"]) for unit in figures["units"]}
    assert totals == {code: Decimal(desk.told(code, "score")["total"]) for code in NAMES}

    # on paper
    paper = desk.folder / "整改清单.pdf"
    desk.say(COUNTY, "consolidate", "print", "list", "--out", paper, "--period", "2026Q4")
    text = squeezed(whole_text(paper.read_bytes()))
    assert all(name in text for name in NAMES.values())
    assert "实报2个" in text

    # down: the county's score stands on the township's own sheet, with its reason
    judged = (each for each in desk.told(HONGGUANG, "score")["items"] if each["score"] is not None)
    item = next(each for each in judged if each["method"] == "judgement")
    score = "0" if Decimal(item["score"]) else item["points"]
    reason = "现场看与自查不一致"
    review = ("feedback", "review", HONGGUANG, item["code"], score, "--reason", reason)
    desk.say(COUNTY, *review, "--period", "2026Q4")
    desk.say(COUNTY, "feedback", "write", "--out", stick)
    desk.say(HONGGUANG, "receive", stick, code=1)  # the neighbour's packages are not ours
    shown = desk.say(HONGGUANG, "feedback", "show")
    assert sent[HONGGUANG]["code"] in shown, "the receipt names what is read over the phone"
    sheet = desk.folder / "评分表.pdf"
    desk.say(HONGGUANG, "print", "scoresheet", "--out", sheet)
    assert reason in squeezed(whole_text(sheet.read_bytes()))

    # up again: the packages arrive at the city as the townships signed them
    desk.enrol(COUNTY, CITY)
    desk.say(COUNTY, "submit", "--out", up)
    desk.say(CITY, "receive", up)
    above = desk.told(CITY, "consolidate", "--period", "2026Q4")
    assert {unit["code"]: Decimal(unit["total"]) for unit in above["units"]} == totals

    # once more changes nothing, and every database is sound
    desk.say(CITY, "receive", up)
    assert desk.told(CITY, "consolidate", "--period", "2026Q4") == above
    for unit in (HONGGUANG, YULIN, COUNTY, CITY):
        desk.say(unit, "check")
