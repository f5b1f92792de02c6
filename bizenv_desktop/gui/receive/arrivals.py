# SPDX-License-Identifier: MIT
"""One package file in the list of those to be taken: as it is seen, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.heads import Revision, heads
from bizenv_desktop.domain.exchange.sight import Effect, effect_of
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.receive.rows_model import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from bizenv_desktop.domain.exchange.sight import Sight
    from bizenv_desktop.storage import Store
    from bizenv_desktop.sync.receiving import Outcome

_NOT_TAKEN = (Effect.KNOWN, Effect.REFUSED, Effect.ELSEWHERE)
_TONES = {
    Effect.FIRST: theme.GOOD,
    Effect.NEWER: theme.GOOD,
    Effect.SEVERAL: theme.GOOD,
    Effect.ANSWER: theme.GOOD,
    Effect.FORK: theme.WARN,
    Effect.OLDER: theme.WARN,
    Effect.QUARANTINE: theme.WARN,
    Effect.ELSEWHERE: theme.MUTED,
    Effect.KNOWN: theme.MUTED,
    Effect.REFUSED: theme.BAD,
}
_OUTCOME_TONES = {
    "taken": theme.GOOD,
    "known": theme.MUTED,
    "quarantined": theme.WARN,
    "refused": theme.BAD,
    "left": theme.MUTED,
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file and its `sight`, or in `fault` the sentence why it is no package."""

    path: Path
    sight: Sight | None = None
    fault: str = ""
    outcome: Outcome | None = None

    @property
    def can_be_taken(self) -> bool:
        """Whether there is anything to be got by taking it, as far as one sees."""
        return self.is_open and self.sight is not None and self.sight.effect not in _NOT_TAKEN

    @property
    def is_open(self) -> bool:
        """Whether it is still to be taken or looked into; so is one left when it was cancelled."""
        return self.outcome is None or self.outcome.taken.value == "left"

    @property
    def result(self) -> str:
        """What became of it, or what taking it would do, in words."""
        if self.outcome is not None:
            return _said(self.outcome)
        return self.fault if self.sight is None else self.sight.effect_words

    @property
    def tone(self) -> str:
        if self.outcome is not None:
            return theme.BAD if self.outcome.refused else _OUTCOME_TONES[self.outcome.taken.value]
        return theme.BAD if self.sight is None else _TONES[self.sight.effect]

    @property
    def facts(self) -> str:
        """All there is to know about it, several lines."""
        lines = [self.result]
        if self.sight is not None:
            sight = self.sight
            photos = f"，照片等附件{sight.photos}件" if sight.photos else ""
            lines += [
                f"{sight.unit}（{sight.header.sender.code}）　{sight.period_label}　"
                f"{sight.kind_label}第{sight.revision}版　核对码 {sight.code}",
                f"{_moment(sight)}在“{sight.made_on}”上做　{sight.size_label}{photos}　"
                f"密钥指纹 {sight.fingerprint}　{sight.trust.label}",
            ]
        return "\n".join((*lines, f"文件 {self.path}"))

    def row(self, *, ticked: bool | None = None) -> Row:
        """As it stands in the list; without `ticked` what can be taken is ticked."""
        if self.sight is None:
            cells = (self.path.name, "", "", "", "", self.result)
        else:
            sight = self.sight
            cells = (
                sight.header.sender.name,
                sight.period_label,
                f"第{sight.revision}版",
                f"{sight.made_at:%m-%d %H:%M} {sight.made_on}",
                sight.trust.label,
                self.result,
            )
        tick = (ticked if ticked is not None else True) if self.can_be_taken else None
        return Row(str(self.path), cells, self, self.tone, tick)


def _said(outcome: Outcome) -> str:
    """What became of it, and of what was refused within it, each by its name."""
    words = outcome.taken.label
    if outcome.reason:
        words += f"：{outcome.reason}"
    if outcome.inner:
        taken = sum(each.taken.value == "taken" for each in outcome.inner)
        words += f"，里面新收{taken}个，共{len(outcome.inner)}个"
        words += "".join(f"；{each.name}：{each.reason}" for each in outcome.refused if each.name)
    return words


def _moment(sight: Sight) -> str:
    made = sight.made_at
    return f"{made.year}年{made.month}月{made.day}日{made:%H:%M}"


def look_at(
    store: Store, paths: Iterable[Path], tick: Callable[[int, int], None]
) -> tuple[Arrival, ...]:
    """Each of these files as it is seen; what is no package is told, not raised."""
    from bizenv_desktop.actions.receiving_actions import look

    wanted, found = tuple(paths), []
    for done, path in enumerate(wanted):
        tick(done, len(wanted))
        try:
            found.append(Arrival(path, look(store, path)))
        except UserError as error:
            found.append(Arrival(path, fault=str(error)))
    return tuple(sorted(_among_each_other(store, found), key=_order))


def _among_each_other(store: Store, found: list[Arrival]) -> list[Arrival]:
    """The same, each seen beside what the others would do: three revisions make one that shows."""
    places: dict[tuple[str, str], list[Arrival]] = {}
    for each in found:
        header = each.sight.header if each.sight is not None and each.can_be_taken else None
        if header is not None and header.kind is PackageKind.SUBMISSION:
            places.setdefault((header.organisation, header.period), []).append(each)
    seen: dict[Path, Sight] = {}
    for place, group in places.items():
        sights = [each.sight for each in group if each.sight is not None]
        if len({sight.id for sight in sights}) < 2:
            continue
        standing = store.packages.standing(place)
        for sight in sights:
            if sight.trust.holds:
                seen[sight.path] = _beside(sight, sights, standing)
    return [replace(each, sight=seen.get(each.path, each.sight)) for each in found]


def _beside(sight: Sight, sights: list[Sight], standing: tuple[Revision, ...]) -> Sight:
    others = [
        Revision(each.id, each.header.revision, frozenset(each.header.ancestors))
        for each in sights
        if each.id != sight.id and each.trust.holds
    ]
    before = heads((*standing, *others))
    effect = effect_of(sight.header, sight.id, sight.trust, known=False, standing=before)
    return replace(sight, effect=effect, replaces=before[0].revision if before else 0)


def _order(arrival: Arrival) -> tuple[bool, str, str, int, str]:
    """What is no package first, then by unit, period and revision."""
    if arrival.sight is None:
        return (False, "", "", 0, arrival.path.name)
    header = arrival.sight.header
    return (True, header.sender.code, header.period, header.revision, arrival.path.name)


def told(outcomes: Iterable[Outcome]) -> str:
    """What became of all of them, in a sentence with the counts."""
    every = tuple(outcomes)
    counts = Counter(outcome.taken.value for outcome in every)
    inner = sum(len(outcome.inner) for outcome in every)
    words = [f"接收了{counts['taken']}个"]
    if inner:
        words.append(f"里面转来{inner}个上报包")
    if counts["known"]:
        words.append(f"以前收过{counts['known']}个")
    if counts["quarantined"]:
        words.append(f"暂存{counts['quarantined']}个（密钥未登记，请到“密钥”登记）")
    refused = sum(len(outcome.refused) for outcome in every)
    if refused:
        words.append(f"没有接收{refused}个（原因在表里，可以复制）")
    if counts["left"]:
        words.append(f"取消了，还剩{counts['left']}个没有接收")
    return "，".join(words) + "。"
