# SPDX-License-Identifier: MIT
"""The sample county: what its townships sent, the same every time, and every state to look at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bizenv_desktop.actions.consolidation_actions import coverage
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Store
from bizenv_desktop.superior_sampling import make_superior_sample

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.library import Library

PERIOD = Period.parse("2026Q4")


def test_a_county_with_all_that_its_towns_sent(tmp_path: Path, library: Library) -> None:
    made = make_superior_sample(tmp_path / "one", library, "231222", PERIOD, 1)
    assert (made.expected, made.reported) == (12, 10)
    with Store.open(made.database, read_only=True) as store:
        found = coverage(store, "2026Q4", date(2026, 12, 28))
        assert (found.expected, found.reported, len(found.missing)) == (12, 10, 2)
        packages = {record.id for record in store.packages.records()}
        forks = [
            place
            for place in {(each.organisation, each.period) for each in store.packages.records()}
            if len(store.packages.standing(place)) > 1
        ]
    assert len(packages) == 10 * 2 + 3
    assert len(forks) == 1
    again = make_superior_sample(tmp_path / "two", library, "231222", PERIOD, 1)
    with Store.open(again.database, read_only=True) as store:
        assert {record.id for record in store.packages.records()} == packages


@pytest.mark.parametrize("code", ["230000", "231200"])
def test_only_counties_have_townships_to_sample(
    tmp_path: Path, library: Library, code: str
) -> None:
    with pytest.raises(UserError, match="请换一个代码再试"):
        make_superior_sample(tmp_path, library, code, PERIOD, 1)
