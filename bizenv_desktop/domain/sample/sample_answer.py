# SPDX-License-Identifier: MIT
"""One made-up answer: met, losing points or shown off, in words and numbers that fit its item."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import Method, Way
from bizenv_desktop.domain.sample import sample_words as words
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict, settled

if TYPE_CHECKING:
    from datetime import date

    from bizenv_desktop.domain.checklists.checklist import Band, CheckItem, Deduction, Measure

_TENTH = Decimal("0.1")
_PEOPLE_UNITS = ("人", "人次", "岗")
_PAPER_UNITS = ("件", "份", "笔", "例", "条", "本")


class AnswerMaker:
    """Makes the answers of one self-check, filled in from `day` on."""

    def __init__(self, seed: str, period: str, day: date) -> None:
        self._seed = seed
        self._period = period
        self._day = day

    def day_of(self, item: CheckItem) -> date:
        """The day the item was looked at: the first, second or third working day."""
        return working_day(self._day + timedelta(days=self.dice(item, "day").randrange(3)))

    def dice(self, item: CheckItem, purpose: str) -> random.Random:
        """Chance for one purpose at one item, the same in every run."""
        return random.Random(f"{self._seed} {self._period} {item.code} {purpose}")

    def met(self, item: CheckItem) -> Answer:
        """Full points; evidence for most."""
        dice = self.dice(item, "met")
        answer = Answer(item.code, verdict=Verdict.MET)
        if item.method is Method.BONUS and dice.random() < 0.5:
            return replace(answer, verdict=Verdict.NOT_MET)
        if item.evidence and dice.random() < 0.85:
            answer = replace(answer, evidence=f"{item.code}-1 {item.evidence[0]}")
        return self._with_figures(item, answer, dice, good=True)

    def praised(self, item: CheckItem) -> Answer:
        """Full points, marked 亮点, with a word on why."""
        dice = self.dice(item, "praised")
        done = item.standard.split("；")[0].rstrip("。")
        note = f"{done}；{self._when(item)}回访{dice.randint(4, 8)}人，都认可"
        return replace(self.met(item), note=note, highlight=True)

    def losing(self, item: CheckItem) -> Answer:
        """Some points lost, most of them partly, with places, people and days."""
        dice = self.dice(item, "losing")
        match item.method:
            case Method.DEDUCTION:
                found = self._occurrences(item, dice)
                return Answer(item.code, verdict=Verdict.PARTLY_MET, occurrences=found)
            case Method.MEASURE | Method.TIER:
                return self._with_figures(item, Answer(item.code), dice, good=False)
            case _:
                part = dice.random() < 0.85
                verdict = Verdict.PARTLY_MET if part else Verdict.NOT_MET
                return Answer(item.code, verdict=verdict, note=self._note(item, dice, part))

    def _when(self, item: CheckItem) -> str:
        day = self.day_of(item)
        return f"{day.month}月{day.day}日"

    # -- words

    def _note(self, item: CheckItem, dice: random.Random, part: bool) -> str:
        """What was found, how: the item's own problem, or one half of an either-or."""
        problem = dice.choice(item.problem.split("，或"))
        asked = dice.randint(3, 6) if part else 5
        faulty = 1 if part else asked - 1
        match item.ways[0]:
            case Way.ON_SITE:
                return f"{self._when(item)}在{dice.choice(words.HALL)}现场查看：{problem}"
            case Way.RECORDS:
                return f"{self._when(item)}抽查台账{asked}份，{faulty}份有问题：{problem}"
            case Way.SYSTEM:
                return f"{self._when(item)}从系统中抽查{asked}件，{faulty}件有问题：{problem}"
            case Way.PEOPLE:
                return f"{self._when(item)}当面问了{asked}人，{faulty}人反映：{problem}"

    def _occurrences(self, item: CheckItem, dice: random.Random) -> tuple[Occurrence, ...]:
        """One to three places, the lighter kinds first; some points are left if that can be."""
        left = item.points
        found: list[Occurrence] = []
        kinds = sorted(item.deductions, key=lambda kind: (kind.each, kind.code))
        for kind in dice.sample(kinds[:3], min(len(kinds), dice.choice((1, 1, 2, 3)))):
            count = 2 if kind.each * 4 <= left and dice.random() < 0.4 else 1
            left -= kind.each * count
            if left <= 0 and found:
                break
            place = dice.choice(_places(item, kind))
            found.append(Occurrence(kind.code, place, self._circumstance(item, kind, dice), count))
        return tuple(sorted(found, key=lambda occurrence: occurrence.kind))

    def _circumstance(self, item: CheckItem, kind: Deduction, dice: random.Random) -> str:
        """When and how it was found; a third of what is seen in passing goes without."""
        when = self._when(item)
        if kind.unit in _PEOPLE_UNITS:
            return f"{when}{dice.choice(('上午9时', '上午10时半', '下午2时', '下午4时'))}"
        if kind.unit in _PAPER_UNITS:
            return f"{when}抽查{dice.choice((5, 10))}{kind.unit}中发现"
        if kind.unit == "户":
            return f"{when}走访"
        if item.ways[0] is Way.RECORDS:
            return f"{when}翻阅时发现"
        return dice.choice((f"{when}现场查看", f"{when}查看，当场告知值班人员", ""))

    # -- numbers

    def _with_figures(
        self, item: CheckItem, answer: Answer, dice: random.Random, *, good: bool
    ) -> Answer:
        """The answer with the numbers of a measure or tier, and the verdict they give."""
        if item.tiers is not None:
            bands = item.tiers.bands
            answer = replace(answer, value=_inside(bands, 0 if good else min(1, len(bands) - 1)))
        elif item.measure is not None and item.measure.is_ratio:
            answer = self._ratio(item.measure, answer, dice, good=good)
        elif item.measure is not None:
            answer = _plain_number(item.measure, answer, dice, good=good)
        return settled(item, answer)

    def _ratio(
        self, measure: Measure, answer: Answer, dice: random.Random, *, good: bool
    ) -> Answer:
        whole = self._whole(measure.denominator)
        share = Decimal(dice.randint(45, 85)) / 100
        percent = measure.floor + (measure.target - measure.floor) * share
        if good:
            spare = Decimal(dice.randint(0, 60)) / 100
            best = Decimal(0) if measure.less_is_better else Decimal(100)
            percent = measure.target + (best - measure.target) * spare * Decimal("0.5")
        part = (percent * whole / 100).to_integral_value()
        worse = 1 if measure.less_is_better else -1
        while good is not _reaches(measure, part, whole):
            part += -worse if good else worse
        before = _ratio_before(measure, part, whole, dice) if measure.before else None
        return replace(answer, numerator=part, denominator=whole, before=before)

    def _whole(self, name: str) -> Decimal:
        """How many there are of what a denominator counts; one family gives one number."""
        size = next(size for size in words.MAGNITUDES if size.word in name)
        family = size.family if size.word else name
        period = "" if size.steady else self._period
        dice = random.Random(f"{self._seed} {period} {family}")
        return Decimal(int(dice.randint(size.low, size.high) * size.share))


