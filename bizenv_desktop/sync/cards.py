# SPDX-License-Identifier: MIT
"""Key cards signed by the very key they show, and checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.keys import KeyCard, parse_card
from bizenv_desktop.errors import PackageError
from bizenv_desktop.sync.signing import sign, verify

if TYPE_CHECKING:
    from bizenv_desktop.storage.key_shelf import OwnKey

_CONTEXT = b"bizenv key card 1\x00"


def signed_card(card: KeyCard, key: OwnKey) -> KeyCard:
    """The card with its signature."""
    return replace(card, signature=sign(key.secret, card.signed_content, _CONTEXT).hex())


def checked_card(text: str) -> KeyCard:
    """A card from its text or the QR of a paper card, its own signature checked."""
    card = parse_card(text)
    if not verify(card.key, bytes.fromhex(card.signature), card.signed_content, _CONTEXT):
        raise PackageError("密钥卡被改动过，没有登记；请让对方重新导出密钥卡。")
    return card
