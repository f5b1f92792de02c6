# SPDX-License-Identifier: MIT
"""An Office file's bytes without the moment it was made: same content, same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook

_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip can hold


def steady_bytes(book: Workbook) -> bytes:
    """Save the workbook with every time stamp at one fixed moment."""
    saved = io.BytesIO()
    book.properties.creator = ""
    book.save(saved)
    return steady_package(saved.getvalue())


def steady_package(package: bytes, changed: Mapping[str, bytes] | None = None) -> bytes:
    """An Office package with every time stamp at one fixed moment, some parts `changed`."""
    steady = io.BytesIO()
    moment = dt.datetime(*_EPOCH, tzinfo=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = (changed or {}).get(name) or source.read(name)
            if name == _CORE:
                content = _STAMP.sub(rb"\g<1>" + moment, content)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return steady.getvalue()
