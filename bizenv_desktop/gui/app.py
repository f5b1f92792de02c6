# SPDX-License-Identifier: MIT
"""The entry to the window."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def run(database: Path | None = None) -> int:
    """Open the window on `database`, on this PC's own one when None; returns the exit code.

    A database that cannot be used is told in a message box, exit code 1.
    """
    # starting makes much and drops nothing: collecting meanwhile costs a tenth of the time, so it
    # waits until the window is painted
    gc.disable()
    from bizenv_desktop.gui.start import start

    return start(database)
