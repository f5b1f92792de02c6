# SPDX-License-Identifier: MIT
"""A superior's lists: what was received, which keys wait, who reports here; and the inbox."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bizenv_desktop.actions import organisation_from_division, own_organisation
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.keys import is_below
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.exchange.receipt import Receipt, Standing, WaitingKey, fork_words
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from bizenv_desktop.domain.divisions import Divisions
    from bizenv_desktop.domain.exchange.keys import KeyCard
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.storage import Store
    from bizenv_desktop.storage.key_shelf import Subordinate

MOST_RECEIPTS = 5000
_INBOX = "receive_inbox"


@dataclass(frozen=True, slots=True)
class InboxChoice:
    """The shared folder that is watched, None for none; `auto` takes packages without asking."""

    folder: Path | None = None
    auto: bool = False


def inbox_choice(store: Store) -> InboxChoice:
    """Which folder this database watches."""
    found = store.setting(_INBOX)
    if not isinstance(found, dict) or not isinstance(found.get("folder"), str):
        return InboxChoice()
    folder = Path(found["folder"]) if found["folder"] else None
    return InboxChoice(folder, found.get("auto") is True)


def save_inbox(store: Store, choice: InboxChoice) -> Change:
    """Watch that folder from now on."""
    folder = str(choice.folder) if choice.folder else ""
    return store.save_setting(_INBOX, {"folder": folder, "auto": choice.auto})


def receipts(store: Store, most: int = MOST_RECEIPTS) -> tuple[Receipt, ...]:
    """What was received, the last first; our own packages are not among them."""
    records = [
        record for record in store.packages.records(most=most) if record.state != PackageState.OWN
    ]
    shown = store.packages.numbers_shown()
    forked = {
        revision.id
        for place, (_, others) in shown.items()
        if others
        for revision in store.packages.standing(place)
    }
    names = unit_names(store)
    unnamed = [record.id for record in records if record.sender not in names]
    headers = store.packages.headers({*unnamed, *(forked & {record.id for record in records})})
    return tuple(
        Receipt(
            record,
            names.get(record.sender) or headers[record.id].sender.name,
            _standing(record, shown.get((record.organisation, record.period)), forked),
            headers[record.id].device_name if record.id in headers else "",
        )
        for record in records
    )


def _standing(record: PackageRecord, head: tuple[int, int] | None, forked: set[str]) -> Standing:
    if record.state is PackageState.QUARANTINED:
        return Standing.WAITING
    if record.undone:
        return Standing.UNDONE
    if record.kind is not PackageKind.SUBMISSION:
        return Standing.KEPT
    if record.id in forked:
        return Standing.FORK
    return Standing.SHOWN if head is not None and head[0] == record.number else Standing.OLDER


def explain_fork(store: Store, receipt: Receipt) -> str:
    """What stands side by side for a unit's period, and who ends it."""
    place = (receipt.record.organisation, receipt.record.period)
    standing = [revision.id for revision in store.packages.standing(place)]
    headers = store.packages.headers(standing)
    return fork_words(
        receipt.unit, receipt.period_label, (headers[each] for each in standing if each in headers)
    )


def unit_names(store: Store) -> dict[str, str]:
    """By code the names of the units that are known here; the list goes before the key cards."""
    names = {key.card.organisation: key.card.name for key in store.keys.trusted()}
    for unit in store.keys.subordinates():
        names[unit.organisation.code] = unit.organisation.name
    return names


# -- keys that wait


def waiting_keys(store: Store) -> tuple[WaitingKey, ...]:
    """Keys that are not accepted here and sent something, in the order they first did."""
    by_key: dict[str, list[PackageRecord]] = {}
    for record in store.packages.quarantined():
        by_key.setdefault(record.key, []).append(record)
    headers = store.packages.headers(records[-1].id for records in by_key.values())
    return tuple(
        WaitingKey(headers[records[-1].id], tuple(records))
        for records in by_key.values()
        if records[-1].id in headers
    )


@dataclass(frozen=True, slots=True)
class Cards:
    """Key cards read from files: those to enrol, how many are enrolled already, what was wrong."""

    new: tuple[KeyCard, ...]
    known: int
    faults: tuple[str, ...]


def read_cards(store: Store, paths: Iterable[Path]) -> Cards:
    """Key cards from files; one that cannot be used is told in a sentence and left out."""
    from bizenv_desktop.actions.key_actions import read_card

    return _sorted(store, ((path.name, partial(read_card, path)) for path in paths))


