# SPDX-License-Identifier: MIT
"""Start a frozen program as a user would and see that it works: check, sample township, window."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from bootstrap_env import Stop

PAPERS = ("sample.db", "整改清单.pdf", "window.png")
STAYS_OPEN = 5
"""Seconds a window has to stay open: a program that cannot open one ends well before."""


def check_frozen(folder: Path) -> int:
    """Run the program in `folder`, in a home of its own; Stop says what failed."""
    name = "bizenv-desktop-cli.exe" if os.name == "nt" else "bizenv-desktop"
    program = folder / name
    with tempfile.TemporaryDirectory() as home:
        environment = clean_environment(home)
        sample = Path(home) / "sample"
        for arguments in (["check"], ["sample", sample], ["--db", sample / "sample.db", "check"]):
            command = [str(part) for part in (program, *arguments)]
            if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL).returncode:
                reports = [log.read_text("utf-8") for log in Path(home).rglob("*.log")]
                raise Stop("\n".join([*reports, f"The frozen program failed: {' '.join(command)}"]))
        missing = [paper for paper in PAPERS if not (sample / paper).is_file()]
        if missing:
            raise Stop(f"The frozen program did not make {', '.join(missing)}.")
        stay_open([str(program), "--db", str(sample / "sample.db")], environment)
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    size = sum(path.stat().st_size for path in files)
    print(f"{folder}: {size / 1e6:.0f} MB; check, sample and window work.")
    return 0


def stay_open(command: list[str], environment: dict[str, str]) -> None:
    """Open the window without a display; Stop when it closes by itself."""
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL) as window:
        try:
            code = window.wait(timeout=STAYS_OPEN)
        except subprocess.TimeoutExpired:
            window.terminate()
            return
    raise Stop(f"The frozen window closed by itself with exit code {code}.")


def clean_environment(home: str) -> dict[str, str]:
    """The environment of a user who has neither this project nor Python set up."""
    inherited = ("PATH", "SYSTEMROOT", "TEMP", "LANG")
    kept = {name: os.environ[name] for name in inherited if name in os.environ}
    return {**kept, "HOME": home, "USERPROFILE": home, "QT_QPA_PLATFORM": "offscreen"}
