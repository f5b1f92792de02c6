# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from bizenv_desktop.storage import local_disk
from bizenv_desktop.storage.local_disk import file_system_of, is_local_disk

if TYPE_CHECKING:
    from pathlib import Path

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
/dev/sda2 /home ext4 rw 0 0
//server/share /mnt/\\345\\205\\261 cifs rw 0 0
//server/数据 /mnt/数据 cifs rw 0 0
nas:/export /home/clerk/my\\040share nfs4 rw 0 0
host /media/host 9p rw 0 0
/dev/sdb1 /media/clerk/U盘 vfat rw 0 0
tmpfs /over tmpfs rw 0 0
//server/over /over smb3 rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/a.db", "ext4"),
        ("/home/clerk/a.db", "ext4"),
        ("/home/clerk/my share/a.db", "nfs4"),
        ("/home/clerk/my share2/a.db", "ext4"),
        ("/home/clerk/my", "ext4"),
        ("/mnt/数据/年/a.db", "cifs"),
        ("/mnt/数据", "cifs"),
        ("/media/host/a.db", "9p"),
        ("/media/clerk/U盘/a.db", "vfat"),
        ("/over/a.db", "smb3"),
    ],
)
def test_the_longest_mount_point_above_says_the_file_system(path: str, kind: str) -> None:
    assert file_system_of(PurePosixPath(path), MOUNTS) == kind


def test_without_mounts_nothing_is_known() -> None:
    assert file_system_of(PurePosixPath("/a.db"), "") == ""


@pytest.mark.parametrize(
    ("kind", "local"), [("ext4", True), ("nfs4", False), ("fuse.sshfs", False)]
)
def test_a_shared_folder_is_no_local_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, local: bool
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"a / ext4 rw 0 0\nb {tmp_path} {kind} rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(local_disk, "_MOUNTS", mounts)
    monkeypatch.setattr("sys.platform", "linux")
    assert is_local_disk(tmp_path / "a.db") is local
    monkeypatch.setattr(local_disk, "_MOUNTS", tmp_path / "gone")
    assert is_local_disk(tmp_path / "a.db")
