# SPDX-License-Identifier: MIT
"""The division tree 省 → 市 → 县 → 乡镇 and the search that finds a unit while it is typed."""

from __future__ import annotations

import gzip
import zlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING

from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.pinyin import fold
from bizenv_desktop.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEVELS = tuple(Level)
_DIGITS = (2, 4, 6, 9)  # of a code that all divisions below a province, city, county … share
_ENDINGS = ("自治区", "地区", "街道", "省", "市", "盟", "区", "县", "旗", "镇", "乡")
_BRACKETS = str.maketrans(
    "()", "（）"
)  # folding makes them narrow, names are written with wide ones

# how well a word fits, the smaller the better
_EXACT, _STEM, _PREFIX, _WITHIN, _NOT = 0, 1, 2, 3, 1000


@dataclass(frozen=True, slots=True)
class Division:
    """One unit of the tree: six digits of GB/T 2260, nine for a township; a province has parent "".

    A county right under a province (北京市东城区, 海南省五指山市) has the province as parent, a
    township of a city without counties (东莞市东城街道) the city: a path has two to four steps.
    """

    code: str
    name: str
    level: Level
    parent: str


class Divisions:
    """All divisions, and search in them by name, pinyin initials or code.

    Held as three columns in the order of the codes, which puts what lies below a division right
    behind it; a Division is made when asked for [44,690 rows: 10 MB, as objects 27 MB].
    """

    def __init__(
        self, codes: Sequence[str], names: Sequence[str], spellings: Sequence[str]
    ) -> None:
        """Take codes in ascending order; a spelling is a name's initials, spaces between."""
        self._codes = codes
        self._names = names
        self._spellings = spellings
        upper = [name for code, name in zip(codes, names, strict=True) if len(code) == 6]
        self._heads = {head for name in upper for head in (name, _stem(name))}

    def __len__(self) -> int:
        return len(self._codes)

    def get(self, code: str) -> Division | None:
        """The division with this code, or None."""
        place = bisect_left(self._codes, code)
        if code not in self._codes[place : place + 1]:
            return None
        parent = next(filter(self._knows, _superiors(code)), "")
        return Division(code, self._names[place], _LEVELS[_depth(code)], parent)

    def children(self, code: str = "") -> tuple[Division, ...]:
        """The divisions directly under this one, upper levels first; the provinces under ""."""
        below = filter(None, map(self.get, self._below(code)))
        children = [division for division in below if division.parent == code]
        return tuple(sorted(children, key=lambda child: _depth(child.code)))

    def path(self, code: str) -> tuple[Division, ...]:
        """The way from the province down to this division, itself last; () for an unknown code."""
        division = self.get(code)
        return (*self.path(division.parent), division) if division else ()

    def find(self, query: str, limit: int = 20, level: Level | None = None) -> tuple[Division, ...]:
        """The divisions the query means, best first; what lies below them fills up to the limit.

        A whole name goes before a beginning, a beginning before a part. Several words narrow each
        other in any order (绥化 兰西 红光, 红光镇 兰西, lx hg); a full name may be written without
        spaces (黑龙江省绥化市兰西县红光镇); digits are the beginning of a code.
        """
        words = list(dict.fromkeys(fold(query).translate(_BRACKETS).split()))
        codes = self._search(words, limit, level)
        if not codes:
            pieces = [piece for word in words for piece in self._pieces(word)]
            codes = self._search(pieces, limit, level) if len(pieces) > len(words) else []
        return tuple(filter(None, map(self.get, codes)))

    def _knows(self, code: str) -> bool:
        place = bisect_left(self._codes, code)
        return code in self._codes[place : place + 1]

    def _below(self, code: str) -> Sequence[str]:
        """The codes of everything under a division, in their order."""
        prefix = code[: _DIGITS[_depth(code)]] if code else ""
        last = bisect_left(self._codes, prefix + ":")  # ":" follows "9"
        return self._codes[bisect_right(self._codes, code) : last]

    def _search(self, words: list[str], limit: int, level: Level | None) -> list[str]:
        if not words:
            return []
        hits = _ranked([self._ranks(word) for word in words])
        below = (lower for hit in hits for lower in self._below(hit))
        found: dict[str, None] = {}
        for code in chain(hits, below):
            if level is None or _LEVELS[_depth(code)] is level:
                found[code] = None
            if len(found) >= limit:
                break
        return list(found)

    def _ranks(self, word: str) -> dict[str, int]:
        """How well the word fits each division it fits at all, in the order of the codes."""
        if word.isdecimal():
            codes = (code for code in self._codes if code.startswith(word))
            return {code: _EXACT if code == word else _PREFIX for code in codes}
        column = self._spellings if word.isascii() else self._names
        rank = _rank_of_spelling if word.isascii() else _rank_of_name
        hits = [place for place, text in enumerate(column) if word in text]
        return {self._codes[place]: rank(word, column[place]) for place in hits}

    def _pieces(self, word: str) -> Iterator[str]:
        """The word cut after each province, city or county it begins with, endings or not."""
        for length in range(len(word) - 1, 1, -1):
            if word[:length] in self._heads:
                yield word[:length]
                yield from self._pieces(word[length:])
                return
        yield word


