# SPDX-License-Identifier: MIT
"""Five thousand lines of mixed text, read back from the PDF as they stand on its pages."""

from __future__ import annotations

import random
import re
import string
from decimal import Decimal
from itertools import accumulate, groupby, pairwise

import pytest
from reports.line_reading import read_lines

from bizenv_desktop.reports.blocks import (
    Column,
    Figure,
    Line,
    Look,
    Paper,
    Signatures,
    Stand,
    Table,
    Text,
    fitted,
)
from bizenv_desktop.reports.pdf_writer import draw_paper

MM = 72 / 25.4
LEFT, TYPE_WIDTH = 28, 156  # mm, GB/T 9704-2012
STARTS_NO_LINE = "，。、；：？！）》〉」』】〕”’…—％%℃"
ENDS_NO_LINE = "（《〈「『【〔“‘￥"
HAN = "窗口依据材料办理整改公示群众时限受一次告知𬭎㐱喆"
TOKENS = (
    *("100%", "2026-12-31", "12345", "AI", "Word", "3.5", "87.65%", "V2.0", "0451-8765432"),
    *("2026年11月23日", "第4季度", "5㎡", "37℃", "3个", "15项", "￥100万元", "1,234.50"),
)
TAILS = (
    "，",
    "。",
    "；",
    "、",
    "：",
    "？",
    "！",
    "……",
    "——",
    "。”",
    "）。",
    "》，",
    "”、“",
    "）（",
)
HEADS = ("“", "（", "《", "〔", "（《", "：“", "")
COLUMNS = (
    Column("text", "情况", 60, flexible=True),
    Column("more", "措施", 33),
    Column("sum", "得分", 18, Stand.RIGHT),
)
SIGNATURES = Signatures(("填表人：赵", "审核人：钱", "负责人：孙"), ("2026年11月23日",))


def sentence(dice, pieces):
    """Ideographs between tokens, so that two tokens never touch; marks before and after."""
    parts = []
    for _ in range(pieces):
        parts += [dice.choice(HEADS), *dice.choices(HAN, k=dice.randint(1, 7))]
        parts += [dice.choice(TOKENS), dice.choice(("", dice.choice(HAN)))]
        parts += [dice.choice(HAN), dice.choice(TAILS)]
    return "".join(parts) + "完"


def drawn(faces, *blocks):
    return draw_paper(Paper("五千行", "某镇便民服务中心", blocks), faces).pdf


@pytest.fixture(scope="module")
def prose(faces):
    """Texts and headings, and their lines without page numbers."""
    dice = random.Random(5)
    texts = [f"{chr(0x4E00 + at)}{sentence(dice, dice.randint(3, 12))}" for at in range(430)]
    blocks = []
    for at, text in enumerate(texts):
        if at % 5 == 0:
            blocks.append(Text(f"标题{at}", Look.HEADING))
        blocks.append(Text(text))
    return texts, [line for line in read_lines(drawn(faces, *blocks)) if in_body(line)]


def edges():
    widths = [column.width for column in fitted(COLUMNS, TYPE_WIDTH)]
    return [(LEFT + edge) * MM for edge in accumulate(widths[:-1])]


@pytest.fixture(scope="module")
def table(faces):
    """The cells of two columns, and the lines of the table."""
    dice = random.Random(7)
    rows = [
        (f"起{sentence(dice, dice.randint(3, 9))}", f"止{sentence(dice, 2)}") for _ in range(480)
    ]
    lines = tuple(Line((*row, Figure(Decimal(dice.randint(0, 99_999)) / 100))) for row in rows)
    pdf = drawn(faces, Table(COLUMNS, lines))
    return rows, [line for line in read_lines(pdf, edges()) if in_body(line)]


def in_body(line):
    """Whether it stands in the type area: the page's number and running head do not."""
    return 35 * MM < line.marks[0].y < 260 * MM


@pytest.fixture(scope="module")
def every(prose, table):
    return [*prose[1], *table[1]]


