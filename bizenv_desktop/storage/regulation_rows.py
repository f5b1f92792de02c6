# SPDX-License-Identifier: MIT
"""The statements that keep imported editions and confirmed citations, inside the Store's care.

A row that is no record raises ValueError, KeyError or TypeError; the Store says it in words.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bizenv_desktop.domain.record_json import from_json, to_json
from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation, ImportedEdition
from bizenv_desktop.domain.regulations.regulation import Edition

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from bizenv_desktop.domain.regulations.confirmed import CitationKey


def edition_from(row: sqlite3.Row) -> ImportedEdition:
    """An imported edition from its row; the slow part is reading its text."""
    return ImportedEdition(
        edition=from_json(Edition, row["content"]),
        source=row["source"],
        digest=row["digest"],
        imported=datetime.fromisoformat(row["imported"]),
        imported_by=row["imported_by"],
    )


def citation_from(row: sqlite3.Row) -> ConfirmedCitation:
    """A confirmed citation from its row."""
    place = Citation(
        row["edition"],
        row["article"],
        row["paragraph"],
        row["subparagraph"],
        insert=row["article_insert"],
        item=row["subparagraph_item"],
    )
    return ConfirmedCitation(
        checklist=row["checklist"],
        item=row["item"],
        place=place,
        confirmed_by=row["confirmed_by"],
        confirmed=datetime.fromisoformat(row["confirmed"]),
    )


def write_edition(connection: sqlite3.Connection, imported: ImportedEdition) -> None:
    """Keep an edition, in place of an earlier text of it; its citations stay."""
    connection.execute(
        "INSERT INTO imported_edition (id, content, source, digest, imported, imported_by)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET content = excluded.content,"
        " source = excluded.source, digest = excluded.digest, imported = excluded.imported,"
        " imported_by = excluded.imported_by",
        (
            imported.edition.id,
            to_json(imported.edition),
            imported.source,
            imported.digest,
            imported.imported.isoformat(),
            imported.imported_by,
        ),
    )


def delete_edition(connection: sqlite3.Connection, edition: str) -> frozenset[CitationKey]:
    """Forget an imported edition; returns the citations that went with it."""
    found = connection.execute(
        "SELECT checklist, item, edition FROM confirmed_citation WHERE edition = ?", (edition,)
    )
    gone = frozenset(tuple(row) for row in found.fetchall())
    connection.execute("DELETE FROM imported_edition WHERE id = ?", (edition,))
    return gone


def write_citations(
    connection: sqlite3.Connection, citations: Mapping[CitationKey, ConfirmedCitation | None]
) -> frozenset[CitationKey]:
    """Put the citations in place of those stored; None takes one away."""
    for key, citation in citations.items():
        connection.execute(
            "DELETE FROM confirmed_citation WHERE checklist = ? AND item = ? AND edition = ?", key
        )
        if citation is not None:
            connection.execute(_INSERT_CITATION, citation_values(citation))
    return frozenset(citations)


_INSERT_CITATION = (
    "INSERT INTO confirmed_citation (checklist, item, edition, article, article_insert, paragraph,"
    " subparagraph, subparagraph_item, confirmed_by, confirmed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def citation_values(citation: ConfirmedCitation) -> tuple[str | int | None, ...]:
    """In the order of the table's columns."""
    place = citation.place
    return (
        *citation.key,
        place.article,
        place.insert,
        place.paragraph,
        place.subparagraph,
        place.item,
        citation.confirmed_by,
        citation.confirmed.isoformat(),
    )
