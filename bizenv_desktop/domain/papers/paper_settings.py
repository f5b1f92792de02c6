# SPDX-License-Identifier: MIT
"""What a unit sets for one kind of paper, kept in its database as plain JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.text import clean_text

if TYPE_CHECKING:
    from bizenv_desktop.domain.papers.paper_kinds import PaperKind

_LONGEST = 60  # characters of a unit's name or a label


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """How one kind of paper is written.

    `centre` replaces the unit's name in titles and under signatures, empty for its own;
    `signatories` replaces 填表人, 审核人, 单位负责人, empty for these; `landscape` None for the
    kind's own way; `code` prints the 核对码; `prefilled` puts what is filled in on a walk-round
    sheet; `person` keeps only what is that person's or unit's; `logo` prints the picture the unit
    has; `brief` writes the report short.
    """

    centre: str = ""
    signatories: tuple[str, ...] = ()
    landscape: bool | None = None
    code: bool = True
    prefilled: bool = False
    person: str = ""
    logo: bool = False
    brief: bool = False

    def lies_across(self, kind: PaperKind) -> bool:
        """Whether the paper is laid across."""
        return kind.landscape if self.landscape is None else self.landscape


def setting_name(kind: PaperKind) -> str:
    """The setting of the Store that keeps the settings of a kind."""
    return f"paper_{kind.id}"


def settings_to_json(settings: PaperSettings) -> dict[str, Any]:
    """Settings as plain JSON; `person` is chosen anew each time and not kept."""
    return {
        "centre": settings.centre,
        "signatories": list(settings.signatories),
        "landscape": settings.landscape,
        "code": settings.code,
        "prefilled": settings.prefilled,
        "logo": settings.logo,
        "brief": settings.brief,
    }


def settings_from_json(value: object) -> PaperSettings:
    """Settings as kept; what is missing or odd falls back to the default."""
    kept = value if isinstance(value, dict) else {}
    default = PaperSettings()
    landscape = kept.get("landscape")
    labels = kept.get("signatories")
    return PaperSettings(
        centre=_text(kept.get("centre")),
        signatories=tuple(filter(None, map(_text, labels if isinstance(labels, list) else ()))),
        landscape=landscape if isinstance(landscape, bool) else None,
        code=_flag(kept.get("code"), default.code),
        prefilled=_flag(kept.get("prefilled"), default.prefilled),
        logo=_flag(kept.get("logo"), default.logo),
        brief=_flag(kept.get("brief"), default.brief),
    )


def _text(value: object) -> str:
    return clean_text(value).strip()[:_LONGEST] if isinstance(value, str) else ""


def _flag(value: object, default: bool) -> bool:
    return value if isinstance(value, bool) else default
