# SPDX-License-Identifier: MIT
"""Frozen dataclasses to JSON and back: defaults are left out, decimals are strings.

What cannot be read back raises `UserError`: the text comes from a database that may be damaged or foreign.
"""

from __future__ import annotations

import dataclasses
import json
import types
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from bizenv_desktop.errors import UserError

_Record = TypeVar("_Record")


def to_json(record: Any) -> str:
    """The record as compact JSON with its keys in field order: same record, same text."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[_Record], text: str) -> _Record:
    """The record of that class; `UserError` when the text is not one."""
    try:
        record: _Record = _build(kind, json.loads(text))
    except (ValueError, TypeError, KeyError, InvalidOperation, AttributeError) as error:
        raise UserError(
            f"数据库里的“{kind.__name__}”记录读不出来，文件可能已损坏；请用备份恢复。"
        ) from error
    return record


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.default is dataclasses.MISSING or getattr(value, field.name) != field.default
        }
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], part) for name, part in value.items()})
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _build(get_args(kind)[0], value)
    if origin is tuple:
        return tuple(_build(get_args(kind)[0], part) for part in value)
    return _scalar(kind, value)


def _scalar(kind: Any, value: Any) -> Any:
    if kind is Decimal:
        return Decimal(value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if type(value) is not kind:
        raise TypeError(kind)
    return value
