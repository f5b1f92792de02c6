# SPDX-License-Identifier: MIT
"""Set-up: which Python, which packages, which system libraries, and the sentence when one lacks."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import bootstrap
import bootstrap_env
import bootstrap_qt
import pytest
from bootstrap_env import Stop

ROOT = Path(__file__).resolve().parents[2]
ME = Path(sys.executable)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="system libraries of Linux")


def program(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_this_python_is_supported() -> None:
    assert bootstrap_env.is_supported(ME)


@pytest.mark.parametrize("answer", ["echo 3 10", "echo 3 14", "exit 1", "echo"])
def test_other_pythons_are_not(tmp_path: Path, answer: str) -> None:
    assert not bootstrap_env.is_supported(program(tmp_path, "python3", answer))


def test_a_missing_python_is_not_supported(tmp_path: Path) -> None:
    assert not bootstrap_env.is_supported(tmp_path / "nothing")


def test_the_first_supported_python_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "python3", "echo 3 9")
    wanted = program(tmp_path, "python3.12", f'exec "{ME}" "$@"')
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bootstrap_env.find_python() == str(wanted)


def test_no_python_stops_with_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Stop, match=r"needs Python 3\.11, 3\.12 or 3\.13 .* run make again"):
        bootstrap_env.find_python()


def test_a_venv_is_made_once_and_is_not_sound_after_it_was_moved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    venv = tmp_path / "first" / ".venv"
    assert not bootstrap_env.is_sound(venv)
    python = bootstrap_env.ensure_venv(venv)
    assert bootstrap_env.ask(python, "print('works')") == "works"
    assert "Making" in capsys.readouterr().out

    assert bootstrap_env.ensure_venv(venv) == python
    assert capsys.readouterr().out == ""

    venv.parent.rename(tmp_path / "second")
    assert not bootstrap_env.is_sound(tmp_path / "second" / ".venv")


def test_packages_are_not_installed_again_while_the_pins_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = program(tmp_path / "bin", "python", "exit 1")
    (tmp_path / "installed-dev.stamp").write_text(bootstrap_env.pins_digest())
    bootstrap_env.ensure_packages(broken, "dev")
    assert capsys.readouterr().out == ""


def test_a_failing_pip_stops_and_leaves_no_stamp(tmp_path: Path) -> None:
    broken = program(tmp_path / "bin", "python", "exit 1")
    with pytest.raises(Stop, match="pip could not install"):
        bootstrap_env.ensure_packages(broken, "dev")
    assert list(tmp_path.glob("*.stamp")) == []


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/constraints.txt"])
def test_the_digest_follows_each_pin_and_the_place(tmp_path: Path, changed: str) -> None:
    (tmp_path / "packaging").mkdir()
    for name in ("pyproject.toml", "packaging/constraints.txt"):
        (tmp_path / name).write_text("a")
    before = bootstrap_env.pins_digest(tmp_path)
    assert before == bootstrap_env.pins_digest(tmp_path)
    (tmp_path / changed).write_text("b")
    assert bootstrap_env.pins_digest(tmp_path) != before


def test_without_rights_the_exact_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no apt-get here
    with pytest.raises(Stop) as stop:
        bootstrap_env.apt_install(["libegl1", "libgl1"], "Qt needs them")
    wanted = "sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    assert wanted in str(stop.value)
    assert str(stop.value).startswith("Qt needs them; run: ")


@linux_only
def test_nothing_is_missing_where_the_window_tests_run() -> None:
    assert bootstrap_qt.missing_libraries(ME, "offscreen") == []
    assert bootstrap_qt.can_start(ME, "offscreen")


@linux_only
def test_a_display_that_leads_nowhere_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    assert not bootstrap_qt.can_start(ME, "xcb")


@linux_only
def test_all_missing_libraries_are_named_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = "libxcb-icccm.so.4: cannot open shared object file: No such file or directory"
    python = program(tmp_path, "python", f"printf '/qt/libqxcb.so\\t{error}\\n'")
    program(tmp_path, "ldd", "printf '\\tlibxcb-cursor.so.0 => not found\\n'")
    program(tmp_path, "dnf", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    missing = ["libxcb-cursor.so.0", "libxcb-icccm.so.4"]
    assert bootstrap_qt.missing_libraries(python, "xcb") == missing
    with pytest.raises(Stop) as stop:
        bootstrap_qt.ensure_libraries(python, "xcb")
    command = "sudo dnf install -y 'libxcb-cursor.so.0()(64bit)' 'libxcb-icccm.so.4()(64bit)'"
    assert command in str(stop.value)


@linux_only
def test_another_loading_error_is_passed_on(tmp_path: Path) -> None:
    python = program(tmp_path, "python", "printf '/qt/x.so\\twrong ELF class\\n'")
    with pytest.raises(Stop, match="wrong ELF class"):
        bootstrap_qt.missing_libraries(python, "offscreen")


@linux_only
def test_a_venv_without_qt_is_named(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="PySide6 cannot be found"):
        bootstrap_qt.missing_libraries(program(tmp_path, "python", "exit 1"), "offscreen")


@linux_only
@pytest.mark.parametrize(
    ("environment", "platform"),
    [
        ({}, "offscreen"),
        ({"DISPLAY": ""}, "offscreen"),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "xcb"),
    ],
)
def test_the_display_decides_the_platform(environment: dict[str, str], platform: str) -> None:
    assert bootstrap.wanted_platform(environment) == platform


def test_an_unknown_command_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["fly"]) == 2
    assert "run|test" in capsys.readouterr().err


def test_make_help_lists_every_command() -> None:
    shown = subprocess.run(
        ["make", "-C", str(ROOT), "help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MAKEFLAGS": ""},
    ).stdout
    assert {f"make {name}" for name in ("help", *bootstrap.COMMANDS)} == {
        line.strip().split("\t")[0] for line in shown.splitlines() if line.startswith("  make")
    }


def test_ci_runs_what_a_developer_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "exec make test" in script.read_text()
