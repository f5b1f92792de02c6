# SPDX-License-Identifier: MIT
"""A database that is made for what is about to be put into it, and goes again when that fails."""

from __future__ import annotations

import contextlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def opened_or_made(target: Path) -> Iterator[Store]:
    """The database at `target`, made when there is none; one that was made here goes on failure."""
    existed = target.exists()
    try:
        with Store.open(target, create=True) as store:
            yield store
    except BaseException:
        if not existed:
            for name in (target.name, f"{target.name}-wal", f"{target.name}-shm"):
                with contextlib.suppress(OSError):
                    target.with_name(name).unlink(missing_ok=True)
        raise
