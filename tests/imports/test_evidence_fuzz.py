# SPDX-License-Identifier: MIT
"""Whatever a stick has made of a file: it is taken whole or refused in one sentence."""

from __future__ import annotations

import io
import warnings
import zipfile
from functools import cache
from typing import TYPE_CHECKING

from helpers import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from photos import camera_notes, opened, scene

from bizenv_desktop.errors import UserError
from bizenv_desktop.imports.evidence_file import Intake, read_evidence

if TYPE_CHECKING:
    import pytest

FORMS = ("JPEG", "PNG", "BMP", "GIF", "TIFF", "WEBP", "ZIP", "PROGRESSIVE")


@cache
def whole(form: str) -> bytes:
    """A small file of that form."""
    out = io.BytesIO()
    if form == "ZIP":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<x/>" * 50)
            archive.writestr("word/document.xml", "<x/>" * 50)
        return out.getvalue()
    picture = scene(1, (90, 60))
    match form:
        case "JPEG":
            picture.save(out, "JPEG", exif=camera_notes(orientation=5).tobytes())
        case "PROGRESSIVE":
            picture.save(out, "JPEG", progressive=True)
        case "GIF":
            picture.convert("P").save(out, "GIF")
        case _:
            picture.save(out, form)
    return out.getvalue()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file with some bytes changed, perhaps cut off, perhaps with a piece put in."""
    content = bytearray(whole(draw(st.sampled_from(FORMS))))
    for _ in range(draw(st.integers(0, 12))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    if draw(st.booleans()):
        del content[draw(st.integers(0, len(content))) :]
    if draw(st.booleans()):
        at = draw(st.integers(0, len(content)))
        content[at:at] = draw(st.binary(max_size=40))
    return bytes(content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=damaged(), original=st.booleans(), place=st.booleans())
def test_a_damaged_file_is_taken_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, original: bool, place: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "损坏.jpg"
    path.write_bytes(content)
    try:
        read = read_evidence(path, NOW, Intake(original, place))
    except UserError as error:
        refused = str(error)
    else:
        refused = ""
    if refused:
        assert refused.startswith("“损坏.jpg”")
        assert refused.endswith("。")
        return
    assert len(read.content) == read.evidence.size
    if read.evidence.kind.is_picture:
        with warnings.catch_warnings(action="ignore"):  # a kept original may have odd notes
            assert opened(read.content).width > 0