def working_day(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _places(item: CheckItem, kind: Deduction) -> tuple[str, ...]:
    """Where this kind of deduction is likely to be found."""
    for keys, places in words.PLACES:
        if any(key in kind.text for key in keys):
            return places
    match item.ways[0]:
        case Way.RECORDS:
            return words.RECORD_PLACES
        case Way.SYSTEM:
            return words.SYSTEM_PLACES
        case _:
            return words.HALL


def _inside(bands: tuple[Band, ...], number: int) -> Decimal:
    """A figure that falls into that band."""
    band = bands[number]
    if band.at_least is not None:
        return band.at_least
    if band.at_most is not None:
        return band.at_most
    above = bands[number - 1]  # the last band takes what is left: just beside the one before
    if above.at_least is not None:
        return max(Decimal(0), above.at_least - 1)
    return (above.at_most or Decimal(0)) + 1


def _reaches(measure: Measure, part: Decimal, whole: Decimal) -> bool:
    percent = part * 100 / whole
    return percent <= measure.target if measure.less_is_better else percent >= measure.target


def _ratio_before(measure: Measure, part: Decimal, whole: Decimal, dice: random.Random) -> Decimal:
    """The figure before the reform, in percent or as a count, worse than today's."""
    if "%" in measure.before:
        percent = (part * 100 / whole).quantize(_TENTH)
        return max(Decimal(0), percent - dice.randint(3, 18))
    worse = 100 + dice.randint(20, 60) * (1 if measure.less_is_better else -1)
    return (part * worse / 100).to_integral_value()


def _plain_number(measure: Measure, answer: Answer, dice: random.Random, *, good: bool) -> Answer:
    """A plain number with one decimal, and the worse one before the reform."""
    share = Decimal(dice.randint(45, 85) if not good else 100) / 100
    value = (measure.floor + (measure.target - measure.floor) * share).quantize(_TENTH)
    before = None
    if measure.before:
        worse = (measure.floor - measure.target) * Decimal(dice.randint(40, 90)) / 100
        before = max(Decimal(0), (value + worse).quantize(_TENTH))
    return replace(answer, value=value, before=before)
