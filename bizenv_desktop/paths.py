# SPDX-License-Identifier: MIT
"""Where things lie: the program's own resources and the user's data folder."""

from __future__ import annotations

import sys
from pathlib import Path

from bizenv_desktop.errors import UserError


def resource_dir() -> Path:
    """The folder of built-in resources: frozen, beside the package, or inside a wheel."""
    package = Path(__file__).resolve().parent
    candidates = [package.parent / "resources", package / "resources"]
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        candidates.insert(0, Path(bundle) / "resources")
    for folder in candidates:
        if (folder / "regulations").is_dir():
            return folder
    raise UserError("程序自带的资料文件夹 resources 不见了，请重新安装程序。")


def data_dir() -> Path:
    """The user's own folder for databases and papers; not created here."""
    from platformdirs import user_data_path

    return user_data_path("bizenv-desktop", appauthor=False)


def config_dir() -> Path:
    """The folder of the program's settings on this PC; not created here."""
    from platformdirs import user_config_path

    return user_config_path("bizenv-desktop", appauthor=False)


def default_database() -> Path:
    """The database the window opens when none is named."""
    return data_dir() / "自查数据.db"
