# SPDX-License-Identifier: MIT
"""The kinds of norms and which of them prevails where they conflict."""

from __future__ import annotations

from enum import StrEnum


class LegalRank(StrEnum):
    """What kind of norm it is; superiority is partial (立法法 articles 99, 100 and 102)."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    LOCAL_REGULATION = "local_regulation"
    PARTY_REGULATION = "party_regulation"
    LOCAL_RULE = "local_rule"
    RULE = "rule"

    @property
    def label(self) -> str:
        return _RANK_LABELS[self]

    def is_superior(self, other: LegalRank) -> bool:
        """Whether this kind prevails over the other where they conflict.

        Departmental rules stand neither above nor below local regulations and local rules, and
        party regulations are outside the order: two ranks may each be not superior to the other.
        """
        return other in _PREVAILS_OVER[self]


_RANK_LABELS = {
    LegalRank.LAW: "法律",
    LegalRank.ADMINISTRATIVE_REGULATION: "行政法规",
    LegalRank.LOCAL_REGULATION: "地方性法规",
    LegalRank.PARTY_REGULATION: "党内法规",
    LegalRank.LOCAL_RULE: "地方政府规章",
    LegalRank.RULE: "部门规章",
}

_LOCAL_AND_RULES = frozenset({LegalRank.LOCAL_REGULATION, LegalRank.LOCAL_RULE, LegalRank.RULE})

_PREVAILS_OVER: dict[LegalRank, frozenset[LegalRank]] = {
    LegalRank.LAW: _LOCAL_AND_RULES | {LegalRank.ADMINISTRATIVE_REGULATION},
    LegalRank.ADMINISTRATIVE_REGULATION: _LOCAL_AND_RULES,
    LegalRank.LOCAL_REGULATION: frozenset({LegalRank.LOCAL_RULE}),
    LegalRank.PARTY_REGULATION: frozenset(),
    LegalRank.LOCAL_RULE: frozenset(),
    LegalRank.RULE: frozenset(),
}
