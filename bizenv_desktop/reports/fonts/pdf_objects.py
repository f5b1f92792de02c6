# SPDX-License-Identifier: MIT
"""The PDF objects of an embedded composite font (ISO 32000-1, 9.7)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from bizenv_desktop.reports.fonts.embedding import DEFAULT_WIDTH, MAX_BFCHAR, SYMBOLIC, subset_tag
from bizenv_desktop.reports.fonts.subset import cut

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDocument, PDFObject

    from bizenv_desktop.reports.fonts.embedding import Code, Subset
    from bizenv_desktop.reports.fonts.truetype import TrueTypeFile


def add_font(doc: PDFDocument, file: TrueTypeFile, subset: Subset) -> None:
    """Add the font of one subset to a reportlab document under the subset's internal name."""
    from reportlab.pdfbase import pdfdoc

    codes = subset.codes
    name = f"{subset_tag(codes)}+{file.postscript_name}"
    program, numbers = cut(file, ((code.glyph, code.width) for code in codes.values()))
    last = max(codes, default=0)
    glyphs = [0] * (last + 1)
    for cid, code in codes.items():
        glyphs[cid] = numbers[code.glyph, code.width]

    def stream(label: str, content: bytes) -> PDFObject:
        compressed = [pdfdoc.PDFZCompress] if doc.compression else []
        result = pdfdoc.PDFStream(content=content, filters=compressed)
        result.dictionary["Length1"] = len(content)
        return doc.Reference(result, f"{subset.internal_name}.{label}")

    def dictionary(label: str, **entries: object) -> PDFObject:
        return doc.Reference(pdfdoc.PDFDictionary(entries), f"{subset.internal_name}.{label}")

    as_name = pdfdoc.PDFName
    descriptor = dictionary(
        "descriptor",
        Type=as_name("FontDescriptor"),
        FontName=as_name(name),
        Flags=SYMBOLIC,
        FontBBox=pdfdoc.PDFArray(list(file.bounds)),
        ItalicAngle=0,
        Ascent=file.ascent,
        Descent=file.descent,
        CapHeight=file.ascent,
        StemV=80,
        FontFile2=stream("program", program),
    )
    descendant = dictionary(
        "descendant",
        Type=as_name("Font"),
        Subtype=as_name("CIDFontType2"),
        BaseFont=as_name(name),
        CIDSystemInfo=pdfdoc.PDFDictionary(
            {
                "Registry": pdfdoc.PDFString("Adobe"),
                "Ordering": pdfdoc.PDFString("Identity"),
                "Supplement": 0,
            }
        ),
        FontDescriptor=descriptor,
        DW=DEFAULT_WIDTH,
        W=pdfdoc.PDFArray(_widths(codes, pdfdoc.PDFArray)),
        CIDToGIDMap=stream("glyphs", struct.pack(f">{last + 1}H", *glyphs)),
    )
    doc.idToObject["BasicFonts"].dict[subset.internal_name] = dictionary(
        "font",
        Type=as_name("Font"),
        Subtype=as_name("Type0"),
        BaseFont=as_name(name),
        Encoding=as_name("Identity-H"),
        DescendantFonts=pdfdoc.PDFArray([descendant]),
        ToUnicode=stream("unicode", to_unicode_map(codes)),
    )


def _widths(codes: dict[int, Code], array: type[PDFArray]) -> list[int | PDFArray]:
    """Return the W array: runs of widths that are not an em, each after its first CID."""
    result: list[int | list[int]] = []
    run: list[int] = []
    previous = -2
    for cid, code in codes.items():
        if code.width == DEFAULT_WIDTH:
            continue
        if cid != previous + 1:
            run = []
            result += [cid, run]
        run.append(code.width)
        previous = cid
    return [array(part) if isinstance(part, list) else part for part in result]


def to_unicode_map(codes: dict[int, Code]) -> bytes:
    """Return the CMap that text extraction reads, UTF-16 with surrogate pairs above U+FFFF."""
    entries = [
        f"<{cid:04x}> <{code.char.encode('utf-16-be').hex()}>" for cid, code in codes.items()
    ]
    blocks = (entries[i : i + MAX_BFCHAR] for i in range(0, len(entries), MAX_BFCHAR))
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
