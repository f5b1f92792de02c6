# SPDX-License-Identifier: MIT
"""A finding's history in words: for the screen, the 销号单 and the dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.findings.lifecycle import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.findings.lifecycle import Event, Log
    from bizenv_desktop.domain.findings.looks import Look


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


def history_lines(log: Log, looks: tuple[Look, ...] = ()) -> tuple[HistoryLine, ...]:
    """Every event in the order it happened, also those taken back.

    Looks back stand behind the closing they went back to: nothing else can happen meanwhile.
    """
    return tuple(_lines(log, looks))


def _lines(log: Log, looks: tuple[Look, ...]) -> Iterator[HistoryLine]:
    for place, event in enumerate(log.events, 1):
        yield HistoryLine(
            f"{event.at:%Y-%m-%d %H:%M}",
            event.who,
            _what(event),
            event.words,
            event.step is not Step.TAKE_BACK and place not in log.places,
        )
        own = [look for look in looks if look.closing == place]
        if own:
            yield from _look_lines(own)


def _look_lines(looks: list[Look]) -> Iterator[HistoryLine]:
    from bizenv_desktop.domain.findings.looks import LookOutcome  # most findings have none

    for at, look in enumerate(looks):
        back = look.outcome is LookOutcome.TAKEN_BACK
        later = next((one for one in looks[at + 1 :] if one.after == look.after), None)
        what = f"销号后{look.after}天回头看"
        what = f"撤回{what}" if back else f"{what}（{look.day:%Y-%m-%d}）：{look.outcome.label}"
        gone = not back and later is not None  # another can only follow once it was taken back
        yield HistoryLine(f"{look.at:%Y-%m-%d %H:%M}", look.who, what, look.words, gone)


def _what(event: Event) -> str:
    if event.old_due is not None and event.new_due is not None:
        return f"延期（{event.old_due:%Y-%m-%d}改为{event.new_due:%Y-%m-%d}）"
    return event.step.label
