# SPDX-License-Identifier: MIT
"""Keys and cards: hand out our own, accept another unit's after its fingerprint was read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.actions import own_organisation
from bizenv_desktop.domain.exchange.keys import (
    LARGEST_CARD,
    KeyCard,
    TrustedKey,
    card_text,
    is_below,
    same_fingerprint,
)
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.files import explain_os_error, safe_file_name, write_atomically
from bizenv_desktop.sync.cards import checked_card as checked_card
from bizenv_desktop.sync.cards import signed_card

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.storage import Store
    from bizenv_desktop.storage.key_shelf import OwnKey
    from bizenv_desktop.sync.receiving import Outcome

CARD_ENDING = ".bizkey"


def own_key(store: Store, now: datetime) -> OwnKey:
    """The key this database signs with, made now when there is none yet."""
    from bizenv_desktop.storage.key_shelf import OwnKey
    from bizenv_desktop.sync.signing import new_key

    own = store.keys.own()
    if own is None:
        secret, public = new_key()
        own = OwnKey(public, secret, now.isoformat(timespec="seconds"))
        store.keys.save_own(own)
    return own


def own_card(store: Store, now: datetime) -> KeyCard:
    """This unit's key card, signed; `UserError` before it is known whose database this is."""
    own = own_organisation(store)
    if own is None:
        raise UserError("还没有设定本单位，不能出密钥卡；请先在设置里选择本单位。")
    key = own_key(store, now)
    card = KeyCard(own.code, own.name, own.level, own.path, key.key, key.made)
    return signed_card(card, key)


def card_file_name(card: KeyCard) -> str:
    """红光镇_单位密钥卡.bizkey, safe on every file system."""
    return safe_file_name(f"{card.name}_单位密钥卡{CARD_ENDING}")


def export_card(store: Store, out: Path, now: datetime) -> KeyCard:
    """Write the unit's key card to `out`, a file or a folder; whole or not at all."""
    card = own_card(store, now)
    target = out / card_file_name(card) if out.is_dir() else out
    write_atomically(target, card_text(card).encode())
    return card


def read_card(path: Path) -> KeyCard:
    """A key card from its file, its own signature checked; `PackageError` when it is none."""
    try:
        if not path.is_file():
            raise PackageError(f"找不到密钥卡文件“{path}”；请检查文件名，或U盘是否已插好。")
        with path.open("rb") as file:
            content = file.read(LARGEST_CARD + 1)
    except OSError as error:
        raise PackageError(explain_os_error(error, path)) from error
    if len(content) > LARGEST_CARD:
        raise PackageError(f"“{path.name}”太大，不是单位密钥卡；请选择 {CARD_ENDING} 文件。")
    return checked_card(content.decode("utf-8", "replace"))


def enrol(
    store: Store, card: KeyCard, read_back: str, now: datetime, *, by: str = ""
) -> tuple[Outcome, ...]:
    """Accept a unit's key after `read_back`, the fingerprint heard from the unit itself.

    A unit below ours is put on the list of those that report here. What that key had sent before
    is taken out of quarantine; its outcomes are returned. `UserError` when the fingerprint is not
    the card's, or the unit is ours.
    """
    from bizenv_desktop.storage.key_shelf import Subordinate
    from bizenv_desktop.sync.receiving import accept_quarantined

    if not same_fingerprint(card.key, read_back):
        raise UserError(
            f"念来的指纹和{card.name}密钥卡上的不一样，没有登记；请再核对一遍，仍不一致就是卡被换过。"
        )
    own = own_organisation(store)
    if own is not None and own.code == card.organisation and store.keys.own() is not None:
        ours = store.keys.own()
        if ours is not None and ours.key == card.key:
            raise UserError("这是本单位自己的密钥卡，不用登记；请选择对方单位的密钥卡。")
    for known in store.keys.trusted():
        if known.card.key == card.key and known.card.organisation != card.organisation:
            raise UserError(f"这把密钥已登记给{known.card.name}，不能再登记给{card.name}；请核实。")
    key = TrustedKey(card, now.isoformat(timespec="seconds"), by.strip())
    store.keys.trust([(key, card_text(card))])
    store.keys.revoke(card.key, None)
    if own is not None and is_below(card.organisation, own.code):
        known_units = {unit.organisation.code for unit in store.keys.subordinates()}
        if card.organisation not in known_units:
            # a level between hands its townships' on and owes no self-check itself
            unit = Subordinate(card.owner, expected=card.level is Level.TOWNSHIP)
            store.keys.save_subordinates([unit], now.isoformat(timespec="seconds"))
    return accept_quarantined(store, key, now)
