# SPDX-License-Identifier: MIT
"""A paper as an archive: PDF/A-2b (ISO 19005-2), made from our own PDF without redrawing it.

Our PDFs already embed every face and use nothing the standard forbids; what is added is the colour
space, the metadata and the file's identifier. pikepdf is optional and loaded only here.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any

from bizenv_desktop.errors import UserError
from bizenv_desktop.reports.srgb_profile import srgb_profile

if TYPE_CHECKING:
    from pikepdf import Pdf

_NOT_INSTALLED = "本机没有安装生成 PDF/A 所需的组件（pikepdf）；请安装后再试，或改存普通 PDF。"
_PRODUCER = "bizenv-desktop"
_MOMENT = "2000-01-01T00:00:00+00:00"  # as in the PDF: same data, same bytes
_MARK = "sRGB"


def archive(pdf: bytes) -> bytes:
    """The PDF as PDF/A-2b; the same PDF gives the same bytes.

    `UserError` when pikepdf is not installed, or a face is not embedded.
    """
    try:
        import pikepdf
    except ImportError as error:
        raise UserError(_NOT_INSTALLED) from error
    try:
        document = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError as error:
        raise UserError("这不是完整的 PDF，不能存为 PDF/A；请由本程序重新生成。") from error
    with document:
        _refuse_what_cannot_be_kept(document)
        _add_colours(document)
        _describe(document)
        for page in document.pages:
            if "/Trans" in page.obj:  # a slide show's, empty
                del page.obj["/Trans"]
        target = io.BytesIO()
        document.save(
            target,
            min_version="1.7",
            static_id=False,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return target.getvalue()


def _refuse_what_cannot_be_kept(document: Pdf) -> None:
    for font in _fonts(document):
        parts = font.get("/DescendantFonts", [font])
        descriptor = parts[0].get("/FontDescriptor")
        files = ("/FontFile", "/FontFile2", "/FontFile3")
        if descriptor is None or not any(name in descriptor for name in files):
            name = str(font.get("/BaseFont", ""))[1:]
            raise UserError(f"字体“{name}”没有嵌入，不能存为 PDF/A；请由本程序重新生成这份 PDF。")


def _fonts(document: Pdf) -> list[Any]:
    from pikepdf import Dictionary

    return [
        entry
        for entry in document.objects
        if isinstance(entry, Dictionary)
        and entry.get("/Type") == "/Font"
        and "/CIDSystemInfo" not in entry
    ]


def _add_colours(document: Pdf) -> None:
    from pikepdf import Array, Dictionary, Name, Stream

    profile = Stream(document, srgb_profile())
    profile.N = 3
    intent = Dictionary(
        Type=Name("/OutputIntent"),
        S=Name("/GTS_PDFA1"),
        OutputConditionIdentifier=_MARK,
        Info=_MARK,
        DestOutputProfile=document.make_indirect(profile),
    )
    document.Root.OutputIntents = Array([document.make_indirect(intent)])


def _describe(document: Pdf) -> None:
    """The same facts in the metadata as in the properties, which the standard compares."""
    info = document.docinfo
    title, author = str(info.get("/Title", "")), str(info.get("/Author", ""))
    info["/Producer"] = _PRODUCER
    if "/Trapped" in info:
        del info["/Trapped"]
    identifier = hashlib.sha256(f"{title}\n{author}".encode()).hexdigest()[:32]
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:creator"] = [author]
        metadata["dc:description"] = str(info.get("/Subject", ""))
        metadata["dc:language"] = {"zh-CN"}
        metadata["pdf:Keywords"] = str(info.get("/Keywords", ""))
        metadata["pdf:Producer"] = _PRODUCER
        metadata["xmp:CreatorTool"] = str(info.get("/Creator", ""))
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = _MOMENT
        metadata["xmpMM:DocumentID"] = f"uuid:{identifier}"
        metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "2", "B"
