# SPDX-License-Identifier: MIT
"""A key card made from a package rather than handed over: it bears no signature of its own.

The package's signature shows that whoever holds the key says it is that unit's; that it is, only
the fingerprint read back tells, as with any card. Handed on, the relay's signature vouches for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.keys import KeyCard

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.header import Header

_UNSIGNED = "0" * 128


def claimed_card(header: Header) -> KeyCard:
    """The card of the key that signed a package, as the package names its unit."""
    sender = header.sender
    return KeyCard(
        sender.code, sender.name, sender.level, sender.path, header.key, header.made, _UNSIGNED
    )


def is_claimed(card: KeyCard) -> bool:
    """Whether a card was made from a package."""
    return card.signature == _UNSIGNED
