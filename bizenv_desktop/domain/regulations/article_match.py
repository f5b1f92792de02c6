# SPDX-License-Identifier: MIT
"""Which article of a new edition an article of the old one became, by its words alone.

Numbers are no evidence: an article squeezed in moves all that follow. Equal texts are paired
first, then the most alike; pairs of bigrams that every article has count for little.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LEAST_ALIKE = 0.25
"""Below it two articles have no more in common than any two of one regulation."""

_BLANKS = re.compile(r"\s+")
_WIDTHS = str.maketrans("(),:;!?[]．", "（），：；！？〔〕.")
_OUT_OF_ORDER = 0.05  # what a pair across the order of its neighbours loses


def folded(text: str) -> str:
    """The text as comparing sees it: blanks and the width of punctuation are no change."""
    return _BLANKS.sub("", text).translate(_WIDTHS)


def match_articles(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places in `old` and `new`, each used once, sorted; texts as `folded`.

    The same pairs come out whatever else runs: ties go to the smaller distance, then the earlier.
    """
    pairs = _equal(old, new)
    taken_old = {before for before, _ in pairs}
    taken_new = {after for _, after in pairs}
    rest_old = [place for place in range(len(old)) if place not in taken_old]
    rest_new = [place for place in range(len(new)) if place not in taken_new]
    alike = _likeness(old, new, rest_old, rest_new)
    ranked = sorted(
        (
            -(likeness - _OUT_OF_ORDER * _crosses(pairs, before, after)),
            abs(before - after),
            before,
            after,
        )
        for (before, after), likeness in alike.items()
        if likeness >= LEAST_ALIKE
    )
    for _, _, before, after in ranked:
        if before not in taken_old and after not in taken_new:
            taken_old.add(before)
            taken_new.add(after)
            pairs.append((before, after))
    return sorted(pairs)


def _equal(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Equal texts, in order where several are equal."""
    places: dict[str, list[int]] = {}
    for after, text in enumerate(new):
        places.setdefault(text, []).append(after)
    pairs = []
    for before, text in enumerate(old):
        if places.get(text):
            pairs.append((before, places[text].pop(0)))
    return pairs


def _crosses(pairs: Iterable[tuple[int, int]], before: int, after: int) -> bool:
    return any((a - before) * (b - after) < 0 for a, b in pairs)


def _likeness(
    old: Sequence[str], new: Sequence[str], rest_old: Sequence[int], rest_new: Sequence[int]
) -> dict[tuple[int, int], float]:
    """For each pair left: the weight of the bigrams both have, as a share of the smaller's."""
    grams_old = {place: _bigrams(old[place]) for place in rest_old}
    grams_new = {place: _bigrams(new[place]) for place in rest_new}
    weights = _weights([*grams_old.values(), *grams_new.values()])
    sums_old = {place: _sum(grams, weights) for place, grams in grams_old.items()}
    sums_new = {place: _sum(grams, weights) for place, grams in grams_new.items()}
    found = {}
    for before, left in grams_old.items():
        for after, right in grams_new.items():
            shared = _sum(left & right, weights)
            whole = sums_old[before] + sums_new[after]
            found[before, after] = 2 * shared / whole if whole else 0.0
    return found


def _bigrams(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)} or {text}


def _weights(texts: Sequence[set[str]]) -> Mapping[str, float]:
    """Rare bigrams weigh more, as in BM25."""
    counted = Counter(gram for grams in texts for gram in grams)
    count = len(texts)
    return {gram: math.log(1 + count / times) for gram, times in counted.items()}


def _sum(grams: set[str], weights: Mapping[str, float]) -> float:
    return sum(weights[gram] for gram in grams)
