# SPDX-License-Identifier: MIT
"""What many tests build on: a unit, a small checklist, believable answers, a filled database."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from bizenv_desktop import actions
from bizenv_desktop.domain.checklists.checklist import (
    Band,
    CheckItem,
    Checklist,
    DayKind,
    Deadline,
    Deduction,
    Dimension,
    Grade,
    Measure,
    Method,
    ProblemKind,
    Requirement,
    ScoringOptions,
    Tiers,
    Way,
)
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.regulations.regulation import Citation
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict, settled
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
NOW = datetime(2026, 11, 23, 14, 32)  # noqa: DTZ001  # clocks on office PCs have no zone
PERIOD = Period.parse("2026Q4")
TOWNSHIP = Organisation(
    "231222102", "榆林镇", Level.TOWNSHIP, ("黑龙江省", "绥化市", "兰西县"), sample=True
)
RARE = "𬭎㐱喆㎡℃①〔〕<b>&\"'\t"
"""Characters that fonts, markup and files trip over."""
LONG_NOTE = ("窗口公示与系统不一致，" + "群众来了两趟；" * 6)[:50] * 60
"""A note of 3,000 characters."""


def clock() -> datetime:
    """A clock that stands still at NOW."""
    return NOW


def make_item(code: str, method: Method = Method.JUDGEMENT, **changes: object) -> CheckItem:
    """An item with every field filled; `changes` replace fields."""
    base = CheckItem(
        code=code,
        dimension=code[0],
        title=f"检查项{code}",
        standard="做到了什么样才算好，一句话说清。",
        ways=(Way.ON_SITE, Way.RECORDS),
        check="①站在门口看；②翻近一个月的台账。",
        points=Decimal(0) if method is Method.VETO else Decimal(2),
        method=method,
        topic_words=("便民服务", "公开"),
        evidence=("现场照片",),
        measures=("当天补齐", "指定专人每周看一遍"),
        deadline=Deadline(5, DayKind.WORKING, "一周内能做完"),
        problem="没有做到",
        problem_kind="duty",
        citations=(Citation("cn.yhyshj.2020", 34),),
        on_fail=(Requirement.NOTE,),
        na_reasons=("本中心没有这项业务", "已划归县级办理"),
    )
    return replace(base, **{**_FIGURES.get(method, {}), **changes})


_FIGURES: dict[Method, dict[str, object]] = {
    Method.DEDUCTION: {
        "deductions": (
            Deduction("a", "牌子缺项", Decimal("0.5")),
            Deduction("b", "电话打不通", Decimal("0.2"), "次"),
        )
    },
    Method.MEASURE: {
        "measure": Measure(
            Decimal(60), Decimal(100), "%", numerator="按时办结数", denominator="受理数"
        )
    },
    Method.TIER: {
        "tiers": Tiers(
            "能办的领域数",
            "类",
            (
                Band(Decimal(2), "六类及以上", at_least=Decimal(6)),
                Band(Decimal(1), "三至五类", at_least=Decimal(3)),
                Band(Decimal(0), "不足三类"),
            ),
        )
    },
}


def small_checklist() -> Checklist:
    """Eleven items over two dimensions: every method, a veto mark, a number better low."""
    waiting = Measure(
        Decimal(30), Decimal(10), "分钟", value="平均等候分钟数", before="改革前等候分钟数"
    )
    return Checklist(
        id="small",
        version=1,
        title="小自查表",
        level=Level.TOWNSHIP,
        edition="hlj.yhyshj.2026",
        base_points=Decimal("17.5"),
        dimensions=(Dimension("A", "政务环境"), Dimension("B", "守信践诺")),
        items=(
            make_item("A01"),
            make_item("A02", Method.DEDUCTION, title="窗口公示牌"),
            make_item("A03", Method.MEASURE, title="按时办结率"),
            make_item("A04", Method.MEASURE, title="高峰等候时间", measure=waiting),
            make_item("A05", Method.TIER, title="高频事项下沉领域"),
            make_item("A06", veto=True, title="没有乱收费"),
            make_item("B01", title="承诺兑现"),
            make_item("B02", Method.DEDUCTION, title="承诺书存档"),
            make_item("B03", title=f"罕见字{RARE.strip()}", points=Decimal("1.5")),
            make_item("B04", Method.BONUS, points=Decimal(3), title="经验被推广"),
            make_item("B05", Method.VETO, title="弄虚作假"),
        ),
        bonus_cap=Decimal(5),
        grades=(Grade("优", Decimal(90)), Grade("良", Decimal(80)), Grade("差", Decimal(0))),
        problem_kinds=(ProblemKind("duty", "主体责任落实不够到位"),),
    )


def believable_answers(
    items: Iterable[CheckItem], *, seed: int = 1, share: float = 1.0
) -> dict[str, Answer]:
    """Mixed answers for about `share` of the items, the same for the same seed."""
    dice = random.Random(seed)
    answers = {}
    for item in items:
        if dice.random() > share:
            continue
        answers[item.code] = _believable(item, dice)
    return answers


def _believable(item: CheckItem, dice: random.Random) -> Answer:
    if item.na_reasons and dice.random() < 0.05:
        reason = item.na_reasons[0]
        return Answer(item.code, verdict=Verdict.NOT_APPLICABLE, na_reason=reason)
    good = dice.random() < 0.65
    match item.method:
        case Method.DEDUCTION:
            found = () if good else _occurrences(item, dice)
            verdict = Verdict.MET if good else Verdict.PARTLY_MET
            return Answer(item.code, verdict=verdict, occurrences=found)
        case Method.MEASURE if item.measure is not None and item.measure.is_ratio:
            whole = dice.randrange(20, 200)
            part = whole if good else int(whole * dice.uniform(0.6, 1))
            numbers = {"numerator": Decimal(part), "denominator": Decimal(whole)}
            return settled(item, Answer(item.code, **numbers))
        case Method.MEASURE if item.measure is not None:
            low, high = sorted((item.measure.floor, item.measure.target))
            value = item.measure.target if good else Decimal(dice.randint(int(low), int(high)))
            return settled(item, Answer(item.code, value=value))
        case Method.TIER:
            return settled(item, Answer(item.code, value=Decimal(dice.randrange(0, 8))))
        case Method.VETO:
            return Answer(item.code, verdict=Verdict.MET)
        case _:
            verdict = Verdict.MET if good else dice.choice((Verdict.PARTLY_MET, Verdict.NOT_MET))
            note = "" if good else f"{item.problem}，{dice.choice(('东侧', '西侧'))}窗口"
            return Answer(item.code, verdict=verdict, note=note)


def _occurrences(item: CheckItem, dice: random.Random) -> tuple[Occurrence, ...]:
    places = ("1号综合窗口", "3号社保窗口", "门厅", "自助区")
    return tuple(
        Occurrence(
            dice.choice(item.deductions).code,
            dice.choice(places),
            dice.choice(("牌子是旧的", "电话没人接", "")),
            dice.randint(1, 2),
        )
        for _ in range(dice.randint(1, 3))
    )


def fill_database(
    path: Path,
    checklist: Checklist,
    answers: Mapping[str, Answer] | None = None,
    *,
    organisation: Organisation = TOWNSHIP,
    period: Period = PERIOD,
    options: ScoringOptions | None = None,
) -> tuple[str, str]:
    """Put one self-check with these answers into the database at `path`; returns its key."""
    with Store.open(path, create=True) as store:
        actions.set_own_organisation(store, organisation)
        actions.begin_self_check(store, checklist, organisation, period, NOW)
        key = (organisation.code, period.code)
        if options is not None:
            store.save_self_check(replace(store.self_check(key), options=options))
        filled = actions.fill(store, key, NOW.date())
        actions.save_answers(store, filled, (answers or {}).values())
    return key
