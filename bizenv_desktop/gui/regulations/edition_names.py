# SPDX-License-Identifier: MIT
"""Editions as lists and sentences name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bizenv_desktop.domain.regulations.regulation import Edition


def edition_name(edition: Edition) -> str:
    """《黑龙江省优化营商环境条例》（2026年版）, by the year it came into force."""
    year = f"（{edition.effective.year}年版）" if edition.effective else ""
    return f"《{edition.title}》{year}"
