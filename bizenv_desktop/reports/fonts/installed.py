# SPDX-License-Identifier: MIT
"""Official faces installed on this PC, found by their usual file names.

Which faces count as official for a role: GB/T 9704-2012 (小标宋, 仿宋, 楷体, 黑体, 宋体) and the
names under which Windows, WPS and the domestic Linux systems install them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bizenv_desktop.reports.fonts.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# file names in lower case without their ending, best first; of a collection the first face counts
OFFICIAL: Mapping[Role, tuple[str, ...]] = {
    Role.TITLE: (
        "fzxbsjw",
        "fzxbs_gbk",
        "fzxbsk",
        "方正小标宋简体",
        "方正小标宋_gbk",
        "方正小标宋gbk",
    ),
    Role.BODY: ("simsun", "宋体"),
    Role.FANGSONG: (
        "仿宋_gb2312",
        "fangsong_gb2312",
        "simfang_gb2312",
        "simfang",
        "fangsong",
        "仿宋",
    ),
    Role.KAI: ("楷体_gb2312", "kaiti_gb2312", "simkai_gb2312", "simkai", "kaiti", "楷体"),
    Role.HEI: ("simhei", "黑体"),
}
ENDINGS = (".ttf", ".ttc")


def font_folders() -> list[Path]:
    """Return the folders in which this system keeps fonts, the user's own last."""
    if sys.platform == "win32":
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
        local = os.environ.get("LOCALAPPDATA")
        return folders + ([Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else [])
    home = Path.home()
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local" / "share" / "fonts",
        home / ".fonts",
    ]


def official_files(folders: Iterable[Path]) -> dict[Role, tuple[Path, ...]]:
    """Return for each role the files that may hold an official face, best first; none is opened."""
    found: dict[str, Path] = {}
    for folder in folders:
        for parent, children, files in os.walk(folder):
            children.sort()
            for name in sorted(files):
                stem, ending = os.path.splitext(name.lower())  # noqa: PTH122  walk gives strings
                if ending in ENDINGS:
                    found.setdefault(stem, Path(parent, name))
    return {
        role: tuple(found[stem] for stem in stems if stem in found)
        for role, stems in OFFICIAL.items()
    }
