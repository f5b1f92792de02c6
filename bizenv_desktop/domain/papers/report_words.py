# SPDX-License-Identifier: MIT
"""Small phrases of official prose: lists, days, counted figures, what rose and what fell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.figures import half_up, measured_value
from bizenv_desktop.domain.numerals import chinese_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.selfcheck import Answer

_LIST_MARK = re.compile(
    r"^\s*(?:[0-9]{1,2}\s*[.．、](?![0-9])|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳])\s*"
)
_ASIDE = re.compile(r"（[^（）]*）$")
_BEST = re.compile(r"^六最·[^：]*：")
# a label's end, the measure word behind its number, whether the noun stays in the label
_COUNTED = (
    ("工单总数", "件", "工单共"), ("工单数", "件", "工单"), ("事项总数", "项", "事项共"),
    ("事项数", "项", "事项"), ("评价总数", "条", "评价共"), ("评价数", "条", "评价"),
    ("差评总数", "条", "差评共"), ("差评数", "条", "差评"), ("问题数", "个", "问题"),
    ("村（社区）总数", "个", "村（社区）共"), ("村（社区）数", "个", "村（社区）"),
    ("天数合计", "天", "时限合计"), ("总题数", "题", "共"), ("件数", "件", ""), ("户数", "户", ""),
    ("笔数", "笔", ""), ("人数", "人", ""), ("题数", "题", ""), ("条数", "条", ""),
    ("项数", "项", ""), ("次数", "次", ""), ("分钟数", "分钟", ""),
)  # fmt: skip


def joined(words: Sequence[str]) -> str:
    """甲、乙和丙."""
    return "和".join(filter(None, ("、".join(words[:-1]), *words[-1:])))


def sentence(words: str) -> str:
    """The words with the full stop they may lack; nothing stays nothing."""
    ended = words.strip().rstrip("，、；：;,: ")
    return ended if not ended or ended[-1] in "。！？…" else f"{ended}。"


def lines_of(text: str) -> list[str]:
    """What was typed line by line, without the numbers before and the stops behind the lines."""
    lines = (_LIST_MARK.sub("", line).strip().rstrip("。；;，,") for line in text.split("\n"))
    return [line for line in lines if line]


def firstly(lines: Sequence[str]) -> str:
    """一是甲；二是乙: several steps in one sentence; a single one stands alone."""
    if len(lines) <= 1:
        return "".join(lines)
    return "；".join(f"{chinese_number(number)}是{line}" for number, line in enumerate(lines, 1))


def day_in(day: date, year: int) -> str:
    """11月24日, with its year where that is another one."""
    words = f"{day.month}月{day.day}日"
    return words if day.year == year else f"{day.year}年{words}"


def counted(label: str, number: Decimal) -> str:
    """A label and its number as prose: 到期应办结件数, 9 → 到期应办结9件."""
    stem = _ASIDE.sub("", label)
    for ending, unit, noun in _COUNTED:
        if stem.endswith(ending):
            return f"{stem.removesuffix(ending)}{noun}{plain(number)}{unit}"
    return f"{label}{plain(number)}"


def figure_name(item: CheckItem) -> str:
    """What an item's figure is called in a sentence: 平均办理环节, 差评整改回访率."""
    name = _BEST.sub("", _ASIDE.sub("", item.title))
    ratio = item.measure is not None and item.measure.is_ratio
    if item.tiers is not None:
        label = item.tiers.label.removesuffix("数")
        spoken = label != item.tiers.label and not label.endswith("事项")
        return label.removesuffix(item.tiers.unit) if spoken else label
    return f"{name}比率" if ratio and "率" not in name and not name.endswith("度") else name


def figure_value(item: CheckItem, answer: Answer) -> Decimal | None:
    """A measure's or a tier's figure to two places, None where none is filled in."""
    if item.tiers is not None:
        return answer.value
    value = measured_value(item, answer)
    return None if value is None else half_up(value)


def figure_unit(item: CheckItem) -> str:
    """What the figure counts in: %, 分钟, 场."""
    if item.tiers is not None:
        return item.tiers.unit
    return "" if item.measure is None else item.measure.unit


def moved(name: str, before: Decimal, after: Decimal, unit: str) -> str:
    """网办率由98%升至100%; a count grows and shrinks, a share rises and falls."""
    if before == after:
        return f"{name}保持{plain(after)}{unit}"
    up, down = ("升至", "降至") if unit in ("%", "分") else ("增至", "减至")
    way = up if after > before else down
    return f"{name}由{plain(before)}{unit}{way}{plain(after)}{unit}"


def counts(item: CheckItem, answer: Answer) -> str:
    """What a ratio was worked out from: 到期应办结9件，按期办结8件; empty for other figures."""
    measure = item.measure
    if measure is None or not measure.is_ratio:
        return ""
    if answer.numerator is None or answer.denominator is None:
        return ""
    whole = counted(measure.denominator, answer.denominator)
    return f"{whole}，{counted(measure.numerator, answer.numerator)}"
