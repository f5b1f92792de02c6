# SPDX-License-Identifier: MIT
"""The words by which a check item looks for its article."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bizenv_desktop.domain.checklists.checklist import CheckItem

TOPIC_WEIGHT = 2.0
TITLE_WEIGHT = 1.5
STANDARD_WEIGHT = 1.0
PHRASE_WEIGHT = 3.0

_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[A-Za-z0-9]+")
_LIABILITY = re.compile(r"责任|追责|处分")
_EMPTY = frozenset("的了着之其于以而且但则即所")


@dataclass(frozen=True, slots=True)
class Query:
    """Bigrams and phrases with their weights; whether the item itself is about liability."""

    terms: Mapping[str, float]
    phrases: tuple[tuple[str, float], ...]
    asks_liability: bool


def query_of(item: CheckItem) -> Query:
    """Topic words weigh most, then the title, then the standard."""
    terms: defaultdict[str, float] = defaultdict(float)
    fields = (
        (" ".join(item.topic_words), TOPIC_WEIGHT),
        (item.title, TITLE_WEIGHT),
        (item.standard, STANDARD_WEIGHT),
    )
    for text, weight in fields:
        for term in set(terms_of(text)):
            terms[term] += weight
    phrases = tuple((one_name(word), PHRASE_WEIGHT) for word in item.topic_words)
    return Query(dict(terms), phrases, any(_LIABILITY.search(word) for word in item.topic_words))


def one_name(text: str) -> str:
    """The text with market entities by one name: since 2022 new texts say 经营主体; same length."""
    return text.replace("经营主体", "市场主体")


def terms_of(text: str) -> Iterator[str]:
    """The bigrams of Chinese runs, whole runs of letters and digits."""
    for run in _CHINESE.findall(one_name(text)):
        if run.isascii():
            yield run.lower()
            continue
        for place in range(len(run) - 1):
            pair = run[place : place + 2]
            if not _EMPTY.intersection(pair):
                yield pair
