# SPDX-License-Identifier: MIT
"""Whether the program itself is whole: every part it brings along is used once."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bizenv_desktop import actions, sampling
from bizenv_desktop.actions.submission_actions import submit
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError
from bizenv_desktop.reports.preview import page_count, render_page
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.container import open_package
from bizenv_desktop.sync.submitting import Device

if TYPE_CHECKING:
    from bizenv_desktop.library import Library
    from bizenv_desktop.sampling import MadeSample

_PERIOD = Period.parse("2026Q4")


def check_program(library: Library) -> str:
    """Read all content, fill a sample database, score it twice, print it and send it up.

    Returns one sentence on what the program holds; `UserError` when a part is missing or wrong.
    Nothing is left behind.
    """
    try:
        pages = _use_everything(library)
    except OSError as error:
        raise UserError(f"程序自带的“{error.filename}”读不出来；请重新安装程序。") from error
    items = sum(len(entry.items) for entry in library.checklists)
    return (
        f"程序完好：条例及法规{len(library.editions)}部，自查表{len(library.checklists)}份"
        f"（{items}项），行政区划{len(library.divisions)}个，示例清单{pages}页。"
    )


def _use_everything(library: Library) -> int:
    """How many pages the sample's list has."""
    with TemporaryDirectory(prefix="bizenv-check-") as folder:
        made = sampling.make_sample(Path(folder), library, None, _PERIOD, seed=1)
        with Store.open(made.database, read_only=True) as store:
            faults = actions.check_database(store, _PERIOD.last_day).faults
        pdf = made.paper.read_bytes()
        _send(made, Path(folder))
    if faults:
        raise UserError(f"程序算出的示例不对（{faults[0]}）；请重新安装程序。")
    library.help_text()
    render_page(pdf, 0, 80)
    return page_count(pdf)


def _send(made: MadeSample, folder: Path) -> None:
    """Sign the sample into a package and verify it: the cryptography works here."""
    at = datetime.combine(_PERIOD.last_day, time(9))
    key = (made.organisation.code, made.period.code)
    with Store.open(made.database) as store:
        sent = submit(store, key, folder, Device("00000000", "check"), at)
    with open_package(sent.path) as package:
        package.core()
