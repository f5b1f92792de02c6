# SPDX-License-Identifier: MIT
"""The Store's doors to what travels between levels, each opened when it is first asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bizenv_desktop.storage.consolidation_rows import ConsolidationShelf
    from bizenv_desktop.storage.key_shelf import KeyShelf
    from bizenv_desktop.storage.package_shelf import PackageShelf
    from bizenv_desktop.storage.review_shelf import ReviewShelf


class ExchangeShelves(ABC):
    """What a Store does for 报送; how it reads and writes is the Store's."""

    path: Path

    @abstractmethod
    def _writing(self) -> AbstractContextManager[sqlite3.Connection]: ...

    @abstractmethod
    def _reading(self) -> AbstractContextManager[None]: ...

    @abstractmethod
    def _all(self, sql: str, values: tuple[str | int, ...] = ()) -> list[sqlite3.Row]: ...

    @property
    def packages(self) -> PackageShelf:
        """Packages made and received, and which of them stand."""
        from bizenv_desktop.storage.package_shelf import PackageShelf  # a start does without

        return PackageShelf(self.path, self._writing, self._reading, self._all)

    @property
    def keys(self) -> KeyShelf:
        """Our own key, the keys accepted for other units, and the units that report here."""
        from bizenv_desktop.storage.key_shelf import KeyShelf

        return KeyShelf(self._writing, self._reading, self._all)

    @property
    def reviews(self) -> ReviewShelf:
        """What this unit, as a superior, says of other units' self-checks."""
        from bizenv_desktop.storage.review_shelf import ReviewShelf

        return ReviewShelf(self._writing, self._reading, self._all)

    @property
    def consolidation(self) -> ConsolidationShelf:
        """Figures over many units, from what was worked out when their packages came."""
        from bizenv_desktop.storage.consolidation_rows import ConsolidationShelf

        return ConsolidationShelf(self._reading, self._all)
