# SPDX-License-Identifier: MIT
"""A picture file as the unit's logo: checked as evidence photos are, made small and plain."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from bizenv_desktop.domain.file_type import HEAD_BYTES, type_of
from bizenv_desktop.domain.papers.logo import MOST_HIGH, MOST_WIDE, Logo, logo_of
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES = 5_000_000
_NAME_SHOWN = 40
_ENDINGS = ("png", "jpg")


def read_logo(path: Path) -> Logo:
    """The logo in a PNG or JPEG file; `UserError` for every other file, or a damaged one."""
    name = path.name[:_NAME_SHOWN]
    content = _content(path, name)
    kind = type_of(content[:HEAD_BYTES])
    ending = "" if isinstance(kind, str) else kind.ending
    if ending not in _ENDINGS:
        raise UserError(f"“{name}”不是 PNG 或 JPEG 图片；请另存为其中一种再选。")
    try:
        return logo_of(_small(content, ending))
    except UserError as error:
        raise UserError(f"“{name}”{error}。") from error
    except MemoryError as error:
        raise UserError(f"“{name}”太大，内存不够；请用看图软件缩小后再选。") from error


def _content(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            raise UserError(f"“{name}”不见了，可能已移走，或U盘已拔出；请重新选择。")
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UserError(
            f"“{name}”读不出来（{error.strerror or error}）；请检查U盘和权限。"
        ) from error
    if len(content) > _MOST_BYTES:
        raise UserError(f"“{name}”超过5MB，不适合做标志；请用看图软件缩小后再选。")
    return content


def _small(content: bytes, ending: str) -> bytes:
    from PIL import Image

    from bizenv_desktop.imports.photo import kept_photo

    photo = kept_photo(io.BytesIO(content), ending)
    with Image.open(io.BytesIO(photo.content)) as picture:
        plain = picture.convert("RGB")
    plain.thumbnail((MOST_WIDE, MOST_HIGH), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    plain.save(out, "PNG", optimize=True)
    return out.getvalue()
