# SPDX-License-Identifier: MIT
"""The sample superior: a county's database with what its townships sent up, all of it made up.

Most of its townships reported, one of them twice and one from two PCs that did not know of each
other; the last ones did not, so that the wall has something to show.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import shutil
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bizenv_desktop import actions
from bizenv_desktop.actions.key_actions import enrol, own_card
from bizenv_desktop.actions.receiving_actions import receive
from bizenv_desktop.actions.submission_actions import submit
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import explain_os_error, make_folder
from bizenv_desktop.sampling import (
    DATABASE_NAME,
    SAMPLE_CHECKLIST,
    fill_two_periods,
    make_way,
)
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.submitting import Device

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.period import Period
    from bizenv_desktop.library import Library

MOST_TOWNS, SILENT_TOWNS = 12, 2
_TWICE, _FORKED = 1, 3  # which township sent twice, which from two PCs
_OFFICE, _WINDOW = Device("5a3b1c0d", "办公室电脑"), Device("9f8e7d6c", "窗口电脑")


@dataclass(frozen=True, slots=True)
class MadeSuperior:
    """Whose sample it is, where it lies, and how many townships are in it."""

    organisation: Organisation
    period: Period
    database: Path
    expected: int
    reported: int


def make_superior_sample(
    folder: Path, library: Library, code: str, period: Period, seed: int
) -> MadeSuperior:
    """Write a county's database into `folder`: same arguments, same packages.

    An earlier sample is replaced, any other database of that name refused. `UserError` for a unit
    that is no county with townships.
    """
    county = replace(actions.organisation_from_division(library.divisions, code), sample=True)
    children = library.divisions.children(code)
    towns = [each for each in children if each.level is Level.TOWNSHIP][:MOST_TOWNS]
    if county.level is not Level.COUNTY or not towns:
        raise UserError(
            f"示例可以用乡镇或县（区）的代码生成，{county.name}不是；请换一个代码再试。"
        )
    make_folder(folder)
    database = folder / DATABASE_NAME
    make_way(database)
    temporary = folder / f".~{secrets.token_hex(6)}.tmp"
    try:
        with Store.open(temporary, create=True) as store, TemporaryDirectory() as place:
            actions.set_own_organisation(store, county)
            own = [actions.organisation_from_division(library.divisions, t.code) for t in towns]
            units = [replace(each, sample=True) for each in own]
            senders = units[:-SILENT_TOWNS] if len(units) > SILENT_TOWNS else units
            _expect(store, units, period)
            for number, unit in enumerate(senders):
                for path, at in _sent(Path(place), library, unit, period, seed, number, store):
                    (outcome,) = receive(store, [path], at)
                    if outcome.reason:
                        raise UserError(outcome.reason)
        temporary.replace(database)
    except OSError as error:
        raise UserError(explain_os_error(error, database)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return MadeSuperior(county, period, database, len(units), len(senders))


def _expect(store: Store, units: list[Organisation], period: Period) -> None:
    from bizenv_desktop.storage.key_shelf import Subordinate

    day = datetime.combine(period.first_day, time(9))
    store.keys.save_subordinates([Subordinate(unit) for unit in units], day.isoformat())


def _sent(
    place: Path,
    library: Library,
    unit: Organisation,
    period: Period,
    seed: int,
    number: int,
    county: Store,
) -> Iterator[tuple[Path, datetime]]:
    """What one township sends, and when it arrives; its key card comes first."""
    path, stick = place / f"{unit.code}.db", place / unit.code
    key = (unit.code, period.code)
    with Store.open(path, create=True) as store:
        actions.set_own_organisation(store, unit)
        _own_key(store, f"{seed}-{unit.code}", period)
        checklist = library.checklist(SAMPLE_CHECKLIST)
        printed = fill_two_periods(store, checklist, unit, period, seed)
        day = datetime.combine(printed, time(9, 30)) + timedelta(days=number % 5, minutes=number)
        before = day - timedelta(days=80)
        card = own_card(store, before)
        enrol(county, card, card.fingerprint, before, by="示例")
        last = (unit.code, period.previous().code)
        yield submit(store, last, stick, _OFFICE, before).path, before
        yield submit(store, key, stick, _OFFICE, day).path, day
    copy = Path(shutil.copyfile(path, path.with_suffix(".copy.db")))
    again = day + timedelta(days=1)
    if number in (_TWICE, _FORKED):
        yield _sent_again(path, key, stick, _OFFICE, again, "已补齐材料"), again
    if number == _FORKED:
        yield _sent_again(copy, key, stick, _WINDOW, again, "窗口又核对了一遍"), again


def _sent_again(
    path: Path, key: tuple[str, str], stick: Path, device: Device, at: datetime, note: str
) -> Path:
    """The next revision from that PC, with words added to its first answer."""
    with Store.open(path) as store:
        filled = actions.fill(store, key, at.date())
        first = next(iter(filled.answers.values()))
        actions.save_answers(store, filled, [replace(first, note=f"{first.note}{note}")])
        return submit(store, key, stick, device, at).path


def _own_key(store: Store, seed: str, period: Period) -> None:
    """A key that anybody can work out: this is a sample, and the same every time."""
    from bizenv_desktop.storage.key_shelf import OwnKey
    from bizenv_desktop.sync.signing import public_key

    secret = hashlib.sha256(f"sample {seed}".encode()).hexdigest()
    made = datetime.combine(period.first_day, time(9)).isoformat()
    store.keys.save_own(OwnKey(public_key(secret), secret, made))
