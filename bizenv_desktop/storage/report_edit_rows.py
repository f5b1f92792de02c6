# SPDX-License-Identifier: MIT
"""The statements that keep what the clerk made of a report's paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from bizenv_desktop.domain.papers.report_draft import EditedParagraph
    from bizenv_desktop.storage.change import CheckKey

_WHERE = "WHERE organisation = ? AND period = ?"


def read_edits(connection: sqlite3.Connection, key: CheckKey) -> dict[str, EditedParagraph]:
    """The edits of a self-check's report by paragraph key."""
    from bizenv_desktop.domain.papers.report_draft import (
        EditedParagraph,  # a window starts without it
    )

    found = connection.execute(
        f"SELECT paragraph, text, based_on FROM report_edit {_WHERE} ORDER BY paragraph", key
    )
    return {
        row["paragraph"]: EditedParagraph(row["text"], row["based_on"]) for row in found.fetchall()
    }


def write_edit(
    connection: sqlite3.Connection, key: CheckKey, paragraph: str, edit: EditedParagraph | None
) -> None:
    """Put the edit in place of an earlier one; None removes it."""
    if edit is None:
        connection.execute(f"DELETE FROM report_edit {_WHERE} AND paragraph = ?", (*key, paragraph))
        return
    connection.execute(
        "INSERT INTO report_edit (organisation, period, paragraph, text, based_on)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (organisation, period, paragraph)"
        " DO UPDATE SET text = excluded.text, based_on = excluded.based_on",
        (*key, paragraph, edit.text, edit.based_on),
    )
