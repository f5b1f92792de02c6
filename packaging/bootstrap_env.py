# SPDX-License-Identifier: MIT
"""The project's .venv: find a Python for it, create it, install the pinned packages once.

Standard library only, and in words an older Python understands: this file runs on whatever
`python3` the machine has, before anything is set up.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
CONSTRAINTS = "packaging/constraints.txt"
SUPPORTED = ((3, 11), (3, 12), (3, 13))
_NAMES = ("python3", "python3.13", "python3.12", "python3.11", "python")


class Stop(Exception):
    """Set-up cannot go on; the text is one sentence: what is missing and the command that helps."""


def venv_python(venv: Path = VENV) -> Path:
    """The interpreter inside a virtual environment, whether or not it exists."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ask(python: str | Path, code: str) -> str | None:
    """What a one-line program prints under that interpreter; None when it does not run."""
    try:
        answer = subprocess.run(
            [str(python), "-c", code], stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
    except OSError:
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def is_supported(python: str | Path) -> bool:
    """Whether this interpreter runs and is of a version the program supports."""
    answer = ask(python, "import sys; print(*sys.version_info[:2])")
    return answer is not None and tuple(map(int, answer.split())) in SUPPORTED


def find_python(names: tuple[str, ...] = _NAMES) -> str:
    """An interpreter to make the .venv with, one that can make it alone if there is a choice.

    Raises Stop when there is none of a supported version.
    """
    supported = [path for path in map(shutil.which, names) if path and is_supported(path)]
    if not supported:
        raise Stop(
            "bizenv-desktop needs Python 3.11, 3.12 or 3.13 and found none; install one "
            "(Debian, Ubuntu: sudo apt-get install -y python3 python3-venv) and run make again."
        )
    return next(filter(_has_venv, supported), supported[0])


def is_sound(venv: Path) -> bool:
    """Whether a .venv is there, runs a supported Python with pip, and lies where it was made."""
    python = venv_python(venv)
    return is_supported(python) and ask(python, "import pip") is not None and not _was_moved(venv)


def ensure_venv(venv: Path = VENV) -> Path:
    """Return the .venv's interpreter, after making the .venv anew unless it is sound."""
    python = venv_python(venv)
    if is_sound(venv):
        return python
    base = find_python()
    if not _has_venv(base):
        version = ask(base, "import sys; print('python%d.%d' % sys.version_info[:2])")
        apt_install([f"{version}-venv"], f"{base} cannot make virtual environments")
    print(f"Making {venv} with {base}", flush=True)
    if subprocess.run(
        [base, "-m", "venv", "--clear", str(venv)], stdin=subprocess.DEVNULL
    ).returncode:
        raise Stop(
            f"{base} -m venv failed, as it says above; repair that Python and run make again."
        )
    return python


def ensure_packages(python: Path, extras: str = "") -> None:
    """Install the project, editable, with its pinned packages; again only when a pin has changed.

    `extras` is "", "dev" or "dev,build". Raises Stop when pip fails.
    """
    stamp = python.parent.parent / f"installed-{extras.replace(',', '-') or 'run'}.stamp"
    digest = pins_digest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    print(
        "Installing the pinned packages into .venv; this takes a minute or two, once.", flush=True
    )
    target = f".[{extras}]" if extras else "."
    # relative, since pip splits these two at spaces; they pin the build backend as well
    pinned = {"PIP_CONSTRAINT": CONSTRAINTS, "PIP_BUILD_CONSTRAINT": CONSTRAINTS}
    command = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    finished = subprocess.run(
        [*command, "-c", CONSTRAINTS, "-e", target],
        cwd=ROOT,
        env={**os.environ, **pinned},
        stdin=subprocess.DEVNULL,
    )
    if finished.returncode:
        raise Stop(
            "pip could not install the packages, as it says above; "
            "check the network (or the package index pip is set to) and run make again."
        )
    stamp.write_text(digest)


def pins_digest(root: Path = ROOT) -> str:
    """A fingerprint of the files that say which packages are needed, and of where they are."""
    content = b"".join((root / name).read_bytes() for name in ("pyproject.toml", CONSTRAINTS))
    return hashlib.sha256(content + str(root).encode()).hexdigest()


def apt_install(packages: list[str], reason: str) -> None:
    """Install packages when root on a Debian-like system; otherwise Stop with the command."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    advice = f"{reason}; run: sudo {' '.join(command)} — and then make again."
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise Stop(advice)
    print(f"{reason}: installing {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # a machine that never ran it has no package lists; one that cannot may still have old ones
    for step in (["apt-get", "update"], command):
        code = subprocess.run(
            [*step, "-qq"], env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        ).returncode
    if code:
        raise Stop(advice)


def _has_venv(python: str) -> bool:
    """Debian ships venv without ensurepip, its other half, until python3-venv is installed."""
    return ask(python, "import ensurepip, venv") is not None


def _was_moved(venv: Path) -> bool:
    """Whether the folder was copied or renamed: its scripts then still point to the old place."""
    lines = (venv / "pyvenv.cfg").read_text().splitlines()
    made_by = [line for line in lines if line.startswith("command = ")]
    return any(not line.endswith((f" {venv}", f" {venv.resolve()}")) for line in made_by)
