# SPDX-License-Identifier: MIT
"""The only SQL: connections, schema, and one Store."""

from bizenv_desktop.storage.store import Change, Store

__all__ = ["Change", "Store"]
