# SPDX-License-Identifier: MIT
"""packaging/constraints.txt pins everything that gets installed, and nothing but exact versions."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> set[str]:
    return {plain(re.split(r"[\s\[<>=!~;(]", one, maxsplit=1)[0]) for one in requirements}


@pytest.fixture(scope="module")
def pins() -> dict[str, str]:
    lines = (ROOT / "packaging" / "constraints.txt").read_text().splitlines()
    found = [line.split("==") for line in lines if not line.startswith("#")]
    return {plain(name): version for name, version in found}


def test_every_line_is_an_exact_version_without_an_address() -> None:
    text = (ROOT / "packaging" / "constraints.txt").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line) for line in lines)
    assert lines == sorted(lines, key=lambda line: line.lower().split("=="))
    assert "://" not in text


def test_what_pyproject_asks_for_is_pinned(pins: dict[str, str]) -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = pyproject["project"]
    wanted = names(project["dependencies"]) | names(pyproject["build-system"]["requires"])
    for extra in project["optional-dependencies"].values():
        wanted |= names(extra)
    assert wanted - set(pins) == set()


def test_what_those_ask_for_in_turn_is_pinned(pins: dict[str, str]) -> None:
    unpinned = set()
    for name in pins:
        try:
            requirements = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # of the build backend, of freezing or of Windows only
        needed = [one for one in requirements if ";" not in one]
        unpinned |= names(needed) - set(pins) - {"pip"}  # every .venv has one of its own
    assert unpinned == set()
