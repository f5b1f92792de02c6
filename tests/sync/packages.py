# SPDX-License-Identifier: MIT
"""Packages made by hand, as an attacker with a key of his own would make them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import Header, header_bytes
from bizenv_desktop.sync.container import Sealed, assembled, open_package
from bizenv_desktop.sync.signing import sign

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from exchanging import Town


def parts(path: Path) -> tuple[Sealed, bytes, tuple[bytes, ...]]:
    """A whole package taken apart: its signed part, its core, its blobs."""
    with open_package(path) as package:
        blobs = tuple(package.blob(blob.sha256, 1 << 30) for blob in package.header.blobs)
        return package.sealed, package.core(), blobs


def resealed(
    town: Town,
    header: Header,
    core: bytes,
    carried: Iterable[bytes] = (),
    **changes: object,
) -> bytes:
    """The package with another core or header, honestly hashed and signed with the town's key."""
    with town.open() as store:
        own = store.keys.own()
    assert own is not None
    pinned = {"core_sha256": hashlib.sha256(core).hexdigest(), "core_size": len(core)}
    made = replace(header, **{**pinned, **changes})  # type: ignore[arg-type]
    signed = header_bytes(made)
    return assembled(Sealed(signed, made, sign(own.secret, signed)), core, carried)
