# SPDX-License-Identifier: MIT
"""Which items a search finds: by words in them, or by the pinyin initials of their titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.pinyin import fold

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.pinyin import Initials
    from bizenv_desktop.domain.selfcheck import Answer


def finds(query: str, item: CheckItem, answer: Answer, initials: Initials) -> bool:
    """Whether every word of the query is in the item, its answer, or its title's initials."""
    if initials.matches(f"{item.code} {item.title}", query):
        return True
    text = fold("\n".join(_texts(item, answer)))
    return all(word in text for word in fold(query).split())


def _texts(item: CheckItem, answer: Answer) -> list[str]:
    texts = [item.code, item.title, item.standard, item.check, item.policy, *item.topic_words]
    texts += [kind.text for kind in item.deductions]
    texts += [answer.note, answer.evidence, answer.na_reason]
    for found in answer.occurrences:
        texts += [found.place, found.note]
    return texts
