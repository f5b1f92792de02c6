# SPDX-License-Identifier: MIT
"""What may be done to a finished PDF before it is kept: archived, signed, or both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Seal:
    """What is done to a finished PDF: kept as an archive, signed with a certificate file."""

    archive: bool = False
    certificate: Path | None = None
    password: str = field(default="", repr=False)


def sealed(pdf: bytes, seal: Seal, now: datetime) -> bytes:
    """The PDF with the seal on it; the signature comes last, over what is kept.

    `now` has its zone. `UserError` where the archive or the signature cannot be made.
    """
    if seal.archive:
        from bizenv_desktop.reports.archive import archive

        pdf = archive(pdf)
    if seal.certificate is not None:
        from bizenv_desktop.reports.signing import certificate_file, sign

        pdf = sign(pdf, certificate_file(seal.certificate), seal.password, now)
    return pdf
