# SPDX-License-Identifier: MIT
"""核对码: sixteen characters on a paper that tell which paper it is and what stood in the database.

One character for the kind, three for the day, three for whose self-check it is, two for each of
four parts of its content, one to catch a slip of the pen. The alphabet is Douglas Crockford's
base 32 (no I, L, O, U), the last character Luhn's rule modulo 32: every wrong character is caught.
Part of the code being the same means that part is the same but for one chance in 1,024.

The code proves nothing against someone who copies it onto another paper: it tells what to compare.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.papers.paper_kinds import Part
from bizenv_desktop.domain.record_json import to_json
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bizenv_desktop.domain.filled import FilledCheck

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_FIRST_DAY = date(2020, 1, 1)
_LENGTH, _GROUP = 16, 4
_UNSAID = "00"  # of a part the paper does not show


@dataclass(frozen=True, slots=True)
class PaperCode:
    """A code taken apart: the kind's letter, the day printed, and the digests."""

    letter: str
    printed: date
    identity: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """As printed, in groups of four."""
        days = _base32((self.printed - _FIRST_DAY).days, 3)
        return sealed(f"{self.letter}{days}{self.identity}{''.join(self.parts)}")


def paper_code(filled: FilledCheck, letter: str, shown: Iterable[Part]) -> PaperCode:
    """The code of a paper of that kind, printed on the day the self-check was looked at."""
    shown = frozenset(shown)
    digests = tuple(
        _digest(_content(filled, part), 2) if part in shown else _UNSAID for part in Part
    )
    return PaperCode(letter, filled.today, identity(filled), digests)


def parse_code(text: str) -> PaperCode:
    """Read a code as typed or scanned; `UserError` when a character is wrong or missing."""
    code = opened(text, _LENGTH)
    days = 0
    for char in code[1:4]:
        days = days * 32 + ALPHABET.index(char)
    parts = tuple(code[at : at + 2] for at in range(7, 15, 2))
    return PaperCode(code[0], _FIRST_DAY + timedelta(days=days), code[4:7], parts)


def differing(paper: PaperCode, current: PaperCode) -> tuple[Part, ...]:
    """The parts that are not what they were when the paper was printed."""
    return tuple(
        part
        for part, then, now in zip(Part, paper.parts, current.parts, strict=True)
        if then != now
    )


def sealed(characters: str) -> str:
    """The characters with their check character, in groups of four."""
    code = characters + ALPHABET[-_luhn(characters, 2) % 32]
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def opened(text: str, length: int) -> str:
    """The `length` characters of a sealed code without its groups; `UserError` when it is wrong.

    Small and full-width letters, blanks and hyphens are fine; I, L, O and U are read as 1, 1, 0, V.
    """
    typed = unicodedata.normalize("NFKC", text).upper().translate(_MISREAD)
    code = "".join(char for char in typed if char in ALPHABET)
    stray = "".join(char for char in typed if char not in ALPHABET and char not in " -—–−\t\r\n")
    if len(code) != length or stray or _luhn(code, 1) % 32:
        raise UserError(
            f"“{text.strip()[:30]}”不是核对码，或抄错了字；请照材料上的{length}位码重输。"
        )
    return code


def digest(content: str, length: int) -> str:
    """The first `length` characters of a text's digest: the same on every PC, for good."""
    return _digest(content, length)


def identity(filled: FilledCheck) -> str:
    """Three characters for unit, period and checklist."""
    check = filled.check
    return _digest(
        "|".join(
            (
                check.organisation.code,
                check.period.code,
                check.checklist,
                str(check.checklist_version),
            )
        ),
        3,
    )


def _content(filled: FilledCheck, part: Part) -> str:
    return "\n".join(_LINES[part](filled))


def _score_lines(filled: FilledCheck) -> Iterator[str]:
    card = filled.card
    yield f"{card.total} {card.filled_total} {card.bonus} {card.grade} {','.join(card.vetoed_by)}"
    for entry in card.items:
        score = entry.state.value if entry.score is None else money_like(entry.score)
        yield f"{entry.item.code} {plain(entry.item.points)} {score}"


def _answer_lines(filled: FilledCheck) -> Iterator[str]:
    for item in filled.items:
        answer = filled.answers.get(item.code)
        if answer is not None and not answer.is_blank:
            yield to_json(answer)


def _finding_lines(filled: FilledCheck) -> Iterator[str]:
    for view in filled.findings:
        yield repr((view.item.code, view.problem, view.measures))


def _duty_lines(filled: FilledCheck) -> Iterator[str]:
    check = filled.check
    yield repr((check.preparer, check.reviewer, check.head))
    for view in filled.findings:
        own = view.finding
        yield repr(
            (
                view.item.code,
                own.unit,
                own.person,
                own.leader,
                view.log.state.value,
                view.due.isoformat(),
                own.progress,
                own.remark,
            )
        )


_LINES = {
    Part.SCORE: _score_lines,
    Part.ANSWERS: _answer_lines,
    Part.FINDINGS: _finding_lines,
    Part.DUTIES: _duty_lines,
}


def _digest(content: str, length: int) -> str:
    number = int.from_bytes(hashlib.sha256(content.encode()).digest()[:8], "big")
    return _base32(number, length)


def _base32(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * at & 31] for at in range(length - 1, -1, -1))


def _luhn(characters: str, factor: int) -> int:
    """Luhn's sum modulo 32 from the right, where the last character counts `factor` times."""
    total = 0
    for char in reversed(characters):
        addend = factor * ALPHABET.index(char)
        total += addend // 32 + addend % 32
        factor = 3 - factor
    return total
