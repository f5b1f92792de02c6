# SPDX-License-Identifier: MIT
"""Processes of their own: to be killed, or to have no more rights than a clerk."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2


def _obey_permissions() -> None:
    """Take from an administrator, before the program starts, the right to pass permissions."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
        if libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")


def start(script: str, *arguments: Path | str) -> subprocess.Popen[str]:
    """Run a Python script, its output to be read line by line."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def run_as_clerk(script: str, *arguments: Path | str) -> str:
    """What a script prints that is run without the rights of an administrator."""
    is_root = sys.platform == "linux" and os.geteuid() == 0
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        preexec_fn=_obey_permissions if is_root else None,
    )
    return done.stdout.strip()
