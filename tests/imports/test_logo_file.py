# SPDX-License-Identifier: MIT
"""Pictures a clerk may choose as the unit's logo, and everything that is none."""

from __future__ import annotations

import io

import pytest
from photos import opened, scene, write_photo
from PIL import Image

from bizenv_desktop.domain.papers.logo import LARGEST, MOST_HIGH, MOST_WIDE
from bizenv_desktop.errors import UserError
from bizenv_desktop.imports.logo_file import read_logo


@pytest.mark.parametrize("size", [(64, 64), (1200, 900), (3000, 100), (100, 3000), (1, 1)])
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_is_made_small_and_keeps_its_shape(tmp_path, size, form):
    path = tmp_path / "标志𠀀.bin"
    scene(3, size).save(path, form)
    logo = read_logo(path)
    assert logo.width <= MOST_WIDE
    assert logo.height <= MOST_HIGH
    assert opened(logo.png).size == (logo.width, logo.height)
    if min(size) > 99:
        assert logo.width / logo.height == pytest.approx(size[0] / size[1], rel=0.05)
    assert read_logo(path) == logo, "the same file gives the same bytes"


def test_what_is_transparent_is_white(tmp_path):
    path = tmp_path / "标志.png"
    picture = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    picture.putpixel((3, 3), (200, 0, 0, 255))
    picture.save(path)
    shown = opened(read_logo(path).png)
    assert shown.getpixel((20, 10)) == (255, 255, 255)
    assert shown.getpixel((3, 3)) == (200, 0, 0)


def test_a_photo_is_upright_and_without_the_place_it_was_taken_at(tmp_path):
    from photos import camera_notes

    path = write_photo(tmp_path / "门头.jpg", size=(400, 200), notes=camera_notes(orientation=6))
    logo = read_logo(path)
    assert logo.height > logo.width
    assert not opened(logo.png).getexif()


def test_the_noisiest_picture_is_small_enough(tmp_path):
    import random

    path = tmp_path / "噪.png"
    size = (MOST_WIDE, MOST_HIGH)
    Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3)).save(path)
    assert len(read_logo(path).png) <= LARGEST


def tiff() -> bytes:
    out = io.BytesIO()
    scene(1, (20, 20)).save(out, "TIFF")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不是 PNG 或 JPEG 图片"),
        (b"MZ\x90", "不是 PNG 或 JPEG 图片"),
        (b"<svg/>", "不是 PNG 或 JPEG 图片"),
        (tiff(), "不是 PNG 或 JPEG 图片"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "已损坏"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "已损坏"),
        (b"\xff\xd8\xff" + b"\0" * 5_000_001, "超过5MB"),
    ],
    ids=["empty", "program", "svg", "tiff", "png", "jpeg", "large"],
)
def test_every_other_file_is_refused_in_one_sentence(tmp_path, content, words):
    path = tmp_path / "标志.png"
    path.write_bytes(content)
    with pytest.raises(UserError, match=words) as refused:
        read_logo(path)
    assert str(refused.value).startswith("“标志.png”")
    assert str(refused.value).endswith("。")


def test_a_file_that_is_gone_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "没有.png", tmp_path):
        with pytest.raises(UserError, match="不见了"):
            read_logo(path)
