# SPDX-License-Identifier: MIT
"""The Store's methods on imported editions and the citations confirmed in them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from bizenv_desktop.storage.change import Change

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from bizenv_desktop.domain.regulations.confirmed import (
        CitationKey,
        ConfirmedCitation,
        ImportedEdition,
    )


class RegulationShelf(ABC):
    """What a Store does for the regulation desk; how it reads and writes is the Store's."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[sqlite3.Connection]: ...

    @abstractmethod
    def _reading(self) -> AbstractContextManager[None]: ...

    @abstractmethod
    def _all(self, sql: str, values: tuple[str | int, ...] = ()) -> list[sqlite3.Row]: ...

    def imported_editions(self) -> tuple[ImportedEdition, ...]:
        """Every imported edition with its text, by id."""
        found = self._all("SELECT * FROM imported_edition ORDER BY id")
        if not found:
            return ()
        from bizenv_desktop.storage import regulation_rows

        with self._reading():
            return tuple(regulation_rows.edition_from(row) for row in found)

    def keep_edition(
        self,
        imported: ImportedEdition,
        citations: Mapping[CitationKey, ConfirmedCitation | None] | None = None,
    ) -> Change:
        """Keep an imported text, in place of an earlier one, with what that does to citations."""
        from bizenv_desktop.storage import regulation_rows

        with self._writing() as connection:
            regulation_rows.write_edition(connection, imported)
            changed = regulation_rows.write_citations(connection, citations or {})
        return Change(editions=frozenset({imported.edition.id}), citations=changed)

    def forget_edition(self, edition: str) -> Change:
        """Forget an imported text with the citations confirmed in it."""
        from bizenv_desktop.storage import regulation_rows

        with self._writing() as connection:
            gone = regulation_rows.delete_edition(connection, edition)
        return Change(editions=frozenset({edition}), citations=gone)

    def citations(self) -> tuple[ConfirmedCitation, ...]:
        """Every confirmed citation, by checklist family, edition and item."""
        found = self._all("SELECT * FROM confirmed_citation ORDER BY checklist, edition, item")
        if not found:
            return ()
        from bizenv_desktop.storage import regulation_rows

        with self._reading():
            return tuple(regulation_rows.citation_from(row) for row in found)

    def save_citations(self, citations: Mapping[CitationKey, ConfirmedCitation | None]) -> Change:
        """Keep confirmed citations; None takes one back. Their editions must be imported."""
        from bizenv_desktop.storage import regulation_rows

        with self._writing() as connection:
            return Change(citations=regulation_rows.write_citations(connection, citations))
