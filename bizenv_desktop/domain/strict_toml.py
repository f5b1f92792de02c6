# SPDX-License-Identifier: MIT
"""Read content files strictly: each key asked for is checked, each key not asked for is refused.

A loader takes a `Table`, asks it for every key it knows and ends with `done()`. Whatever is wrong
becomes a `ContentError` naming the file, the place inside it and the reason in Chinese.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from bizenv_desktop.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from enum import StrEnum

    _Choice = TypeVar("_Choice", bound=StrEnum)

_Value = TypeVar("_Value")

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ALIKE = 0.75  # titel is alike title, articles is not
_BROKEN_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")

# the types tomllib makes, in people's words
_KINDS: dict[type, str] = {
    str: "引号里的文字",
    int: "整数",
    bool: "true 或 false",
    dt.date: "日期（如 2026-03-01，不加引号）",
    list: "方括号里的列表",
    dict: "一个表",
}


def read_document(text: str, file: str, *, version: int = 1) -> Table:
    """The top table of a content file whose `format` is `version`, the one this program knows.

    `file` is the name shown to people. A byte order mark, as Windows Notepad writes it, is no
    fault. Raises `ContentError` for broken TOML and for another format.
    """
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise _broken(file, str(error)) from error
    document = Table(data, file)
    found = document.integer("format")
    if found != version:
        raise document.error(
            f"格式号是{found}，本程序只认识{version}，请换用相应版本的程序", "format"
        )
    return document


class Table:
    """One TOML table being read; it remembers which keys were asked for.

    Each reader marks its key as known, checks the type and raises `ContentError`. What may be left
    out is read with a default, or by `optional(table.date, "repealed")`, which answers None.
    """

    def __init__(self, data: dict[str, Any], file: str, where: str = "") -> None:
        self.file = file
        self.where = where
        self._data = data
        self._known: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key is written; asking makes it known."""
        self._known.add(key)
        return key in self._data

    def rename(self, where: str) -> None:
        """Say where this table stands in people's words, once its number or code was read."""
        self.where = where

    def error(self, reason: str, key: str = "") -> ContentError:
        """The refusal to raise, placed at this table, or at its `key`."""
        return ContentError(self.file, " ".join(filter(None, (self.where, key))), reason)

    def optional(self, read: Callable[[str], _Value], key: str) -> _Value | None:
        """What `read` (a method of this table) answers for `key`, None when it is left out."""
        return read(key) if self.has(key) else None

    def text(self, key: str, default: str | None = None, *, limit: int | None = None) -> str:
        """A text without blanks around it; never empty; at most `limit` characters."""
        if not self.has(key) and default is not None:
            return default
        return self._text(key, self._take(key, str), limit)

    def texts(self, key: str, *, least: int = 0, most: int | None = None) -> tuple[str, ...]:
        """A list of `least` to `most` different texts; left out, it is empty."""
        return self._different(key, (self._text(key, v) for v in self._list(key, str, least, most)))

    def integer(self, key: str, default: int | None = None, *, least: int = 1) -> int:
        """A whole number, `least` or more."""
        if not self.has(key) and default is not None:
            return default
        return self._integer(key, self._take(key, int), least)

    def integers(self, key: str, *, least: int = 1) -> tuple[int, ...]:
        """A list of different whole numbers, each `least` or more; left out, it is empty."""
        return self._different(key, (self._integer(key, v, least) for v in self._list(key, int)))

    def decimal(self, key: str, default: Decimal | None = None) -> Decimal:
        """An exact number, written as a string like "0.5": TOML's own are binary floats."""
        if not self.has(key) and default is not None:
            return default
        if isinstance(self._data.get(key), int | float):
            raise self.error('数要写在引号里，如 "0.5"', key)
        value = self._take(key, str)
        if not _DECIMAL.fullmatch(value):
            raise self.error(f"“{value}”不是一个数", key)
        return Decimal(value)

    def date(self, key: str) -> dt.date:
        """A day, written without quotes."""
        return self._take(key, dt.date)

    def boolean(self, key: str, default: bool | None = None) -> bool:
        """A plain true or false."""
        if not self.has(key) and default is not None:
            return default
        return self._take(key, bool)

    def choice(self, key: str, kind: type[_Choice], default: _Choice | None = None) -> _Choice:
        """A member of `kind`, written as its value."""
        if not self.has(key) and default is not None:
            return default
        return self._choice(key, self._take(key, str), kind)

    def choices(self, key: str, kind: type[_Choice], *, least: int = 0) -> tuple[_Choice, ...]:
        """A list of different members of `kind`; left out, it is empty."""
        values = (self._choice(key, v, kind) for v in self._list(key, str, least))
        return self._different(key, values)

    def table(self, key: str) -> Table:
        """The table under `key`."""
        return Table(self._take(key, dict), self.file, self._below(key))

    def tables(self, key: str, *, least: int = 0) -> tuple[Table, ...]:
        """The tables of an array, in order, placed as “key[1]”…; left out, there are none."""
        return tuple(
            Table(data, self.file, self._below(f"{key}[{number}]"))
            for number, data in enumerate(self._list(key, dict, least), 1)
        )

    def done(self) -> None:
        """Refuse the keys nobody asked for, naming them and what was perhaps meant."""
        unknown = [key for key in self._data if key not in self._known]
        if unknown:
            named = "、".join(f"{key}{self._meant(key, self._known)}" for key in unknown)
            raise self.error(f"有不认识的键：{named}")

    def _take(self, key: str, kind: type[_Value]) -> _Value:
        if not self.has(key):
            unknown = [other for other in self._data if other not in self._known]
            raise self.error(f"缺少 {key}{self._meant(key, unknown, '写成了')}")
        return self._typed(key, self._data[key], kind)

    def _typed(self, key: str, value: object, kind: type[_Value]) -> _Value:
        # exactly the type: a bool is no int here, a point in time no day
        if type(value) is not kind:
            raise self.error(f"应当是{_KINDS[kind]}", key)
        return value

    def _list(
        self, key: str, kind: type[_Value], least: int = 0, most: int | None = None
    ) -> list[_Value]:
        if not self.has(key) and not least:
            return []
        values = self._take(key, list)
        if len(values) < least or (most is not None and len(values) > most):
            wanted = f"至少{least}个" if most is None else f"{least}到{most}个"
            raise self.error(f"有{len(values)}个，应当{wanted}", key)
        return [self._typed(key, value, kind) for value in values]

    def _text(self, key: str, value: str, limit: int | None = None) -> str:
        if not value.strip():
            raise self.error("不能是空的", key)
        if value != value.strip():
            raise self.error("首尾有多余的空白", key)
        if _CONTROL.search(value):
            raise self.error("含有不可见的控制字符", key)
        if limit is not None and len(value) > limit:
            raise self.error(f"有{len(value)}个字，最多{limit}个", key)
        return value

    def _integer(self, key: str, value: int, least: int) -> int:
        if value < least:
            raise self.error(f"是{value}，应当不小于{least}", key)
        return value

    def _choice(self, key: str, value: str, kind: type[_Choice]) -> _Choice:
        try:
            return kind(value)
        except ValueError:
            allowed = "、".join(member.value for member in kind)
            raise self.error(f"“{value}”不在可选范围：{allowed}", key) from None

    def _different(self, key: str, values: Iterable[_Value]) -> tuple[_Value, ...]:
        kept: dict[_Value, None] = {}
        for value in values:
            if value in kept:
                raise self.error(f"“{value}”写了两次", key)
            kept[value] = None
        return tuple(kept)

    def _below(self, key: str) -> str:
        return f"{self.where} {key}".lstrip()

    @staticmethod
    def _meant(key: str, others: Iterable[str], verb: str = "是不是") -> str:
        near: Sequence[str] = difflib.get_close_matches(key, sorted(others), 1, _ALIKE)
        return f"（{verb} {near[0]}？）" if near else ""


def _broken(file: str, message: str) -> ContentError:
    """Broken TOML in words, from tomllib's message, which ends with the place."""
    place = _BROKEN_AT.search(message)
    where = f"第{place[1]}行第{place[2]}列" if place and place[1] else "文件末尾"
    twice = any(word in message for word in ("overwrite", "twice", "Duplicate"))
    reason = "同一个键写了两次" if twice else "不合 TOML 写法，请检查引号、括号和等号"
    return ContentError(file, where, reason)
