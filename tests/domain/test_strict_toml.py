# SPDX-License-Identifier: MIT
from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

import pytest

from bizenv_desktop.domain.strict_toml import Table, read_document
from bizenv_desktop.errors import ContentError


class Way(StrEnum):
    ON_SITE = "看现场"
    RECORDS = "查台账"


def document(body: str) -> Table:
    return read_document(f"format = 1\n{body}", "甲.toml")


def refusal(body: str, read: object) -> tuple[str, str, str]:
    with pytest.raises(ContentError) as caught:
        read(document(body))  # type: ignore[operator]
    return caught.value.file, caught.value.where, caught.value.reason


@pytest.mark.parametrize(
    ("body", "read", "wanted"),
    [
        ('title = "㐱喆<&>"', lambda t: t.text("title"), "㐱喆<&>"),
        ("", lambda t: t.text("note", ""), ""),
        ('note = "一\\n二\\t三"', lambda t: t.text("note"), "一\n二\t三"),
        ('words = ["公示", "告知"]', lambda t: t.texts("words", least=2), ("公示", "告知")),
        ("", lambda t: t.texts("words"), ()),
        ("number = 0", lambda t: t.integer("number", least=0), 0),
        ("", lambda t: t.integer("insert", 0, least=0), 0),
        ("rows = [1, 44]", lambda t: t.integers("rows"), (1, 44)),
        ('points = "0.50"', lambda t: str(t.decimal("points")), "0.50"),
        ("", lambda t: t.decimal("partial", Decimal("0.5")), Decimal("0.5")),
        ("day = 2026-03-01", lambda t: t.date("day"), dt.date(2026, 3, 1)),
        ("", lambda t: t.optional(t.date, "day"), None),
        ("day = 2026-03-01", lambda t: t.optional(t.date, "day"), dt.date(2026, 3, 1)),
        ("on = true", lambda t: t.boolean("on"), True),
        ("", lambda t: t.boolean("on", False), False),
        ('way = "查台账"', lambda t: t.choice("way", Way), Way.RECORDS),
        ("", lambda t: t.choice("way", Way, Way.ON_SITE), Way.ON_SITE),
        ('ways = ["看现场"]', lambda t: t.choices("ways", Way), (Way.ON_SITE,)),
        ("[a]\nb = 1", lambda t: t.table("a").integer("b"), 1),
        ("[[a]]\n[[a]]", lambda t: [a.where for a in t.tables("a")], ["a[1]", "a[2]"]),
        ("", lambda t: t.tables("a"), ()),
    ],
)
def test_values_are_read(body: str, read: object, wanted: object) -> None:
    table = document(body)
    assert read(table) == wanted  # type: ignore[operator]
    table.done()


@pytest.mark.parametrize(
    ("body", "read", "where", "reason"),
    [
        ("", lambda t: t.text("title"), "", "缺少 title"),
        ('titel = "甲"', lambda t: t.text("title"), "", "缺少 title（写成了 titel？）"),
        ('title = "  "', lambda t: t.text("title"), "title", "不能是空的"),
        ('title = "甲 "', lambda t: t.text("title"), "title", "首尾有多余的空白"),
        ('title = "甲\\u0007乙"', lambda t: t.text("title"), "title", "含有不可见的控制字符"),
        ("title = 3", lambda t: t.text("title"), "title", "应当是引号里的文字"),
        ('t = "一二三"', lambda t: t.text("t", limit=2), "t", "有3个字，最多2个"),
        ('w = ["一"]', lambda t: t.texts("w", least=2, most=6), "w", "有1个，应当2到6个"),
        ("w = []", lambda t: t.texts("w", least=1), "w", "有0个，应当至少1个"),
        ("", lambda t: t.texts("w", least=1), "", "缺少 w"),
        ('w = ["一", "一"]', lambda t: t.texts("w"), "w", "“一”写了两次"),
        ("w = [1]", lambda t: t.texts("w"), "w", "应当是引号里的文字"),
        ('w = "一"', lambda t: t.texts("w"), "w", "应当是方括号里的列表"),
        ("n = 0", lambda t: t.integer("n"), "n", "是0，应当不小于1"),
        ("n = true", lambda t: t.integer("n"), "n", "应当是整数"),
        ("n = [2, 2]", lambda t: t.integers("n"), "n", "“2”写了两次"),
        ("p = 0.5", lambda t: t.decimal("p"), "p", '数要写在引号里，如 "0.5"'),
        ("p = 1", lambda t: t.decimal("p"), "p", '数要写在引号里，如 "0.5"'),
        ('p = "1,5"', lambda t: t.decimal("p"), "p", "“1,5”不是一个数"),
        ('p = "NaN"', lambda t: t.decimal("p"), "p", "“NaN”不是一个数"),
        ('d = "2026-03-01"', lambda t: t.date("d"), "d", "应当是日期（如 2026-03-01，不加引号）"),
        ("d = 2026-03-01T08:00:00", lambda t: t.date("d"), "d",
         "应当是日期（如 2026-03-01，不加引号）"),
        ("b = 1", lambda t: t.boolean("b"), "b", "应当是true 或 false"),
        ('w = "听说"', lambda t: t.choice("w", Way), "w", "“听说”不在可选范围：看现场、查台账"),
        ('w = ["看现场", "看现场"]', lambda t: t.choices("w", Way), "w", "“看现场”写了两次"),
        ("a = 1", lambda t: t.table("a"), "a", "应当是一个表"),
        ("[[a]]\n[[a]]\nb = 1", lambda t: [a.done() for a in t.tables("a")], "a[2]",
         "有不认识的键：b"),
    ],
)  # fmt: skip
def test_faults_are_refused_with_place_and_reason(
    body: str, read: object, where: str, reason: str
) -> None:
    assert refusal(body, read) == ("甲.toml", where, reason)


def test_unknown_keys_are_named_with_what_was_perhaps_meant() -> None:
    def read(table: Table) -> None:
        table.text("title")
        table.text("note", "")
        table.done()

    body = 'title = "甲"\nnotes = "乙"\n"色" = 1'
    assert refusal(body, read)[2] == "有不认识的键：notes（是不是 note？）、色"


def test_a_renamed_table_names_its_children_too() -> None:
    table = document("[[article]]\n[[article.paragraph]]\nx = 1").tables("article")[0]
    table.rename("第三十二条")
    child = table.tables("paragraph")[0]
    assert (
        str(child.error("缺少 digest", "x")) == "甲.toml 第三十二条 paragraph[1] x：缺少 digest。"
    )


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        ("format = 1\na = 1\na = 2\nb = 3", "第3行第6列", "同一个键写了两次"),
        ('format = 1\na = "', "文件末尾", "不合 TOML 写法，请检查引号、括号和等号"),
        ("format = 1\na = 甲\nb = 1", "第2行第5列", "不合 TOML 写法，请检查引号、括号和等号"),
        ("a = 1", "", "缺少 format"),
        ("format = 2", "format", "格式号是2，本程序只认识1，请换用相应版本的程序"),
    ],
)
def test_broken_files_and_other_formats_are_refused(text: str, where: str, reason: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_document(text, "甲.toml")
    assert (caught.value.where, caught.value.reason) == (where, reason)


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault() -> None:
    table = read_document('\ufeffformat = 1\r\ntitle = "甲"\r\n', "甲.toml")
    assert table.text("title") == "甲"
