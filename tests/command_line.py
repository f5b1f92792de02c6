# SPDX-License-Identifier: MIT
"""Running the program from its command line, in this process or in one of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import click

from bizenv_desktop.cli import cli, main

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

RUN = "from bizenv_desktop.cli import main; main()"
WITHOUT_QT = f"import sys; sys.modules['PySide6'] = None; {RUN}"
"""Any import of Qt fails."""


@dataclass(frozen=True)
class Outcome:
    """How a run ended and what it said."""

    code: int
    out: str
    err: str


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> Outcome:
    """Run a command in this process."""
    code: Any = None
    with patch.object(sys, "argv", ["bizenv-desktop", *map(str, arguments)]):
        try:
            main()
        except SystemExit as left:
            code = left.code
    said = capsys.readouterr()
    return Outcome(code, said.out, said.err)


def run_program(*arguments: object, program: str = RUN) -> Outcome:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], capture_output=True, check=False
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def every_command(
    group: click.Group = cli, above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command with the words it is called by, groups included."""
    for name, command in group.commands.items():
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*above, name))
