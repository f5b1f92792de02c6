# SPDX-License-Identifier: MIT
"""Files on their way in: upright, small, without their place; what cannot be taken says why."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from children import run_as_clerk
from helpers import NOW, RARE
from photos import camera_notes, opened, scene, write_photo
from PIL import Image

from bizenv_desktop.domain.evidence import EvidenceKind
from bizenv_desktop.errors import UserError
from bizenv_desktop.imports.evidence_file import Intake, read_evidence

if TYPE_CHECKING:
    from pathlib import Path

_GPS = 0x8825


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_evidence(path, NOW)
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert "\n" not in sentence
    assert len(sentence) < 160
    return sentence


def test_a_photo_is_turned_upright_scaled_and_loses_its_place(tmp_path: Path) -> None:
    path = write_photo(tmp_path / "门厅.jpg", 1, (4000, 3000), camera_notes(orientation=6))
    read = read_evidence(path, NOW)
    file, kept = read.evidence, opened(read.content)
    assert (file.width, file.height) == kept.size == (1200, 1600)
    assert (file.kind, file.ending, file.name) == (EvidenceKind.PHOTO, "jpg", "门厅.jpg")
    assert file.size == len(read.content) < path.stat().st_size
    assert file.taken == datetime(2026, 11, 25, 9, 30)  # noqa: DTZ001
    exif = kept.getexif()
    assert exif.get_ifd(_GPS) == {}
    assert exif.get(0x0112) is None, "no reader turns it again"
    assert exif.get_ifd(0x8769)[0x9003] == "2026:11:25 09:30:00"
    assert b"HUAWEI" not in read.content
    want = scene(1, (4000, 3000)).rotate(-90, expand=True).resize((12, 16))
    got = kept.resize((12, 16))
    pairs = zip(want.tobytes(), got.tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) < 40


def test_the_place_stays_when_it_is_wanted(tmp_path: Path) -> None:
    path = write_photo(tmp_path / "a.jpg")
    read = read_evidence(path, NOW, Intake(keep_place=True))
    assert opened(read.content).getexif().get_ifd(_GPS)[2] == (46.0, 15.0, 0.0)


def test_the_original_keeps_every_pixel_and_still_loses_its_place(tmp_path: Path) -> None:
    path = write_photo(tmp_path / "a.jpg", 3, (2400, 1800), camera_notes(orientation=8))
    read = read_evidence(path, NOW, Intake(keep_original=True))
    kept = opened(read.content)
    assert kept.tobytes() == opened(path.read_bytes()).tobytes()
    assert kept.getexif().get(0x0112) == 8
    assert kept.getexif().get_ifd(_GPS) == {}
    assert (read.evidence.width, read.evidence.height) == (1800, 2400)
    whole = opened(read_evidence(path, NOW, Intake(keep_original=True, keep_place=True)).content)
    assert whole.getexif().get_ifd(_GPS)[2] == (46.0, 15.0, 0.0)
    assert whole.tobytes() == kept.tobytes()


def test_a_photo_with_damaged_notes_is_taken_all_the_same(tmp_path: Path) -> None:
    content = write_photo(tmp_path / "a.jpg").read_bytes()
    at = (
        content.index(b"MM\x00*", 0, 60)
        if b"MM\x00*" in content[:60]
        else content.index(b"II*\x00")
    )
    (tmp_path / "b.jpg").write_bytes(content[: at + 4] + b"\xff\xff\xff\xf0" + content[at + 8 :])
    file = read_evidence(tmp_path / "b.jpg", NOW).evidence
    assert (file.width, file.taken) == (1200, None)


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = write_photo(tmp_path / "a.jpg")
    assert read_evidence(path, NOW) == read_evidence(path, NOW)


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("RGBA", "PNG"),
        ("P", "PNG"),
        ("LA", "PNG"),
        ("I;16", "PNG"),
        ("1", "PNG"),
        ("RGB", "BMP"),
        ("P", "GIF"),
        ("L", "TIFF"),
        ("RGB", "WEBP"),
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
    ],
)
def test_every_kind_of_picture_is_kept(tmp_path: Path, mode: str, form: str) -> None:
    path = tmp_path / f"图.{form.lower()}"
    picture = Image.new("I;16", (300, 200), 40_000) if mode == "I;16" else scene(1).convert(mode)
    picture.save(path, form)
    for intake in (Intake(), Intake(keep_original=True)):
        read = read_evidence(path, NOW, intake)
        assert opened(read.content).size == picture.size
        assert read.evidence.ending in ("jpg", "png")


def test_a_transparent_picture_lies_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(tmp_path / "章.png")
    read = read_evidence(tmp_path / "章.png", NOW)
    assert opened(read.content).convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    assert read.evidence.kind is EvidenceKind.SCAN


def archive(path: Path, *parts: str) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for part in parts:
            made.writestr(part, "<x/>")
    return path


def test_documents_are_kept_as_they_are(tmp_path: Path) -> None:
    word = archive(tmp_path / "制度.docx", "[Content_Types].xml", "word/document.xml")
    sheet = archive(tmp_path / "改了名.dat", "[Content_Types].xml", "xl/workbook.xml")
    pdf = tmp_path / "扫描.PDF"
    pdf.write_bytes(b"%PDF-1.7\n" + b"x" * 99)
    wps = tmp_path / "台账.wps"
    wps.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    endings = []
    for path in (word, sheet, pdf, wps):
        read = read_evidence(path, NOW)
        assert read.content == path.read_bytes()
        assert read.evidence.kind is EvidenceKind.DOCUMENT
        endings.append(read.evidence.ending)
    assert endings == ["docx", "xlsx", "pdf", "wps"]


def test_a_renamed_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(b"MZ\x90\x00" + bytes(500))
    assert refused(path).startswith("“照片.jpg”的内容是程序，不是照片或文件，没有添加；")


def test_damaged_photos_are_refused(tmp_path: Path) -> None:
    whole = write_photo(tmp_path / "a.jpg").read_bytes()
    for number, content in enumerate(
        (whole[: len(whole) // 2], whole[:30], b"\xff\xd8\xff" + bytes(200), b"\x89PNG\r\n\x1a\n")
    ):
        path = tmp_path / f"{number}.jpg"
        path.write_bytes(content)
        assert "照片可能已损坏或没有复制完整" in refused(path)
    cut = archive(tmp_path / "b.docx", "word/document.xml").read_bytes()
    (tmp_path / "b.docx").write_bytes(cut[: len(cut) // 2])
    assert "可能没有复制完整" in refused(tmp_path / "b.docx")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x00\x00\x00\x18ftypheic" + bytes(99), "苹果手机的HEIC照片，本程序读不了；请在手机"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(99), "是视频，不能作为佐证添加；请截取"),
        (b"\x1aE\xdf\xa3" + bytes(99), "是视频"),
        (b"", "是空文件"),
        (b"hello", "不是认识的照片或文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "不是Word、Excel、WPS文件"),
    ],
)
def test_what_proves_nothing_on_paper_is_refused(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "文件.jpg"
    path.write_bytes(content)
    assert words in refused(path)


def test_an_archive_that_is_no_document_is_refused(tmp_path: Path) -> None:
    assert "不是Word、Excel" in refused(archive(tmp_path / "包.docx", "a.exe"))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "不见了" in refused(tmp_path / "没有.jpg")
    assert "是文件夹" in refused(tmp_path)


def test_a_video_of_two_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "录像.mp4"
    with path.open("wb") as file:
        file.write(b"\x00\x00\x00\x18ftypmp42")
        file.truncate(2 << 30)
    assert "是视频" in refused(path)
    disguised = tmp_path / "录像.jpg"
    with disguised.open("wb") as file:
        file.write(b"\xff\xd8\xff\xe0")
        file.truncate(2 << 30)
    assert "有2048MB，照片最大80MB；请压缩" in refused(disguised)


@pytest.mark.parametrize("name", ["长" * 83 + "xx.jpg", f"{RARE[:6]}<图>.jpg", "a\\b.jpg"])
def test_any_name_is_made_one_that_every_disk_takes(tmp_path: Path, name: str) -> None:
    path = write_photo(tmp_path / name)
    file = read_evidence(path, NOW).evidence
    assert len(file.name.encode()) <= 200
    assert file.name.endswith(".jpg")
    assert not set(file.name) & set('\\/:*?"<>|')


def test_too_many_pixels_are_refused(tmp_path: Path) -> None:
    def picture(path: Path, form: str, **how: object) -> Path:
        Image.new("L", (7000, 6000), 90).save(path, form, **how)
        return path

    assert "有42百万像素，最多40百万" in refused(picture(tmp_path / "a.png", "PNG"))
    assert "最多40百万" in refused(picture(tmp_path / "b.jpg", "JPEG", progressive=True))
    assert read_evidence(picture(tmp_path / "c.jpg", "JPEG"), NOW).evidence.width == 1600


def test_a_tiff_of_many_pages_is_refused(tmp_path: Path) -> None:
    pages = [scene(1, (200, 300)), scene(2, (200, 300))]
    pages[0].save(tmp_path / "a.tif", "TIFF", save_all=True, append_images=pages[1:])
    assert "多页的TIFF" in refused(tmp_path / "a.tif")


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
def test_a_photo_of_100_megapixels_is_taken_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "大.jpg"
    out = io.BytesIO()
    Image.new("RGB", (12_000, 8_400), (90, 140, 200)).save(out, "JPEG", quality=95)
    path.write_bytes(out.getvalue())
    script = """
import resource, sys
from datetime import datetime
from pathlib import Path
from PIL import JpegImagePlugin
from bizenv_desktop.imports.evidence_file import read_evidence
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = peak()
file = read_evidence(Path(sys.argv[1]), datetime(2026, 11, 23)).evidence
print(file.width, file.height, (peak() - before) // 1024)
"""
    width, height, megabytes = map(int, run_as_clerk(script, path).split())
    assert (width, height) == (1600, 1120)
    assert megabytes < 100
