# SPDX-License-Identifier: MIT
import io
import shutil

import pytest
from reports.pdf_reading import ink_share, page_texts

from bizenv_desktop.errors import UserError
from bizenv_desktop.paths import resource_dir
from bizenv_desktop.reports.fonts import Role, is_visible, open_faces
from bizenv_desktop.reports.fonts.installed import font_folders, official_files

FONTS = resource_dir() / "fonts"


def canvas_pdf(draw):
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    draw(canvas)
    canvas.save()
    return target.getvalue()


def test_each_role_draws_in_its_face_and_falls_back(faces):
    for role in Role:
        chain = faces.chain(role)
        assert chain.owner("政") is chain.first
        assert chain.owner("𬭎") is not None
        assert chain.owner("\U0001f600") is None
    fangsong = faces.chain(Role.FANGSONG)
    assert fangsong.owner("喆") is faces.chain(Role.BODY).first
    assert fangsong.width("喆") == 1000
    assert fangsong.width("\U0001f600") == fangsong.width("〓")


def test_characters_no_face_can_draw_are_named_once_in_order(faces):
    text = "王喆😀\ue000𬭎\t\n\u200b\ufe0f😀"
    assert faces.missing_characters(text) == ("😀", "\ue000")
    assert faces.missing_characters(["王", "", text]) == ("😀", "\ue000")
    assert faces.missing_characters("") == ()
    assert not is_visible("\x07")
    assert is_visible("\ue000")


def test_reportlab_draws_with_a_face_by_name(faces):
    name = faces.chain(Role.KAI).first.fontName

    def draw(canvas):
        canvas.setFont(name, 20)
        canvas.drawString(72, 700, "楷体𬭎㐱<&>")
        canvas.drawRightString(500, 600, b"bytes \xe4\xb8\xad".decode())
        canvas.drawString(72, 500, "")

    data = canvas_pdf(draw)
    (text,) = page_texts(data)
    assert "楷体𬭎㐱<&>" in text
    assert "bytes 中" in text
    assert ink_share(data) > 0.001
    assert data == canvas_pdf(draw)


def test_a_drawing_of_reportlab_graphics_uses_a_face(faces):
    from reportlab.graphics import renderPDF
    from reportlab.graphics.shapes import Drawing, String

    drawing = Drawing(200, 100)
    name = faces.chain(Role.BODY).first.fontName
    drawing.add(String(10, 10, "得分𬭎", fontName=name, fontSize=12, textAnchor="middle"))
    data = canvas_pdf(lambda canvas: renderPDF.draw(drawing, canvas, 100, 100))
    assert "得分𬭎" in page_texts(data)[0]


def test_two_documents_at_once_do_not_mix(faces):
    from reportlab.pdfgen.canvas import Canvas

    name = faces.chain(Role.BODY).first.fontName
    targets = [io.BytesIO(), io.BytesIO()]
    canvases = [Canvas(target, invariant=1) for target in targets]
    for char in "东西南北":
        for canvas, extra in zip(canvases, "甲乙", strict=True):
            canvas.setFont(name, 12)
            canvas.drawString(72, 600, char + extra)
    for canvas in canvases:
        canvas.save()
    first, second = (page_texts(target.getvalue())[0] for target in targets)
    assert "甲" in first
    assert "乙" not in first
    assert "乙" in second
    assert "甲" not in second


def test_more_than_256_characters_of_every_plane_are_extracted(faces):
    codes = list(faces.chain(Role.BODY).first.file.codes())
    sample = "".join(map(chr, codes[100:6000:7] + codes[-400:]))
    name = faces.chain(Role.BODY).first.fontName

    def draw(canvas):
        canvas.setFont(name, 5)
        for number in range(0, len(sample), 50):
            canvas.drawString(20, 820 - number // 50 * 8, sample[number : number + 50])

    text = "".join(page_texts(canvas_pdf(draw))).replace("\r\n", "")
    assert [char for char in sample if char not in text] == []


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "fonts" / "truetype"
    folder.mkdir(parents=True)
    return folder


def test_an_installed_official_face_comes_first(folder):
    shutil.copy(FONTS / "kai.ttf", folder / "SIMKAI.TTF")
    (folder / "simfang.ttf").write_bytes(b"\0\1\0\0broken")
    (folder / "readme.txt").write_text("no font", "utf-8")
    found = official_files([folder.parent, folder / "none"])
    assert [path.name for path in found[Role.KAI]] == ["SIMKAI.TTF"]
    assert [path.name for path in found[Role.FANGSONG]] == ["simfang.ttf"]
    faces = open_faces(prefer_installed=True, folders=[folder.parent])
    assert faces.chain(Role.KAI).first.file.path == folder / "SIMKAI.TTF"
    assert faces.chain(Role.FANGSONG).first.file.path == FONTS / "fangsong.ttf"
    assert faces.chain(Role.KAI).faces[1].file.path == FONTS / "kai.ttf"


def test_without_preference_only_bundled_faces_are_used(folder, faces):
    shutil.copy(FONTS / "hei.ttf", folder / "simhei.ttf")
    for role in Role:
        assert {face.file.path.parent for face in faces.chain(role).faces} == {FONTS}
    chosen = open_faces(prefer_installed=False, folders=[folder])
    assert chosen.chain(Role.HEI).first.file.path == FONTS / "hei.ttf"


def test_a_bundled_face_that_is_gone_is_said_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr("bizenv_desktop.reports.fonts.faces.resource_dir", lambda: tmp_path)
    with pytest.raises(UserError, match="不见了或已损坏，请重新安装程序"):
        open_faces(prefer_installed=False)


def test_the_system_has_font_folders():
    assert font_folders()
    assert len(set(font_folders())) == len(font_folders())
