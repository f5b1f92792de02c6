# SPDX-License-Identifier: MIT
"""What a new edition does to a citation of the old: it stands, moves, needs a look, is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.article_match import folded, match_articles
from bizenv_desktop.domain.regulations.node_words import (
    article_place,
    paragraphs_of,
    places_of,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.domain.regulations.compare import Comparison
    from bizenv_desktop.domain.regulations.regulation import Article, Citation


class EffectKind(StrEnum):
    """The four things that can happen to a citation."""

    STANDS = "stands"
    MOVED = "moved"
    REVIEW = "review"
    REPEALED = "repealed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    EffectKind.STANDS: "仍有效",
    EffectKind.MOVED: "条号变动",
    EffectKind.REVIEW: "须复查",
    EffectKind.REPEALED: "已废止",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What happened to `old`; `new` is where the new edition has the same words.

    For REVIEW it is only where to begin looking, None when even that is not known.
    """

    kind: EffectKind
    old: Citation
    new: Citation | None


class CitationEffects:
    """The effects of one comparison; made once, asked for each citation.

    The words cited decide, not their article's: an unchanged 款 of a changed article stands, or
    moves with it, also into another article.
    """

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._old = {place: folded(words_of(node)) for place, node in places_of(comparison.old)}
        self._new: dict[str, list[Citation]] = {}
        for place, node in places_of(comparison.new):
            self._new.setdefault(folded(words_of(node)), []).append(place)

    def on(self, citation: Citation) -> Effect:
        """The effect on a citation of the old edition; one of a place it lacks needs a look."""
        words = self._old.get(citation)
        change = self._comparison.by_old_place.get((citation.article, citation.insert))
        if not words or change is None:
            return Effect(EffectKind.REVIEW, citation, None)
        if same := self._same(citation, words, change.new):
            stands = replace(same, edition=citation.edition) == citation
            return Effect(EffectKind.STANDS if stands else EffectKind.MOVED, citation, same)
        place = self._like(citation, words, change.new)
        return Effect(EffectKind.REVIEW if place else EffectKind.REPEALED, citation, place)

    def _same(self, citation: Citation, words: str, became: Article | None) -> Citation | None:
        """Where the same words are: in the article it became, else anywhere if only once."""
        places = self._new.get(words, [])
        own = [place for place in places if became is not None and _is_in(place, became)]
        for place in own:
            if place == replace(
                citation, edition=place.edition, article=place.article, insert=place.insert
            ):
                return place
        candidates = own or places
        return candidates[0] if len(candidates) == 1 else None

    def _like(self, citation: Citation, words: str, became: Article | None) -> Citation | None:
        """Where to look for changed words: the paragraph most alike, else the article it became.

        An article that is gone leaves None: one whose words went nowhere is repealed.
        """
        if became is None:
            return None
        new = self._comparison.new
        place = article_place(new, became)
        if citation.paragraph is None or citation.subparagraph is not None:
            return place
        own = _most_alike(words, paragraphs_of(new, (became,)))
        return own or _most_alike(words, paragraphs_of(new, new.articles)) or place


def _is_in(place: Citation, article: Article) -> bool:
    return (place.article, place.insert) == (article.number, article.insert)


def _most_alike(words: str, candidates: Sequence[tuple[Citation, str]]) -> Citation | None:
    pairs = match_articles([words], [folded(text) for _, text in candidates])
    return candidates[pairs[0][1]][0] if pairs else None
