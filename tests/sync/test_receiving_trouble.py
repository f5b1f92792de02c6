# SPDX-License-Identifier: MIT
"""Receiving while disks fill, sticks are pulled, processes die and others receive as well."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, BinaryIO

import pytest
from children import start
from exchanging import DEVICE, make_superior, make_town
from helpers import NOW

from bizenv_desktop.actions.key_actions import enrol
from bizenv_desktop.actions.receiving_actions import receive
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.storage import Store
from bizenv_desktop.sync import container, receiver
from bizenv_desktop.sync.checking import package_faults
from bizenv_desktop.sync.container import open_package
from bizenv_desktop.sync.receiving import Taken, receive_file
from bizenv_desktop.sync.submitting import Content, seal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exchanging import Town

_RECEIVE_ON = """
import sys
from datetime import datetime
from pathlib import Path
from bizenv_desktop.actions.receiving_actions import packages_in, receive
from bizenv_desktop.storage import Store
from bizenv_desktop.sync import receiver
receiver.MOST_TOGETHER = 2
together = sys.argv[3] == "together"
with Store.open(Path(sys.argv[1])) as store:
    paths = packages_in([Path(sys.argv[2])])
    print("begun", flush=True)
    for part in [paths] if together else [paths[at : at + 3] for at in range(0, len(paths), 3)]:
        for outcome in receive(store, part, datetime(2026, 11, 23, 9)):
            print(outcome.taken, outcome.package, outcome.reason, flush=True)
