# SPDX-License-Identifier: MIT
"""The system libraries Qt is linked against: found missing by loading, installed or named.

Standard library only; the loading is done by the .venv's interpreter in a process of its own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from bootstrap_env import Stop, apt_install

if TYPE_CHECKING:
    from pathlib import Path

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

PLUGINS = {  # other systems than Linux bring what Qt needs: their platform "native" has no entry
    "offscreen": "libqoffscreen.so",
    "xcb": "libqxcb.so",
    "wayland": "libqwayland-generic.so",
}

_LOAD = """
import ctypes, importlib.util, pathlib, sys
qt = pathlib.Path(importlib.util.find_spec("PySide6").submodule_search_locations[0], "Qt")
for path in (qt / "lib/libQt6Widgets.so.6", qt / "lib/libQt6PrintSupport.so.6",
             qt / "lib/libQt6Svg.so.6", qt / "plugins/platforms" / sys.argv[1]):
    try:
        ctypes.CDLL(str(path))
    except OSError as error:
        print(path, error, sep="\\t")
"""
_START = "import sys; from PySide6.QtGui import QGuiApplication; QGuiApplication(sys.argv)"


def missing_libraries(python: Path, platform: str) -> list[str]:
    """The libraries the system lacks for this Qt platform (offscreen, xcb, wayland), by soname."""
    if platform not in PLUGINS or sys.platform != "linux":
        return []
    loaded = _run([str(python), "-c", _LOAD, PLUGINS[platform]])
    if loaded.returncode:
        raise Stop("PySide6 cannot be found in .venv; delete .venv and run make again.")
    missing = set()
    for line in loaded.stdout.splitlines():
        path, _, error = line.partition("\t")
        missing.update(re.findall(r"^(\S+): cannot open shared object", error))
        # the loader names one library at a time, ldd all of them
        if shutil.which("ldd"):
            listed = _run(["ldd", path]).stdout
            missing.update(re.findall(r"^\s*(\S+) => not found", listed, re.MULTILINE))
        if not missing:
            raise Stop(f"Qt cannot be loaded: {error}; install what it names and run make again.")
    return sorted(missing)


def ensure_libraries(python: Path, platform: str) -> None:
    """Install what this Qt platform lacks, or Stop with one sentence that holds the command."""
    missing = missing_libraries(python, platform)
    if not missing:
        return
    reason = f"Qt needs system libraries that are missing ({', '.join(missing)})"
    unknown = [name for name in missing if name not in DEBIAN_PACKAGES]
    if unknown or not shutil.which("apt-get"):
        raise Stop(f"{reason}; {_other_advice(missing)} — and then make again.")
    apt_install(sorted({DEBIAN_PACKAGES[name] for name in missing}), reason)
    if left := missing_libraries(python, platform):
        raise Stop(f"Qt still misses {', '.join(left)}; install them and run make again.")


def can_start(python: Path, platform: str) -> bool:
    """Whether Qt really starts on this platform; a DISPLAY may be set and lead nowhere."""
    chosen = ["-platform", platform] if platform in PLUGINS else []
    try:
        return _run([str(python), "-c", _START, *chosen]).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _other_advice(missing: list[str]) -> str:
    """What to run where apt-get does not help: rpm systems install a library by its soname."""
    capabilities = " ".join(f"'{name}()(64bit)'" for name in missing)
    for tool in ("dnf", "zypper", "yum"):
        if shutil.which(tool):
            return f"run: sudo {tool} install -y {capabilities}"
    return "install them with the system's package manager"


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )
