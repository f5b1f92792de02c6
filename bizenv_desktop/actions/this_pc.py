# SPDX-License-Identifier: MIT
"""This PC as both front ends know it: its settings file, and the mark it leaves in packages."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from bizenv_desktop import settings
from bizenv_desktop.domain.text import clean_text
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import make_folder, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.settings import Settings
    from bizenv_desktop.sync.submitting import Device

LONGEST_NAME = 40
_NAMELESS = "本机"


def read_settings(folder: Path) -> Settings:
    """The settings kept in a folder; the defaults where there are none that can be read."""
    try:
        return settings.parse((folder / settings.FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return settings.Settings()


def keep_settings(folder: Path, values: Settings) -> None:
    """Keep the settings for the next start, or forget them where nothing can be written.

    A comfort is lost then, not work: nothing to interrupt anyone for.
    """
    with contextlib.suppress(OSError, UserError):
        make_folder(folder)
        write_atomically(folder / settings.FILE_NAME, settings.to_text(values).encode())


def device_of(identity: str, node: str) -> Device:
    """The PC with that mark; its name as a package says it, at most 40 characters in one line."""
    from bizenv_desktop.sync.submitting import Device

    name = " ".join(clean_text(node).split())[:LONGEST_NAME].rstrip()
    return Device(identity, name or _NAMELESS)
