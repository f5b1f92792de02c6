# SPDX-License-Identifier: MIT
"""Everything `make` does: set up what is missing, then run, test, bench or freeze the program.

    python3 packaging/bootstrap.py run|test|bench|nightly|freeze

Standard library only, for any Python 3.8 or newer; the program itself runs in the .venv made here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import IO, TYPE_CHECKING

from bootstrap_env import ROOT, Stop, ensure_packages, ensure_venv
from bootstrap_freeze import check_frozen
from bootstrap_qt import PLUGINS, can_start, ensure_libraries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SAMPLE = ROOT / "sample-data"
SHOWN = ("sample.db", "整改清单.pdf", "window.png")


def run() -> int:
    """Open the window on the finished sample township; without a display leave its papers."""
    python = set_up("")
    platform = wanted_platform(os.environ)
    if platform != "offscreen":
        ensure_libraries(python, platform)
        if can_start(python, platform):
            return show_sample(python)
        print("The display does not answer; going on without it.", flush=True)
    ensure_libraries(python, "offscreen")
    return leave_sample(python)


def show_sample(python: Path) -> int:
    """Open the window on the sample; one that is there is kept with what was typed in it."""
    program = python.with_name("bizenv-desktop")
    database = SAMPLE / "sample.db"
    if not database.is_file() and (code := call([program, "sample", SAMPLE])):
        return code
    return call([program, "--db", database])


def leave_sample(python: Path) -> int:
    """Make the sample's database, papers and window picture, and say where they are."""
    code = call([python.with_name("bizenv-desktop"), "sample", SAMPLE], offscreen=True)
    if code:
        return code
    print("\nNo display. The finished sample township is here:")
    for name in SHOWN:
        print(f"  {SAMPLE / name}")
    missing = [name for name in SHOWN if not (SAMPLE / name).is_file()]
    if missing:
        raise Stop(f"{', '.join(missing)} was not made; this is a fault of the program.")
    return 0


def test() -> int:
    """Lint, types, layers and tests; all of them run, and any failure fails the whole.

    The tests of the window run beside everything else, in a process of their own: that halves the
    time on two cores. What they print comes last.
    """
    python = set_up("dev")
    ensure_libraries(python, "offscreen")
    pytest: list[str | Path] = [python, "-m", "pytest", "-q"]
    checks: dict[str, list[str | Path]] = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "lint-imports": [python.with_name("lint-imports"), "--no-logo"],
        "pytest without the window": [*pytest, "--ignore=tests/gui"],
    }
    failed = []
    with tempfile.TemporaryFile() as said:
        beside = start([*pytest, "-p", "no:cacheprovider", "tests/gui"], said)
        for name, command in checks.items():
            print(f"== {name}", flush=True)
            if call(command, offscreen=True):
                failed.append(name)
        print("== pytest of the window", flush=True)
        if beside.wait():
            failed.append("pytest of the window")
        said.seek(0)
        print(said.read().decode("utf-8", "replace"), flush=True)
    print(f"== failed: {', '.join(failed)}" if failed else "== all passed", flush=True)
    return 1 if failed else 0


def bench() -> int:
    """Run every tests/benchmarks/bench_*.py; the figures are ratios within one run."""
    python = set_up("dev")
    ensure_libraries(python, "offscreen")
    codes = []
    for script in sorted((ROOT / "tests" / "benchmarks").glob("bench_*.py")):
        print(f"== {script.stem}", flush=True)
        codes.append(call([python, script], offscreen=True))
    return max(codes, default=0)


def nightly() -> int:
    """The property tests alone, with the many examples of tests/hypothesis_profiles.py."""
    python = set_up("dev")
    ensure_libraries(python, "offscreen")
    os.environ["HYPOTHESIS_PROFILE"] = "nightly"
    # they take minutes each, longer than the watchdog of a hanging test waits
    patient = ["-m", "hypothesis", "-o", "faulthandler_timeout=0"]
    return call([python, "-m", "pytest", "-q", *patient], offscreen=True)


def freeze() -> int:
    """Build dist/bizenv-desktop, a folder that runs without Python, and see that it does."""
    python = set_up("build")
    for platform in PLUGINS:  # what is missing here would be missing in the folder
        ensure_libraries(python, platform)
    builder: list[str | Path] = [python, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR"]
    if code := call([*builder, "packaging/bizenv-desktop.spec"]):
        return code
    return check_frozen(ROOT / "dist" / "bizenv-desktop")


def set_up(extras: str) -> Path:
    """The .venv's interpreter, with the project and the packages of these extras installed."""
    python = ensure_venv()
    ensure_packages(python, extras)
    return python


def wanted_platform(environment: Mapping[str, str]) -> str:
    """The Qt platform a window would use here; offscreen when there is no display."""
    if sys.platform != "linux":
        return "native"
    if environment.get("DISPLAY"):
        return "xcb"
    return "wayland" if environment.get("WAYLAND_DISPLAY") else "offscreen"


def call(command: Sequence[str | Path], offscreen: bool = False) -> int:
    """Run a command in the project's folder and return its exit code."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=surroundings(offscreen),
        stdin=subprocess.DEVNULL,
    ).returncode


def start(command: Sequence[str | Path], out: IO[bytes]) -> subprocess.Popen[bytes]:
    """Begin a command offscreen in the project's folder; what it prints goes into `out`."""
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=surroundings(offscreen=True),
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
    )


def surroundings(offscreen: bool) -> dict[str, str]:
    """The environment of a command."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return environment


COMMANDS = {"run": run, "test": test, "bench": bench, "nightly": nightly, "freeze": freeze}


def main(arguments: list[str]) -> int:
    """Do what the one argument names; a Stop is one sentence and exit code 1."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"usage: bootstrap.py {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]]()
    except Stop as reason:
        print(reason, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
