# SPDX-License-Identifier: MIT
"""Whose key signed a package, and whether a package of it is taken here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.keys import holding
from bizenv_desktop.domain.exchange.sight import Trust

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.storage import Store


def trust_of(store: Store, header: Header) -> Trust:
    """What is known of the key that signed a package."""
    own = store.keys.own()
    if own is not None and own.key == header.key:
        return Trust.OWN
    keys = store.keys.trusted()
    known = next((each for each in keys if each.card.key == header.key), None)
    if known is None:
        return Trust.UNKNOWN
    if header.key not in holding(keys):
        return Trust.REVOKED
    if known.card.organisation != header.sender.code:
        return Trust.FOREIGN
    return Trust.VOUCHED if known.vouched_by else Trust.TRUSTED
