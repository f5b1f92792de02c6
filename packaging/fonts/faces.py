# SPDX-License-Identifier: MIT
"""The table of bundled faces: where each comes from, what it is called here, and its terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Licence:
    """Terms of a source font: file beside the face, copyright lines, name, where the text is."""

    file: str
    notice: str
    name: str
    text_source: str  # a DEP-5 copyright file, by folder and name, or the plain text itself


@dataclass(frozen=True)
class Face:
    """One bundled face; `index` is its place in a collection, `curve_error` is in em/1000.

    An error of 1 is half a dot of a 1200 dpi printer in 22 point type. `whole` faces hold every
    ideograph their source has, because they end the chains. `drawn_as` gives characters the glyph
    of another one, `leave_out` leaves them to the next face of the chain.
    """

    role: str
    source: str
    index: int
    family: str
    licence: Licence
    whole: bool = False
    curve_error: float = 1.0
    drawn_as: tuple[tuple[str, str], ...] = ()
    leave_out: str = ""

    @property
    def postscript_name(self) -> str:
        """Family name without spaces."""
        return self.family.replace(" ", "")


OFL = "SIL Open Font License, Version 1.1"
NOTO = Licence(
    "LICENSE-Noto-CJK.txt",
    "Copyright 2014-2022 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.",
    OFL,
    "fonts-noto-cjk/copyright",
)
LXGW = Licence(
    "LICENSE-LXGW-WenKai.txt",
    "Copyright 2021-2023 LXGW, with Reserved Font Names 'LXGW' and '霞鹜'.\n"
    "Copyright 2020 The Klee Project Authors.",
    OFL,
    "fonts-lxgw-wenkai/copyright",
)
FANDOL = Licence(
    "LICENSE-Fandol.txt",
    "Copyright 2012-2015 the Fandol team (Clerk Ma and Jie Su).",
    "GNU General Public License with the GPL font exception",
    "common-licenses/GPL-3",
)
# Noto's — and · are Latin marks, too narrow between ideographs and with a gap in ——
WIDE_MARKS = (("—", "─"), ("·", "・"))
FACES = (
    Face(
        "body", "NotoSerifCJK-Regular.ttc", 2, "Bizenv Song", NOTO, whole=True, drawn_as=WIDE_MARKS
    ),
    Face("title", "NotoSerifCJK-Bold.ttc", 2, "Bizenv Title", NOTO, drawn_as=WIDE_MARKS),
    Face("hei", "NotoSansCJK-Medium.ttc", 2, "Bizenv Hei", NOTO, drawn_as=WIDE_MARKS),
    Face("ui", "NotoSansCJK-Regular.ttc", 2, "Bizenv UI", NOTO, drawn_as=WIDE_MARKS),
    Face("kai", "LXGWWenKai-Regular.ttf", 0, "Bizenv Kai", LXGW, leave_out="“”‘’·×÷"),
    Face("fangsong", "FandolFang-Regular.otf", 0, "Bizenv Fang", FANDOL, curve_error=2.0),
)
FONT_EXCEPTION = """\
This font is licensed under the GNU General Public License, with the following exception.

As a special exception, if you create a document which uses this font, and embed this font or
unaltered portions of this font into the document, this font does not by itself cause the resulting
document to be covered by the GNU General Public License. This exception does not however invalidate
any other reasons why the document might be covered by the GNU General Public License. If you modify
this font, you may extend this exception to your version of the font, but you are not obligated to
do so. If you do not wish to do so, delete this exception statement from your version.

The face here is FandolFang-Regular.otf of the package texlive-lang-chinese, converted to TrueType
outlines by packaging/fonts/build_fonts.py; the exception is kept for it.
"""


def licence_text(licence: Licence, sources: Path, find: Callable[[Path, str], Path]) -> str:
    """Return the whole text to put beside the faces: copyright lines, then the licence."""
    text = find(sources, licence.text_source).read_text("utf-8")
    if licence is FANDOL:
        return f"{licence.notice}\n\n{FONT_EXCEPTION}\n{text}"
    return f"{licence.notice}\n\n{_ofl_of_debian_copyright(text)}"


def _ofl_of_debian_copyright(text: str) -> str:
    """Return the paragraph that begins with the OFL's title, freed of the DEP-5 indent."""
    lines = text.splitlines()
    first = next(i for i, line in enumerate(lines) if "SIL OPEN FONT LICENSE Version 1.1" in line)
    body = [lines[first - 1]]
    for line in lines[first:]:
        if not line.startswith(" "):
            break
        body.append(line)
    plain = ("" if line.strip() == "." else line.removeprefix(" ") for line in body)
    return "\n".join(plain).rstrip() + "\n"
