# SPDX-License-Identifier: MIT
"""A finding's history in words: for the screen, the 销号单 and the dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.findings.lifecycle import Step

if TYPE_CHECKING:
    from bizenv_desktop.domain.findings.lifecycle import Event, Log


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step: when (2026-11-23 14:32), who, what, with what words.

    `taken_back` says that it no longer holds.
    """

    when: str
    who: str
    what: str
    words: str
    taken_back: bool

    @property
    def text(self) -> str:
        """The whole line."""
        line = f"{self.when}　{self.who}　{self.what}"
        if self.words:
            line += f"：{self.words}"
        return f"{line}（已撤回）" if self.taken_back else line


def history_lines(log: Log) -> tuple[HistoryLine, ...]:
    """Every event in the order it happened, also those taken back."""
    holding = _holding(log)
    return tuple(
        HistoryLine(
            f"{event.at:%Y-%m-%d %H:%M}",
            event.who,
            _what(event),
            event.words,
            event.step is not Step.TAKE_BACK and at not in holding,
        )
        for at, event in enumerate(log.events)
    )


def _holding(log: Log) -> frozenset[int]:
    """Places of the events that hold."""
    kept: list[int] = []
    for at, event in enumerate(log.events):
        if event.step is Step.TAKE_BACK:
            kept = kept[:-1]
        else:
            kept.append(at)
    return frozenset(kept)


def _what(event: Event) -> str:
    if event.old_due is not None and event.new_due is not None:
        return f"延期（{event.old_due:%Y-%m-%d}改为{event.new_due:%Y-%m-%d}）"
    return event.step.label
