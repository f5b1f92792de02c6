# SPDX-License-Identifier: MIT
"""Find the article a check item rests on, by words alone: the same item and text, the same answer.

BM25 over character bigrams, at once over paragraphs and over whole articles, with the item's topic
words counted as phrases. Offline, no model, nothing learned.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.locate_words import Query, one_name, query_of, terms_of
from bizenv_desktop.domain.regulations.node_words import article_place, paragraph_place, words_of
from bizenv_desktop.domain.regulations.text_diff import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.regulations.regulation import Article, Citation, Edition

MOST = 3
"""How many places are proposed at most."""

_SATURATION = 1.2  # BM25's k1: a term's tenth occurrence says little more than its third
_LENGTH = 0.6  # BM25's b: how far a long text is marked down
_ARTICLE_SHARE = 0.5  # of the score that comes from the whole article, the rest from a paragraph
_WORTH_SHOWING = 0.35  # of the best score; what is below is no second choice
_RARE_ENOUGH = 1.0  # the weight from which a matched word is marked in the text
_LIABILITY = re.compile(r"有下列(?:情形|行为)之一的?[^：]{0,60}(?:责任|处分|处罚|责令)")
_LIABILITY_SHARE = 0.8  # an article on liability repeats the duties of others in short


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place an item may rest on; `text` is the article's, `spans` the matched words in it."""

    place: Citation
    score: float
    words: tuple[str, ...]
    text: str
    spans: tuple[Span, ...]


class Locator:
    """The index of one edition; made once, asked for many items.

    Reads the official text, and the digests where an article has none.
    """

    def __init__(self, edition: Edition) -> None:
        self._articles = edition.articles
        self._edition = edition
        whole = [_text(article) for article in edition.articles]
        self._whole = _Index(whole)
        self._punishes = [bool(_LIABILITY.search(text)) for text in whole]
        self._paragraphs = [_paragraphs(edition, article) for article in edition.articles]
        self._units = _Index([text for each in self._paragraphs for _, text in each])

    def propose(self, item: CheckItem, most: int = MOST) -> tuple[Proposal, ...]:
        """Up to `most` places in different articles, best first; none where no word is shared."""
        query = query_of(item)
        whole = self._whole.scores(query)
        units = iter(self._units.scores(query))
        ranked = []
        for number, paragraphs in enumerate(self._paragraphs):
            scores = [next(units) for _ in paragraphs]
            best = max(range(len(scores)), key=scores.__getitem__)
            score = _ARTICLE_SHARE * whole[number] + (1 - _ARTICLE_SHARE) * scores[best]
            if not query.asks_liability and self._punishes[number]:
                score *= _LIABILITY_SHARE
            ranked.append((-score, number, best))
        ranked.sort()
        worth = -ranked[0][0] * _WORTH_SHOWING if ranked else 0.0
        return tuple(
            self._proposal(query, -score, number, best)
            for score, number, best in ranked[:most]
            if -score > 0 and -score >= worth
        )

    def _proposal(self, query: Query, score: float, number: int, best: int) -> Proposal:
        place, _ = self._paragraphs[number][best]
        text = _text(self._articles[number])
        words, spans = self._whole.marked(query, text)
        return Proposal(place, round(score, 3), words, text, spans)


class _Index:
    """BM25 over a fixed set of texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [one_name(text) for text in texts]
        self._counts = [Counter(terms_of(text)) for text in texts]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._usual = sum(self._lengths) / len(texts) if texts else 1.0
        self._found_in = Counter(term for counts in self._counts for term in counts)

    def scores(self, query: Query) -> list[float]:
        """The score of every text, in order."""
        terms = [(term, weight * self._rarity(term)) for term, weight in query.terms.items()]
        phrases = [
            (phrase, weight * self._phrase_rarity(phrase)) for phrase, weight in query.phrases
        ]
        return [self._score(place, terms, phrases) for place in range(len(self._texts))]

    def _score(
        self,
        place: int,
        terms: Iterable[tuple[str, float]],
        phrases: Iterable[tuple[str, float]],
    ) -> float:
        counts, text = self._counts[place], self._texts[place]
        longer = 1 - _LENGTH + _LENGTH * self._lengths[place] / self._usual
        score = 0.0
        for term, weight in terms:
            if times := counts.get(term, 0):
                score += weight * times * (_SATURATION + 1) / (times + _SATURATION * longer)
        for phrase, weight in phrases:
            if phrase in text:
                score += weight
        return score

    def _rarity(self, term: str) -> float:
        return _idf(self._found_in.get(term, 0), len(self._texts))

    def _phrase_rarity(self, phrase: str) -> float:
        return _idf(sum(phrase in text for text in self._texts), len(self._texts))

    def marked(self, query: Query, text: str) -> tuple[tuple[str, ...], tuple[Span, ...]]:
        """The words of the query that stand in the text, longest first, and where."""
        hits = [False] * len(text)
        folded = one_name(text)
        for phrase, _ in query.phrases:
            _hit(hits, folded, phrase)
        for term in query.terms:
            if self._rarity(term) >= _RARE_ENOUGH:
                _hit(hits, folded, term)
        spans = _runs(hits)
        words = sorted({text[span.start : span.end] for span in spans}, key=lambda w: (-len(w), w))
        return tuple(words), spans


def _idf(found: int, count: int) -> float:
    return math.log(1 + (count - found + 0.5) / (found + 0.5))


def _text(article: Article) -> str:
    return article.text or article.digest


def _paragraphs(edition: Edition, article: Article) -> list[tuple[Citation, str]]:
    """The paragraphs with their places; an article without any is one."""
    found = [
        (paragraph_place(edition, article, each), words_of(each) or each.digest)
        for each in article.paragraphs
    ]
    return found or [(article_place(edition, article), _text(article))]


def _hit(hits: list[bool], text: str, form: str) -> None:
    start = text.find(form)
    while start >= 0:
        hits[start : start + len(form)] = [True] * len(form)
        start = text.find(form, start + 1)


def _runs(hits: Sequence[bool]) -> tuple[Span, ...]:
    spans = []
    start = None
    for place, hit in enumerate([*hits, False]):
        if hit and start is None:
            start = place
        elif not hit and start is not None:
            spans.append(Span(start, place))
            start = None
    return tuple(spans)
