# SPDX-License-Identifier: MIT
"""What another PC of our own unit sent: opened, compared with what stands here, its key enrolled.

`take_other` opens its submission (the way out of a fork), its part of the work handed back, and
work handed out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bizenv_desktop.actions.key_actions import CARD_ENDING
from bizenv_desktop.actions.merge_actions import own_unit, plan_merge
from bizenv_desktop.actions.share_actions import SHARES, kept_shares, shares
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.errors import PackageError, UserError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.actions.merge_actions import MergePlan
    from bizenv_desktop.domain.exchange.shares import SharedOut, Shares
    from bizenv_desktop.storage import Store
    from bizenv_desktop.sync.own_packages import OwnPackage

_MOST_CARDS = 50


def take_other(store: Store, path: Path, now: datetime) -> MergePlan:
    """Open a package of our own unit's other PC: what differs from here; writes nothing.

    `UnknownKeyError` when its key is neither ours nor enrolled for our unit; `PackageError` for
    another unit's, for a kind that cannot be merged, and for content that does not agree.
    """
    from bizenv_desktop.sync.container import open_package
    from bizenv_desktop.sync.own_packages import check_own_key, read_own

    kinds = (PackageKind.SUBMISSION, PackageKind.SHARE_RETURN, PackageKind.SHARE)
    with open_package(path) as package:
        if package.header.kind not in kinds:
            label = package.header.kind.label
            raise PackageError(f"这是{label}，不能合并；请选择另一台电脑的上报包或交回包。")
        check_own_key(store, package.header, own_unit(store))
        own = read_own(package, kinds)
    if own.header.kind is PackageKind.SHARE_RETURN:
        return _returned(store, path, own, now)
    return plan_merge(store, path, own, now.date())


def _returned(store: Store, path: Path, own: OwnPackage, now: datetime) -> MergePlan:
    found = shares(store)
    before = set(own.header.ancestors)
    entry = next((each for each in reversed(found.out) if each.package in before), None)
    if entry is None:
        raise PackageError("这个交回包不是本机分出去的，没有打开；请到分出的那台电脑上收回。")
    scope = tuple(code for code in own.header.scope if code in _scope_of(found, before))
    plan = plan_merge(store, path, own, now.date(), within=scope)
    out = tuple(
        replace(each, returned=(*each.returned, own.id))
        if each.package in before and own.id not in each.returned
        else each
        for each in found.out
    )
    notes = (*plan.notes, *_return_notes(found, entry, scope))
    return replace(plan, notes=notes, settings={SHARES: kept_shares(replace(found, out=out))})


def _scope_of(found: Shares, packages: set[str]) -> frozenset[str]:
    """What was handed out in these packages: nothing else is taken back from them."""
    return frozenset(code for each in found.out if each.package in packages for code in each.scope)


def _return_notes(found: Shares, entry: SharedOut, scope: tuple[str, ...]) -> tuple[str, ...]:
    notes = []
    later = [
        each
        for each in found.out
        if each.key == entry.key and each.at > entry.at and set(each.scope) & set(scope)
    ]
    if later:
        notes.append(
            f"这是{entry.at[:10]}那次分工的交回包，此后{'、'.join(later[-1].scope)}"
            f"又于{later[-1].at[:10]}分给了{later[-1].to}；请看清再取对方的。"
        )
    elif entry.off:
        notes.append(f"这次分工已于{entry.off[:10]}取消，交回的内容仍可以逐项选择。")
    return tuple(notes)


def card_of(path: Path, key: str) -> Path | None:
    """The key card of that key, lying beside a package as `hand_back` puts it there."""
    from bizenv_desktop.actions.key_actions import read_card

    beside = [path.with_suffix(CARD_ENDING)]
    beside += sorted(path.parent.glob(f"*{CARD_ENDING}"))[:_MOST_CARDS]
    for each in beside:
        try:
            if read_card(each).key == key:
                return each
        except UserError:
            continue
    return None


def enrol_other(store: Store, path: Path, read_back: str, now: datetime) -> None:
    """Believe our unit's other PC from now on, once its fingerprint was read back.

    Its card lies beside the package. `UserError` when it does not, is another unit's, or the
    fingerprint is not the card's.
    """
    from bizenv_desktop.actions.key_actions import enrol, read_card
    from bizenv_desktop.sync.container import open_package

    with open_package(path) as package:
        header = package.header
    found = card_of(path, header.key)
    if found is None:
        raise UserError(
            "包的旁边没有那台电脑的密钥卡；请让那台电脑重新交回，密钥卡会一起写到U盘上。"
        )
    card = read_card(found)
    if card.organisation != own_unit(store):
        raise PackageError(f"旁边的密钥卡是{card.name}的，不是本单位的，没有登记；请核实。")
    enrol(store, card, read_back, now)
