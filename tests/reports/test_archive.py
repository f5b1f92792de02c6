# SPDX-License-Identifier: MIT
"""PDF/A-2b: what ISO 19005-2 asks of a file, looked up in the file we write.

No validator of the standard is at hand for the tests; these are its clauses that touch our files.
"""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from filled_checks import filled_check
from helpers import RARE, believable_answers, small_checklist
from PIL import Image, ImageCms
from reports.pdf_reading import whole_text

from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, paper_kind
from bizenv_desktop.domain.papers.paper_records import paper_record
from bizenv_desktop.errors import UserError
from bizenv_desktop.reports.archive import archive
from bizenv_desktop.reports.papers import write_paper
from bizenv_desktop.reports.srgb_profile import srgb_profile

pikepdf = pytest.importorskip("pikepdf")
FORBIDDEN = frozenset(("/AA", "/JavaScript", "/JS", "/EmbeddedFiles", "/Encrypt", "/XFA", "/Trans"))
FLATE = ("/FlateDecode", pikepdf.Array([pikepdf.Name.FlateDecode]))


@pytest.fixture(scope="module")
def pdf(faces):
    answers = [*believable_answers(small_checklist().items).values()]
    filled = filled_check(answers)
    record = paper_record(paper_kind("report"), filled, {})
    return write_paper(record, PaperFormat.PDF, faces).content


@pytest.fixture(scope="module")
def kept(pdf):
    return archive(pdf)


@pytest.fixture
def document(kept):
    with pikepdf.open(io.BytesIO(kept)) as opened:
        yield opened


def fonts(document):
    return [
        entry
        for entry in document.objects
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/Subtype") == "/CIDFontType2"
    ]


def test_the_file_says_what_it_is(document):
    with document.open_metadata() as metadata:
        assert metadata.pdfa_status == "2B"
    assert document.pdf_version == "1.7"
    assert document.trailer.ID[0]


def test_the_metadata_says_what_the_properties_say(document):
    info = document.docinfo
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == str(info["/Title"])
        assert metadata["dc:creator"] == [str(info["/Author"])] == ["榆林镇"]
        assert metadata["dc:description"] == str(info["/Subject"])
        assert metadata["pdf:Keywords"] == str(info["/Keywords"])
        assert metadata["pdf:Producer"] == str(info["/Producer"])
        assert metadata["xmp:CreatorTool"] == str(info["/Creator"])
        moment = metadata["xmp:CreateDate"]
    digits = re.sub("[^0-9]", "", moment)[:14]
    assert digits in str(info["/CreationDate"])
    packet = document.Root.Metadata.read_bytes()
    assert "/Filter" not in document.Root.Metadata
    ElementTree.fromstring(re.sub(rb"<\?xpacket[^>]*\?>", b"", packet).strip())


def test_colours_have_a_profile(document):
    (intent,) = document.Root.OutputIntents
    assert (intent.S, intent.DestOutputProfile.N) == ("/GTS_PDFA1", 3)
    assert intent.DestOutputProfile.read_bytes() == srgb_profile()


def test_the_profile_is_srgb():
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    assert profile.profile.xcolor_space.strip() == "RGB"
    assert profile.profile.version == pytest.approx(4.2)
    picture = Image.linear_gradient("L")
    picture = Image.merge("RGB", (picture, picture.rotate(90), picture.rotate(180)))
    turned = ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"))
    worst = max(abs(a - b) for a, b in zip(picture.tobytes(), turned.tobytes(), strict=True))
    assert worst <= 2


def test_every_face_is_embedded_with_the_widths_the_pages_use(document):
    found = fonts(document)
    assert len(found) >= 4
    for font in found:
        program = font.FontDescriptor.FontFile2.read_bytes()
        advances, em = program_advances(program)
        glyphs = font.CIDToGIDMap.read_bytes()
        widths = dict(table_widths(font.W))
        for cid in range(1, len(glyphs) // 2):
            (glyph,) = struct.unpack_from(">H", glyphs, 2 * cid)
            assert glyph, "no page may show .notdef"
            width = widths.get(cid, int(font.DW))
            assert abs(advances[glyph] * 1000 / em - width) <= 1


def program_advances(program):
    tables = {}
    for number in range(struct.unpack_from(">H", program, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", program, 12 + 16 * number)
        tables[tag] = offset
    (count,) = struct.unpack_from(">H", program, tables[b"hhea"] + 34)
    (em,) = struct.unpack_from(">H", program, tables[b"head"] + 18)
    pairs = struct.unpack_from(f">{2 * count}H", program, tables[b"hmtx"])
    return pairs[::2], em


def table_widths(array):
    for first, widths in zip(array[::2], array[1::2], strict=True):
        for at, width in enumerate(widths):
            yield int(first) + at, int(width)


def test_nothing_the_standard_forbids_is_in_it(document):
    assert document.check_pdf_syntax() == []
    for entry in document.objects:
        if isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
            assert not FORBIDDEN & set(entry.keys())
            assert entry.get("/S") not in ("/JavaScript", "/Launch", "/Sound", "/Movie")
            if "/Filter" in entry:
                assert entry["/Filter"] in FLATE


def test_pages_use_only_fonts_they_name(document):
    for page in document.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                assert page.Resources.Font[operands[0]].Subtype == "/Type0"


def test_the_words_stay(pdf, kept):
    assert whole_text(kept) == whole_text(pdf)


def test_the_same_paper_gives_the_same_archive(pdf, kept):
    assert archive(pdf) == kept


def test_a_face_that_is_not_embedded_is_refused():
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawString(72, 72, "x")
    canvas.save()
    with pytest.raises(UserError, match="字体“Helvetica”没有嵌入"):
        archive(target.getvalue())


def test_what_is_no_pdf_is_refused():
    with pytest.raises(UserError, match="不是完整的 PDF"):
        archive(b"nonsense")


def test_without_the_library_the_user_is_told(monkeypatch, pdf):
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    with pytest.raises(UserError, match="没有安装生成 PDF/A 所需的组件"):
        archive(pdf)


def test_the_optional_libraries_are_loaded_only_when_used():
    code = (
        "import sys; import bizenv_desktop.reports.papers, bizenv_desktop.reports.archive,"
        " bizenv_desktop.reports.signing; "
        "print([name for name in ('pikepdf', 'pyhanko', 'cryptography', 'reportlab')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_rare_characters_in_the_title_reach_the_metadata(faces):
    import reportlab.pdfgen.canvas

    target = io.BytesIO()
    canvas = reportlab.pdfgen.canvas.Canvas(
        target, initialFontName=faces.chain(next(iter(faces.chains))).first.fontName
    )
    canvas.setTitle(RARE.strip())
    canvas.save()
    with (
        pikepdf.open(io.BytesIO(archive(target.getvalue()))) as document,
        document.open_metadata() as metadata,
    ):
        assert metadata["dc:title"] == RARE.strip()