def test_there_are_five_thousand_and_none_is_lost(prose, table, every):
    assert len(every) > 5000
    whole = "".join(line.text for line in prose[1])
    assert [text for text in prose[0] if text not in whole] == []
    for column in (0, 1):
        whole = "".join(line.text for line in table[1] if line.column == column)
        whole = whole.replace(COLUMNS[column].title, "")
        assert [row[column] for row in table[0] if row[column] not in whole] == []


def test_no_line_starts_or_ends_with_a_forbidden_mark(every):
    wrong = [
        line.text
        for line in every
        if line.text[0] in STARTS_NO_LINE or line.text[-1] in ENDS_NO_LINE
    ]
    assert wrong == [], len(wrong)


def test_no_word_number_or_date_is_split(every):
    split = []
    for before, after in pairwise(every):
        if before.column == after.column < 2 and not before.text.endswith("完"):
            seam = before.text[-1] + after.text[0]
            if re.fullmatch(r"[\w.,%+-]{2}", seam, re.ASCII) or re.match(
                r"\d[年月日个项㎡℃%]", seam
            ):
                split.append((before.text, after.text))
    assert split == []
    whole = [line.text for line in every]
    assert not [text for text in whole if re.search(r"[￥第]\Z|(?<!\d)[年月]\d+日?\Z", text)]


def digit_widths(lines):
    """How wide each digit is, in ems, where a line is not spread: what follows inside a number."""
    found = {
        left.char: step
        for line in lines
        for left, right, step in line.steps
        if left.char.isdigit() and right.char.isdigit()
    }
    assert len(found) == 10
    return found


def test_ideographs_and_digits_stand_a_fifth_of_an_em_apart(table):
    """In lines that are not spread, before a number and after it."""
    widths = digit_widths(table[1])
    gaps = []
    for line in table[1]:
        for left, right, step in line.steps:
            if is_han(left.char) and right.char.isdigit():
                gaps.append(step - 1)
            elif left.char.isdigit() and is_han(right.char):
                gaps.append(step - widths[left.char])
    assert len(gaps) > 2000
    assert min(gaps) == pytest.approx(0.2, abs=0.01)
    assert max(gaps) == pytest.approx(0.2, abs=0.01)


def test_in_spread_lines_the_spaces_are_even(prose):
    """But for 第 and its number, which hold together as a word does."""
    wide = 0
    for line in prose[1]:
        between = [
            step
            for left, right, step in line.steps
            if is_han(left.char) and left.char != "第" and right.char in string.digits
        ]
        wide += len(between) > 1
        assert not between or max(between) - min(between) < 0.01, line.text
    assert wide > 300


def is_han(char):
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


def test_numbers_stand_at_the_right(table):
    widths = digit_widths(table[1])
    lasts = [line.marks[-1] for line in table[1] if re.fullmatch(r"\d+\.\d\d", line.text)]
    ends = [last.x + widths[last.char] * last.size for last in lasts]
    assert len(ends) == 480
    assert max(ends) - min(ends) < 0.02


def test_no_heading_ends_a_page(prose):
    lasts = [list(lines)[-1].text for _, lines in groupby(prose[1], key=lambda line: line.page)]
    assert len(lasts) > 70
    assert [text for text in lasts if text.startswith("标题")] == []


def test_the_tables_head_stands_on_every_page(table):
    for page, lines in groupby(
        sorted(table[1], key=lambda line: line.page), lambda line: line.page
    ):
        tops = {line.column: line.text for line in reversed(list(lines))}
        assert [tops[at] for at in range(3)] == [column.title for column in COLUMNS], page


@pytest.mark.parametrize("count", range(10, 24, 2))
@pytest.mark.parametrize("in_table", [False, True])
def test_signatures_never_stand_alone_on_a_page(faces, count, in_table):
    if in_table:
        lines = tuple(Line((f"甲{at}", "乙\n丙", Figure(Decimal(at)))) for at in range(count))
        block = [Table(COLUMNS, lines, size=10)]
    else:
        block = [Text(f"第{at}段") for at in range(count)]
    lines = [line for line in read_lines(drawn(faces, *block, SIGNATURES)) if in_body(line)]
    (signed,) = {line.page for line in lines if "填表人" in line.text}
    assert signed == lines[-1].page
    assert [line for line in lines if line.page == signed and re.match("[甲第]", line.text)]
