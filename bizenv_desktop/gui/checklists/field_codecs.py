# SPDX-License-Identifier: MIT
"""What is typed into a field and what it means: every text means something, nothing is refused."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtGui import QValidator

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklists.texts import WORD_BREAKS
from bizenv_desktop.domain.text import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBER = re.compile(r"[0-9]{0,9}(\.[0-9]{0,4})?")
_WHOLES = re.compile(r"[0-9、，, ]*")


class Codec(NamedTuple):
    """How a field's text is read and written; `pattern` is what may be typed at all."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    pattern: re.Pattern[str] | None = None


class Typed(QValidator):
    """Lets only the pattern be typed; full-width figures and 。 become what they stand for."""

    def __init__(self, pattern: re.Pattern[str], parent: Any = None) -> None:  # noqa: ANN401
        super().__init__(parent)
        self._pattern = pattern

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        plainly = unicodedata.normalize("NFKC", text).replace("。", ".")
        fits = self._pattern.fullmatch(plainly) is not None
        state = QValidator.State.Acceptable if fits else QValidator.State.Invalid
        return state, plainly if fits else text, position


def _whole_text(text: str) -> str:
    return clean_text(text).strip()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, clean_text(text).split("\n"))))


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, WORD_BREAKS.split(clean_text(text)))))


def _wholes(text: str) -> tuple[int, ...]:
    return tuple(int(word) for word in re.findall("[0-9]+", text))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.strip(".") else None


TEXT = Codec(_whole_text, str)
LINES = Codec(_lines, "\n".join)
WORDS = Codec(_words, "、".join)
WHOLES = Codec(_wholes, lambda numbers: "、".join(map(str, numbers)), _WHOLES)
NUMBER = Codec(lambda text: _number(text) or Decimal(0), plain, _NUMBER)
NUMBER_OR_NONE = Codec(_number, lambda number: "" if number is None else plain(number), _NUMBER)
WHOLE = Codec(lambda text: int(text or "0"), str, re.compile("[0-9]{0,4}"))
