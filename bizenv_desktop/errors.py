# SPDX-License-Identifier: MIT
"""The two kinds of trouble: what a user can act on, and (everything else) our own bugs."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can put right; its text is one Chinese sentence on what to do."""


class ContentError(UserError):
    """A regulation or checklist file is refused; names the file, the item and the reason."""

    def __init__(self, file: str, where: str, reason: str) -> None:
        self.file = file
        self.where = where
        self.reason = reason
        place = f"{file} {where}".strip()
        super().__init__(f"{place}：{reason}。")


class DatabaseError(UserError):
    """The database file cannot be used as it is: missing, locked, damaged, foreign, newer, full."""


class Cancelled(Exception):
    """The user cancelled long work; nothing was written."""


class PackageError(UserError):
    """A package cannot be taken as it is: damaged, foreign, newer, forged, of an unknown key."""
