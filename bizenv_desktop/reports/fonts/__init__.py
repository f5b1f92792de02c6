# SPDX-License-Identifier: MIT
"""Faces for papers: by role, with fall-backs, embedded so that every character can be searched.

    faces = open_faces(prefer_installed=True)           # once per document
    faces.missing_characters(texts)                     # drawn as 〓: tell the user before
    faces.chain(Role.FANGSONG).width("条")              # thousandths of an em
    faces.chain(Role.BODY).first.fontName               # for reportlab drawings: a registered font

The bundled faces lie in `resources/fonts`, built by `packaging/fonts`. reportlab is imported by
`open_faces`, not by this package.
"""

from bizenv_desktop.reports.fonts.embedding import EmbeddedFace, Subset
from bizenv_desktop.reports.fonts.faces import GETA, FaceChain, FaceSet, is_visible, open_faces
from bizenv_desktop.reports.fonts.roles import Role

__all__ = [
    "GETA",
    "EmbeddedFace",
    "FaceChain",
    "FaceSet",
    "Role",
    "Subset",
    "is_visible",
    "open_faces",
]
