# SPDX-License-Identifier: MIT
"""Which packages of another PC of our unit were brought together with what stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bizenv_desktop.storage import Store

MERGED = "merged_packages"
"""The setting that keeps them: when, by id."""


def merged_packages(store: Store) -> dict[str, str]:
    """The packages brought together with ours: when, by id."""
    kept = store.setting(MERGED)
    return kept if isinstance(kept, dict) else {}
