# SPDX-License-Identifier: MIT
"""What must be known of an edition beside its text, as far as the text tells it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.enactor import likely_issuer, likely_number, likely_rank
from bizenv_desktop.domain.regulations.official_text import to_edition, with_official_text
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bizenv_desktop.domain.pinyin import Initials
    from bizenv_desktop.domain.regulations.legal_rank import LegalRank
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.domain.regulations.regulation_text import ParsedRegulation

_SUBJECT = "优化营商环境条例"
_QUALIFIER = re.compile(r"[（(].*")
_LETTERS = 12


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """What a user says of a new edition; empty or None is not known yet."""

    title: str
    short_title: str
    issuer: str
    rank: LegalRank | None
    number: str
    effective: date | None

    @property
    def missing(self) -> tuple[str, ...]:
        """What has still to be filled in, in Chinese."""
        names = (
            ("法规名称", self.title.strip()),
            ("制定机关", self.issuer.strip()),
            ("效力等级", self.rank),
            ("施行日期", self.effective),
        )
        return tuple(name for name, value in names if not value)


def likely_facts(parsed: ParsedRegulation) -> EditionFacts:
    """What the text tells, for the user to complete."""
    return EditionFacts(
        title=parsed.title,
        short_title="",
        issuer=likely_issuer(parsed.notes),
        rank=likely_rank(parsed.notes),
        number=likely_number(parsed.notes),
        effective=parsed.effective,
    )


def editions_of_text(parsed: ParsedRegulation, known: Iterable[Edition]) -> tuple[Edition, ...]:
    """The known editions this may be the official text of, the newest first."""
    found = []
    for edition in known:
        if not parsed.title or _bare(parsed.title) != _bare(edition.title):
            continue
        try:
            with_official_text(edition, parsed)
        except UserError:
            continue
        found.append(edition)
    return tuple(sorted(found, key=lambda each: str(each.effective or ""), reverse=True))


def new_edition(
    parsed: ParsedRegulation,
    facts: EditionFacts,
    known: Iterable[Edition],
    initials: Initials,
    source: str = "",
) -> Edition:
    """A new edition of that text; everybody who imports the text gets the same id.

    `UserError` while something is missing, or when numbers stand twice.
    """
    if facts.missing or facts.rank is None or facts.effective is None:
        raise UserError(f"还要填写{'、'.join(facts.missing)}，才能存为新的版本。")
    title = facts.title.strip()
    regulation = next(
        (each.regulation for each in known if _bare(each.title) == _bare(title)),
        _new_regulation(title, initials),
    )
    return to_edition(
        parsed,
        id=f"{regulation}.{facts.effective:%Y%m%d}",
        regulation=regulation,
        rank=facts.rank,
        issuer=facts.issuer.strip(),
        effective=facts.effective,
        title=title,
        short_title=facts.short_title.strip(),
        number=facts.number.strip(),
        source=source,
    )


def _new_regulation(title: str, initials: Initials) -> str:
    """sds-1f2e.yhyshj: letters to read, a digest against 山西 and 陕西, the subject."""
    bare = _bare(title)
    letters = initials.initials(bare.removesuffix(_SUBJECT))[:_LETTERS] or "x"
    digest = hashlib.sha256(bare.encode()).hexdigest()[:4]
    return f"{letters}-{digest}{'.yhyshj' if bare.endswith(_SUBJECT) else ''}"


def _bare(title: str) -> str:
    """The title without its qualifier （2022年修订）."""
    return _QUALIFIER.sub("", title).strip()
