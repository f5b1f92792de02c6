# SPDX-License-Identifier: MIT
"""The faces of one document: for each role a chain of faces, so that every character finds one.

A chain is: installed official face → bundled face → body faces → 黑体. The first face that has a
glyph draws the character. Lengths are thousandths of an em.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bizenv_desktop.errors import UserError
from bizenv_desktop.paths import resource_dir
from bizenv_desktop.reports.fonts.embedding import EmbeddedFace, registered
from bizenv_desktop.reports.fonts.installed import font_folders, official_files
from bizenv_desktop.reports.fonts.roles import Role
from bizenv_desktop.reports.fonts.truetype import FontError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

GETA = "〓"  # stands for a character no face can draw, as Chinese printers have it


class FaceChain:
    """The faces tried in turn for one role."""

    def __init__(self, faces: tuple[EmbeddedFace, ...]) -> None:
        self.faces = faces
        self._owners: dict[str, EmbeddedFace | None] = {}

    @property
    def first(self) -> EmbeddedFace:
        """The face that draws most of the text."""
        return self.faces[0]

    def owner(self, char: str) -> EmbeddedFace | None:
        """Return the face that draws a character, None if none can."""
        if char not in self._owners:
            code = ord(char)
            self._owners[char] = next((f for f in self.faces if f.file.glyph(code)), None)
        return self._owners[char]

    def width(self, char: str) -> int:
        """Return the advance of a character, that of 〓 if no face can draw it."""
        face = self.owner(char) or self.owner(GETA)
        return face.width(char) if face else 1000


@dataclass(frozen=True)
class FaceSet:
    """The faces of documents by role; made by `open_faces`, shared by all their paragraphs.

    `learnt` is what typesetting finds out of each chain once for all these documents.
    """

    chains: Mapping[Role, FaceChain]
    learnt: dict[Role, Any] = field(default_factory=dict, compare=False, repr=False)

    def chain(self, role: Role) -> FaceChain:
        """Return the faces tried for a role."""
        return self.chains[role]

    def missing_characters(
        self, texts: str | Iterable[str], role: Role = Role.BODY
    ) -> tuple[str, ...]:
        """Return the characters that will be drawn as 〓, each once, in order of appearance."""
        chain = self.chains[role]
        distinct: dict[str, None] = {}
        for text in [texts] if isinstance(texts, str) else texts:
            distinct.update(dict.fromkeys(text))
        return tuple(char for char in distinct if is_visible(char) and chain.owner(char) is None)


def open_faces(*, prefer_installed: bool, folders: Iterable[Path] | None = None) -> FaceSet:
    """Open the faces for one document.

    With `prefer_installed` the official faces found in `folders` (the system's font folders if
    None) come before the bundled ones; without it the same text gives the same bytes on every PC.
    An installed file that cannot be embedded is passed over; a bundled one that is gone raises
    `UserError`.
    """
    official: Mapping[Role, tuple[Path, ...]] = {}
    if prefer_installed:
        official = official_files(font_folders() if folders is None else folders)
    own = {role: _own_faces(role, official.get(role, ())) for role in Role}
    last = own[Role.BODY] + own[Role.HEI]
    return FaceSet(
        {
            role: FaceChain(faces + tuple(f for f in last if f not in faces))
            for role, faces in own.items()
        }
    )


def _own_faces(role: Role, official: tuple[Path, ...]) -> tuple[EmbeddedFace, ...]:
    """Return the first official face that can be embedded, and the bundled one."""
    faces = []
    for path in official:
        try:
            faces.append(registered(path))
            break
        except FontError:
            continue  # cut short, variable, or its licence bits forbid it
    bundled = resource_dir() / "fonts" / f"{role}.ttf"
    try:
        faces.append(registered(bundled))
    except FontError as error:
        message = f"程序自带的字体 {bundled.name} 不见了或已损坏，请重新安装程序。"
        raise UserError(message) from error
    return tuple(faces)


def is_visible(char: str) -> bool:
    """Tell whether a character leaves ink or a space: controls and joiners do not."""
    return unicodedata.category(char) not in ("Cc", "Cf") and not 0xFE00 <= ord(char) <= 0xFE0F
