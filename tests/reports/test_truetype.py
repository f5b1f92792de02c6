# SPDX-License-Identifier: MIT
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.paths import resource_dir
from bizenv_desktop.reports.fonts.subset import cut
from bizenv_desktop.reports.fonts.truetype import FontError, TrueTypeFile

FONTS = resource_dir() / "fonts"


@pytest.fixture(scope="module")
def body():
    return TrueTypeFile(FONTS / "body.ttf")


def table_offset(data, tag):
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        name, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if name == tag:
            return 12 + 16 * number, offset
    raise AssertionError(tag)


def test_map_and_widths(body):
    assert body.glyph(ord("一")) > 0
    assert body.glyph(0x2CB4E) > 0  # 𬭎, beyond the BMP
    assert body.glyph(0x1F600) == 0
    assert body.advance(body.glyph(ord("一"))) == 1000
    assert 0 < body.advance(body.glyph(ord("i"))) < 500
    assert next(body.codes()) == 0x20


def test_both_forms_of_the_character_map_are_read():
    fangsong = TrueTypeFile(FONTS / "fangsong.ttf")  # no characters beyond the BMP: format 4 only
    assert fangsong.glyph(ord("仿")) > 0
    assert fangsong.glyph(0xFFFF) == 0
    codes = list(fangsong.codes())
    assert codes == sorted(set(codes))
    glyphs = [fangsong.glyph(code) for code in codes]
    assert 0 < min(glyphs) <= max(glyphs) < fangsong.glyph_count


def test_a_face_in_a_collection(tmp_path):
    data = bytearray((FONTS / "hei.ttf").read_bytes())
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        at = 12 + 16 * number + 8
        struct.pack_into(">L", data, at, struct.unpack_from(">L", data, at)[0] + 16)
    path = tmp_path / "two.ttc"
    path.write_bytes(struct.pack(">4sLLL", b"ttcf", 0x10000, 1, 16) + data)
    inside, alone = TrueTypeFile(path), TrueTypeFile(FONTS / "hei.ttf")
    glyph = alone.glyph(ord("黑"))
    assert inside.glyph(ord("黑")) == glyph
    assert inside.outline(glyph) == alone.outline(glyph)
    with pytest.raises(FontError, match="no face 1"):
        TrueTypeFile(path, 1)


def spoiled(change):
    data = bytearray((FONTS / "hei.ttf").read_bytes())
    changed = change(data)
    return bytes(data if changed is None else changed)


def rename_table(data, old, new):
    record, _ = table_offset(data, old)
    data[record : record + 4] = new


def forbid_embedding(data):
    _, offset = table_offset(data, b"OS/2")
    struct.pack_into(">H", data, offset + 8, 0x0002)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda data: data[:5000], "cut short"),
        (lambda data: b"", "hei"),
        (lambda data: b"not a font at all", "not TrueType"),
        (lambda data: b"OTTO" + data[4:], "not TrueType"),
        (lambda data: rename_table(data, b"glyf", b"glyx"), "no table glyf"),
        (lambda data: rename_table(data, b"name", b"fvar"), "variable"),
        (forbid_embedding, "forbid embedding"),
    ],
)
def test_what_cannot_be_embedded_is_refused(tmp_path, change, reason):
    path = tmp_path / "hei.ttf"
    path.write_bytes(spoiled(change))
    with pytest.raises(FontError, match=reason):
        TrueTypeFile(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(FontError):
        TrueTypeFile(tmp_path / "none.ttf")


@given(st.lists(st.integers(0, 9000), max_size=20))
def test_a_cut_keeps_outlines_and_metrics(glyphs):
    font = TrueTypeFile(FONTS / "title.ttf")
    used = [(glyph, font.advance(glyph)) for glyph in glyphs]
    data, order = cut(font, used)
    assert set(glyphs) | {0} <= {glyph for glyph, _ in order}
    assert sorted(order.values()) == list(range(len(order)))
    _, loca = table_offset(data, b"loca")
    _, glyf = table_offset(data, b"glyf")
    _, hmtx = table_offset(data, b"hmtx")
    for (old, _), new in order.items():
        first, last = struct.unpack_from(">2L", data, loca + 4 * new)
        outline = data[glyf + first : glyf + last]
        assert outline.rstrip(b"\0") == font.outline(old).rstrip(b"\0")
        advance, bearing = struct.unpack_from(">Hh", data, hmtx + 4 * new)
        assert (advance, bearing) == (font.raw_advance(old), font.side_bearing(old))


def test_the_parts_of_a_composite_glyph_come_along(tmp_path):
    """No bundled face has composites, installed ones do: make the glyph of 二 of that of 一."""
    font = TrueTypeFile(FONTS / "hei.ttf")
    one, two = font.glyph(ord("一")), font.glyph(ord("二"))
    data = bytearray((FONTS / "hei.ttf").read_bytes())
    _, glyf = table_offset(data, b"glyf")
    _, loca = table_offset(data, b"loca")
    (start,) = struct.unpack_from(">L", data, loca + 4 * two)
    composite = struct.pack(">hhhhhHHbb", -1, 0, 0, 1000, 1000, 0x0002 | 0x0020, one, 0, 40)
    composite += struct.pack(">HHbb", 0x0002, one, 0, -40)
    data[glyf + start : glyf + start + len(composite)] = composite
    path = tmp_path / "composite.ttf"
    path.write_bytes(data)
    changed = TrueTypeFile(path)
    cut_data, found = cut(changed, [(two, changed.advance(two))])
    order = {glyph: new for (glyph, _), new in found.items()}
    assert order.keys() == {0, two, one}
    _, new_glyf = table_offset(cut_data, b"glyf")
    _, new_loca = table_offset(cut_data, b"loca")
    (at,) = struct.unpack_from(">L", cut_data, new_loca + 4 * order[two])
    parts = [struct.unpack_from(">H", cut_data, new_glyf + at + at_part)[0] for at_part in (12, 18)]
    assert parts == [order[one]] * 2


def test_a_glyph_with_an_advance_of_its_own_is_a_glyph_of_its_own():
    font = TrueTypeFile(FONTS / "title.ttf")
    comma = font.glyph(ord("，"))
    own = font.advance(comma)
    data, order = cut(font, [(comma, own - 500), (comma, own + 137), (font.glyph(ord(" ")), 250)])
    _, hmtx = table_offset(data, b"hmtx")
    _, glyf = table_offset(data, b"glyf")
    _, loca = table_offset(data, b"loca")
    _, maxp = table_offset(data, b"maxp")
    for (_, width), new in order.items():
        (advance,) = struct.unpack_from(">H", data, hmtx + 4 * new)
        assert abs(advance * 1000 / font.units_per_em - width) <= 1
    base = order[comma, own]
    for width in (own - 500, own + 137):
        first, last = struct.unpack_from(">2L", data, loca + 4 * order[comma, width])
        assert last - first == 16
        assert struct.unpack_from(">h", data, glyf + first) == (-1,)
        assert struct.unpack_from(">H", data, glyf + first + 12) == (base,)
    elements, depth = struct.unpack_from(">2H", data, maxp + 28)
    assert elements >= 1
    assert depth >= 1