def parse_divisions(data: bytes) -> Divisions:
    """Read the gzip'd lines `code TAB name TAB initials` of packaging/data/build_divisions.py.

    Raises ContentError when the file is damaged or a line is not of this form.
    """
    try:
        lines = gzip.decompress(data).decode("utf-8").splitlines()
        codes, names, spellings = zip(*(line.split("\t") for line in lines), strict=True)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise ContentError("divisions.tsv.gz", "", "行政区划文件已损坏，请重新安装程序") from error
    return Divisions(codes, names, spellings)


def _depth(code: str) -> int:
    """0 for a province, 1 for a city, 2 for a county, 3 for a township."""
    if len(code) == 9:
        return 3
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def _superiors(code: str) -> tuple[str, ...]:
    """The codes that may stand above this one, nearest first; not all of them exist."""
    above = (code[:6], f"{code[:4]}00", f"{code[:2]}0000")
    return tuple(one for one in above if one != code)


def _ranked(ranks: list[dict[str, int]]) -> list[str]:
    """The codes where each word fits the division or one above it, one fits itself; best first."""
    sums = ranks[0] if len(ranks) == 1 else _sums(sorted(ranks, key=len))
    return sorted(sums, key=lambda code: (sums[code], _depth(code)))


def _sums(rarest_first: list[dict[str, int]]) -> dict[str, int]:
    """For each code all words reach, the sum of how well they do, in the order of the codes."""
    sums = {}
    for code in sorted(set().union(*rarest_first)):
        line = (code, *_superiors(code))
        total = 0
        for fits in rarest_first:
            total += min(map(fits.get, line, repeat(_NOT)))
            if total >= _NOT:
                break
        else:
            sums[code] = total
    return sums


def _stem(name: str) -> str:
    """The name as it is spoken: 兰西 for 兰西县; a stem keeps two characters at least."""
    ending = next((ending for ending in _ENDINGS if name.endswith(ending)), "")
    return name.removesuffix(ending) if len(name) - len(ending) > 1 else name


def _rank_of_name(word: str, name: str) -> int:
    if not name.startswith(word):
        return _WITHIN
    if name == word:
        return _EXACT
    return _STEM if name[len(word) :] in _ENDINGS else _PREFIX


def _rank_of_spelling(word: str, spelling: str) -> int:
    """Initials are as good without the last letter: people leave 省, 市, 县 out."""
    more = [len(one) - len(word) for one in spelling.split(" ") if one.startswith(word)]
    if not more:
        return _WITHIN
    return _EXACT if min(more) <= 1 else _PREFIX
