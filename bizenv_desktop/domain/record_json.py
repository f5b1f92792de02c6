# SPDX-License-Identifier: MIT
"""Frozen dataclasses to JSON and back: defaults are left out, decimals are strings.

For the records of `domain/checklist.py`: fields are texts, whole numbers, booleans, Decimals,
members of a StrEnum, other records, tuples of these, or one of these or None. What cannot be read
back raises `UserError`: the text comes from a database that may be damaged or foreign. Nothing is
converted on the way in: a number is no text, a text is no list.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
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
    try:
        return cast("_Record", _build(kind, json.loads(text)))
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
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: object, value: object) -> object:
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        parts = _exactly(dict, value).items()
        return kind(**{name: _build(hints[name], part) for name, part in parts})
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _build(get_args(kind)[0], value)
    if origin is tuple:
        entry = get_args(kind)[0]
        return tuple(_build(entry, part) for part in _exactly(list, value))
    if not isinstance(kind, type):
        raise TypeError(kind)
    return _scalar(kind, value)


def _scalar(kind: type, value: object) -> object:
    if kind is Decimal:
        if not _DECIMAL.fullmatch(_exactly(str, value)):
            raise ValueError(value)
        return Decimal(_exactly(str, value))
    if issubclass(kind, StrEnum):
        return kind(_exactly(str, value))
    if kind is str:
        return clean_text(_exactly(str, value))
    return _exactly(kind, value)


def _exactly(kind: type[_Record], value: object) -> _Record:
    """The value, which must be of just that type: true is no number here."""
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