def scanned_cards(store: Store, text: str) -> Cards:
    """Key cards as a scanner types the QR of paper cards, one a line; told like those of files."""
    from bizenv_desktop.actions.key_actions import checked_card

    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return _sorted(
        store, ((f"第{at}张", partial(checked_card, line)) for at, line in enumerate(lines, 1))
    )


def _sorted(store: Store, sources: Iterable[tuple[str, Callable[[], KeyCard]]]) -> Cards:
    trusted = {key.card.key for key in store.keys.trusted() if key.holds and not key.vouched_by}
    new: dict[str, KeyCard] = {}
    known, faults = 0, []
    for name, read in sources:
        try:
            card = read()
        except UserError as error:
            faults.append(f"{name}：{error}")
            continue
        if card.key in trusted:
            known += 1
        else:
            new[card.key] = card
    return Cards(tuple(new.values()), known, tuple(faults))


def card_doubts(store: Store, card: KeyCard) -> str:
    """What should make one look twice before a card is accepted, in a sentence; "" when nothing."""
    holders = [key.card for key in store.keys.trusted() if key.holds and key.card.key != card.key]
    same = [each for each in holders if each.organisation == card.organisation]
    named = unit_names(store).get(card.organisation, card.name)
    if named != card.name:
        return (
            f"代码{card.organisation}在这里是“{named}”，卡上写的却是“{card.name}”；"
            "不是同一个单位就不要登记，请让对方核对单位。"
        )
    if same:
        return (
            f"{card.name}已经登记过另一把密钥；换了电脑或重装过才会有新的，请在电话里问清楚，"
            "旧的不再用就停用它。"
        )
    own = own_organisation(store)
    if own is not None and own.code == card.organisation:
        return "卡上写的是本单位；只有本单位换了电脑才登记。"
    return ""


# -- who reports here


def divisions_below(divisions: Divisions, own: Organisation | None) -> tuple[Organisation, ...]:
    """The units of the division tree directly below ours."""
    if own is None or divisions.get(own.code) is None:
        return ()
    children = divisions.children(own.code)
    return tuple(organisation_from_division(divisions, child.code) for child in children)


def missing_below(store: Store, divisions: Divisions) -> tuple[Organisation, ...]:
    """Those of the units directly below ours that are not on the list."""
    known = {unit.organisation.code for unit in store.keys.subordinates()}
    below = divisions_below(divisions, own_organisation(store))
    return tuple(unit for unit in below if unit.code not in known)


def refuse_others(own: Organisation | None, units: Iterable[Organisation]) -> None:
    """`UserError` for a unit that cannot owe us a report: ourselves, or one of another county.

    A unit that is in no division tree may have units of the tree report to it.
    """
    if own is None:
        return
    for unit in units:
        if unit.code == own.code:
            raise UserError("本单位不用报给自己；请选择下级单位。")
        if own.code.isdigit() and not is_below(unit.code, own.code):
            raise UserError(
                f"{unit.full_name}（代码{unit.code}）不归{own.name}管，没有加入；请核对代码。"
            )


def add_units(store: Store, units: Sequence[Organisation], now: datetime) -> Change:
    """Put units on the list of those that report here; those on it stay as they are."""
    from bizenv_desktop.storage.key_shelf import Subordinate

    refuse_others(own_organisation(store), units)
    known = {unit.organisation.code for unit in store.keys.subordinates()}
    new = [Subordinate(unit) for unit in units if unit.code not in known]
    if not new:
        return Change()
    return store.keys.save_subordinates(new, now.isoformat(timespec="seconds"))


def put_back(store: Store, units: Sequence[Subordinate], now: datetime) -> Change:
    """Put units on the list just as they were."""
    return store.keys.save_subordinates(units, now.isoformat(timespec="seconds"))


def take_off(store: Store, codes: Iterable[str]) -> Change:
    """Take units off the list; what they sent and their keys stay."""
    change = Change()
    for code in codes:
        change |= store.keys.forget_subordinate(code)
    return change


def expect(store: Store, units: Sequence[Subordinate], *, expected: bool, now: datetime) -> Change:
    """Say whether units owe a report."""
    changed = [replace(unit, expected=expected) for unit in units]
    return store.keys.save_subordinates(changed, now.isoformat(timespec="seconds"))
