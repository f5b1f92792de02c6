# SPDX-License-Identifier: MIT
"""Frozen dataclasses to JSON and back: defaults are left out, decimals are strings.

For checklists, editions and the like: fields are texts, whole numbers, booleans, Decimals, days,
members of a StrEnum, other records, tuples of these, or one of these or None. What cannot be read
back raises `UserError`: the text comes from a database that may be damaged or foreign. Nothing is
converted on the way in: a number is no text, a text is no list.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from bizenv_desktop.domain.text import clean_text
from bizenv_desktop.errors import UserError

_Record = TypeVar("_Record")

# no exponents: a few characters could ask for gigabytes of digits
_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


def to_json(record: object) -> str:
    """The record as compact JSON with its keys in field order: same record, same text."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[_Record], text: str) -> _Record:
    """The record of that class; `UserError` when the text is not one."""
    wanted: Any = kind
    try:
        return cast("_Record", _reader(wanted)(json.loads(text)))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UserError(
            f"数据库里的“{kind.__name__}”记录读不出来，文件可能已损坏；请用备份恢复。"
        ) from error


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.default is dataclasses.MISSING or getattr(value, field.name) != field.default
        }
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return value


_Reader = Callable[[Any], object]


@cache
def _reader(kind: object) -> _Reader:
    """How to read one kind of value, worked out once: a checklist has thousands of them."""
    if isinstance(kind, type):
        return _record_reader(kind) if dataclasses.is_dataclass(kind) else _scalar_reader(kind)
    entry: object = get_args(kind)[0]
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _or_none(_reader(entry))
    if origin is tuple:
        return _tuple_of(_reader(entry))
    raise TypeError(kind)


def _record_reader(kind: type) -> _Reader:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}

    def read(value: Any) -> object:  # noqa: ANN401  # whatever the JSON held
        parts = _exactly(dict, value).items()
        return kind(**{name: readers[name](part) for name, part in parts})

    return read


def _or_none(read: _Reader) -> _Reader:
    return lambda value: None if value is None else read(value)


def _tuple_of(read: _Reader) -> _Reader:
    return lambda value: tuple([read(part) for part in _exactly(list, value)])


def _scalar_reader(kind: type) -> _Reader:
    if kind is Decimal:
        return _decimal
    if kind is date:
        return lambda value: date.fromisoformat(_exactly(str, value))
    if issubclass(kind, StrEnum):
        return lambda value: kind(_exactly(str, value))
    if kind is str:
        return lambda value: clean_text(_exactly(str, value))
    return lambda value: _exactly(kind, value)


def _decimal(value: Any) -> Decimal:  # noqa: ANN401  # whatever the JSON held
    if not _DECIMAL.fullmatch(_exactly(str, value)):
        raise ValueError(value)
    return Decimal(value)


def _exactly(kind: type[_Record], value: object) -> _Record:
    """The value, which must be of just that type: true is no number here."""
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
