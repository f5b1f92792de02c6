# SPDX-License-Identifier: MIT
"""A part of the store with an object of its own: packages, keys, reviews, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from contextlib import AbstractContextManager


class Shelf:
    """Made by the Store, which lends it its ways of writing and reading."""

    def __init__(
        self,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
        reading: Callable[[], AbstractContextManager[None]],
        query: Callable[..., list[sqlite3.Row]],
    ) -> None:
        self._writing = writing
        self._reading = reading
        self._query = query
