# SPDX-License-Identifier: MIT
"""The only SQL: connections, schema, and one Store."""

from bizenv_desktop.storage.store import Change, CheckKey, Store

__all__ = ["Change", "CheckKey", "Store"]
