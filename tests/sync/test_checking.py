# SPDX-License-Identifier: MIT
"""What `check` says of kept packages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from exchanging import make_superior, make_town
from helpers import NOW

from bizenv_desktop import actions
from bizenv_desktop.actions.receiving_actions import receive
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Store]:
    """A county's database with two revisions of one township and one of another."""
    towns = [make_town(tmp_path / "towns", number) for number in (1, 2)]
    for days in range(2):
        towns[0].attach(os.urandom(5000))
        towns[0].submit(tmp_path / "stick", days=days)
    towns[1].submit(tmp_path / "stick")
    with Store.open(make_superior(tmp_path / "county.db", *towns)) as store:
        receive(store, [tmp_path / "stick"], NOW)
        yield store


def faults(store: Store) -> tuple[str, ...]:
    return actions.check_database(store, NOW.date()).faults


def test_nothing_is_wrong_with_what_was_received(county: Store) -> None:
    assert len(county.packages.records()) == 3
    assert faults(county) == ()
    with Store.open(county.path, read_only=True) as store:
        assert faults(store) == ()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE package SET revision = 7 WHERE number = 1", "登记与签名的内容不符"),
        ("UPDATE package SET period = '2025Q4' WHERE number = 1", "登记与签名的内容不符"),
        ("UPDATE package_content SET core = x'00' WHERE number = 2", "已损坏，与签名不符"),
        ("UPDATE package_content SET signature = zeroblob(64) WHERE number = 2", "与签名不符"),
        ("UPDATE head SET package = 1 WHERE organisation = '231222101'", "显示的不是最新的上报"),
        ("UPDATE head SET others = 1 WHERE organisation = '231222102'", "显示的不是最新的上报"),
        ("DELETE FROM head WHERE organisation = '231222102'", "显示的不是最新的上报"),
        ("UPDATE item_summary SET score = score + 1 WHERE item = 'A01'", "A01的各单位合计"),
        ("DELETE FROM item_summary WHERE item = 'B01'", "B01的各单位合计"),
        ("UPDATE received_item SET outcome = 4 WHERE item = 'A02'", "A02的各单位合计"),
        ("DELETE FROM attachment WHERE kind = 'checklist'", "缺少自查表"),
    ],
)
def test_what_was_altered_is_named(county: Store, harm: str, said: str) -> None:
    with county._writing() as connection:
        connection.execute(harm)
    found = faults(county)
    assert any(said in fault for fault in found), found
    assert all(fault.endswith("。") and fault.count("。") == 1 for fault in found)


def test_photos_that_are_gone_or_altered_are_named_with_their_unit(county: Store) -> None:
    (pack,) = county.packages.files.folder.rglob("*.bin")
    content = bytearray(pack.read_bytes())
    content[0] ^= 1
    pack.write_bytes(bytes(content[:-1]))
    found = faults(county)
    assert len(found) == 2
    assert all(fault.startswith("榆𬭎1镇2026年第4季度的上报包（") for fault in found)
    assert any("1个缺失；" in fault for fault in found)
    assert any("1个被改动；" in fault for fault in found)