"""


@pytest.fixture
def towns(tmp_path: Path) -> list[Town]:
    return [make_town(tmp_path / "towns", number) for number in (1, 2, 3)]


@pytest.fixture
def stick(tmp_path: Path, towns: list[Town]) -> Path:
    """Three revisions of each township, each with another photo, one of them the same for all."""
    for days in range(3):
        for town in towns:
            town.attach(os.urandom(90_000), "A01")
            town.attach(b"\xff\xd8" * 40_000, "A02")
            town.submit(tmp_path / "stick", days=days)
    return tmp_path / "stick"


@pytest.fixture
def county(tmp_path: Path, towns: list[Town]) -> Path:
    return make_superior(tmp_path / "county.db", *towns)


def check_whole(path: Path) -> None:
    """Everything kept is whole, follows from the packages, and nothing lies about."""
    with Store.open(path) as store:
        store.packages.sweep()
        assert store.packages.strays() == 0
        assert (*store.faults(), *store.packages.faults(), *package_faults(store)) == ()
        wanted = {
            blob.sha256
            for record in store.packages.records()
            for blob in store.packages.content(record.id).header.blobs
        }
        assert store.packages.missing(wanted) == frozenset()


@pytest.mark.parametrize("lines", [1, 2, 4, 5, 8])
def test_a_killed_process_loses_nothing_acknowledged(county: Path, stick: Path, lines: int) -> None:
    child = start(_RECEIVE_ON, county, stick, "one by one")
    assert child.stdout is not None
    said = [child.stdout.readline() for _ in range(lines)]
    child.kill()
    said += child.stdout.read().splitlines()
    child.wait()
    child.stdout.close()
    acknowledged = {line.split()[1] for line in said if line.startswith("taken") and "\n" in line}
    check_whole(county)
    with Store.open(county) as store:
        assert acknowledged <= {record.id for record in store.packages.records()}
        again = receive(store, [stick], NOW)
        assert {each.taken for each in again} <= {Taken.TAKEN, Taken.KNOWN}
        assert len(store.packages.records()) == 9
        assert [each.revision for each in store.packages.standing_records()] == [3, 3, 3]
    check_whole(county)


def test_two_processes_receive_the_same_folder_at_once(county: Path, stick: Path) -> None:
    children = [start(_RECEIVE_ON, county, stick, "together") for _ in range(2)]
    said = []
    for child in children:
        out, _ = child.communicate()
        said.append(out.splitlines()[1:])
        assert child.returncode == 0
    for lines in said:
        assert len(lines) == 9
        assert {line.split()[0] for line in lines} <= {"taken", "known"}
    check_whole(county)
    with Store.open(county) as store:
        assert len(store.packages.records()) == 9
    folder = county.with_name("county.收件")
    kept = sum(path.stat().st_size for path in folder.rglob("*.bin"))
    assert kept < 2 * (9 * 90_000 + 80_000)


def test_a_sweep_leaves_what_another_process_is_writing(county: Path, stick: Path) -> None:
    with Store.open(county) as one, Store.open(county) as other:
        with receiver.Receiver(one, NOW) as receiving:
            entry = receiving.receive(sorted(stick.iterdir())[0])
            assert receiving.staged.path.exists()
            assert (other.packages.strays(), other.packages.sweep()) == (0, 0)
        assert entry.told().taken is Taken.TAKEN
    check_whole(county)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes; only an administrator can make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or mount is None:
        pytest.skip("needs a disk of its own")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder]).returncode:
        pytest.skip("no right to mount a disk here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_refuses_what_does_not_fit_and_takes_the_rest(
    small_disk: Path, tmp_path: Path, towns: list[Town]
) -> None:
    towns[1].attach(os.urandom(6 << 20))
    for town in towns:
        town.submit(tmp_path / "stick")
    path = make_superior(small_disk / "county.db", *towns)
    with Store.open(path) as store:
        first, second, third = receive(store, [tmp_path / "stick"], NOW)
        assert (first.taken, third.taken) == (Taken.TAKEN, Taken.TAKEN)
        assert second.taken is Taken.REFUSED
        assert second.reason.startswith("磁盘已满")
        assert second.header is not None
        assert len(store.packages.records()) == 2
    assert not list(small_disk.rglob("*.tmp"))
    check_whole(path)


def test_a_transaction_that_fails_refuses_all_of_it_and_nothing_else(
    county: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiver, "MOST_TOGETHER", 4)
    real, calls = os.replace, []

    def replace(source: str, target: str) -> None:
        if str(target).endswith(".bin"):
            calls.append(target)
            if len(calls) == 2:
                raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with Store.open(county) as store:
        outcomes = receive(store, [stick], NOW)
        taken = [each.taken for each in outcomes]
        assert taken == [Taken.TAKEN] * 4 + [Taken.REFUSED] * 4 + [Taken.TAKEN]
        assert {each.reason[:4] for each in outcomes[4:8]} == {"磁盘已满"}
        assert len(store.packages.records()) == 5
        assert {each.taken for each in receive(store, [stick], NOW)} == {Taken.TAKEN, Taken.KNOWN}
    check_whole(county)


def test_a_stick_pulled_out_at_any_read_changes_nothing(
    county: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sorted(stick.iterdir())[0]
    real, left = container._read, [0]

    def read(file: BinaryIO, size: int) -> bytes:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.EIO, "Input/output error")
        return real(file, size)

    monkeypatch.setattr(container, "_read", read)
    with Store.open(county) as store:
        for reads in range(50):
            left[0] = reads
            outcome = receive_file(store, path, NOW)
            if outcome.taken is Taken.TAKEN:
                break
            assert outcome.taken is Taken.REFUSED
            assert "U盘" in outcome.reason
            assert store.packages.records() == ()
            assert store.packages.strays() == 0
        assert reads > 4, "header, core, checklist and photos are each read"
    monkeypatch.undo()
    check_whole(county)


def test_a_lost_photo_comes_back_with_the_package(county: Path, stick: Path) -> None:
    with Store.open(county) as store:
        receive(store, [stick], NOW)
        for pack in county.with_name("county.收件").rglob("*.bin"):
            pack.unlink()
        faults = package_faults(store)
        assert any("的佐证有2个缺失" in fault and "county.收件" in fault for fault in faults)
        outcomes = receive(store, [stick], NOW)
        assert {each.taken for each in outcomes} == {Taken.KNOWN}
        assert outcomes[0].reason.startswith("补上了")
    check_whole(county)


def test_quarantine_is_held_to_a_size(
    tmp_path: Path, towns: list[Town], stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_superior(tmp_path / "empty.db")
    size = max(each.stat().st_size for each in stick.iterdir())
    with Store.open(path) as store:
        monkeypatch.setattr(receiver, "LARGEST_QUARANTINED", 1000)
        outcomes = receive(store, [stick], NOW)
        assert {each.taken for each in outcomes} == {Taken.REFUSED}
        assert "请先登记对方的密钥卡" in outcomes[0].reason
        monkeypatch.setattr(receiver, "LARGEST_QUARANTINED", size)
        monkeypatch.setattr(receiver, "QUARANTINE_ROOM", 3 * size)
        taken = [each.taken for each in receive(store, [stick], NOW)]
        assert 3 <= taken.count(Taken.QUARANTINED) < 9
        assert set(taken[taken.index(Taken.REFUSED) :]) == {Taken.REFUSED}
        assert store.packages.quarantine_load()[1] <= 3 * size
        card = towns[0].card()
        enrol(store, card, card.fingerprint, NOW)
        assert store.packages.standing(towns[0].key) != ()
    check_whole(path)


@pytest.mark.parametrize("kind", [PackageKind.SHARE, PackageKind.SHARE_RETURN])
def test_work_handed_out_is_opened_elsewhere(
    county: Path, towns: list[Town], tmp_path: Path, stick: Path, kind: PackageKind
) -> None:
    sent = sorted(stick.iterdir())[0]
    with towns[0].open() as store:
        with open_package(sent) as package:
            core, digest = package.core(), package.header.digest
        key = store.keys.own()
        assert key is not None
        sealed = seal(
            Content(core, digest, (), {}),
            kind,
            towns[0].organisation,
            key,
            DEVICE,
            NOW,
            "1",
            organisation=towns[0].key[0],
            period=towns[0].key[1],
        )
    path = tmp_path / "share.bizenv"
    path.write_bytes(container.assembled(sealed, core))
    with Store.open(county) as store:
        outcome = receive_file(store, path, NOW)
        assert outcome.taken is Taken.REFUSED
        assert outcome.reason.startswith(f"这是{kind.label}，不在这里接收；")
        assert store.packages.records() == ()
