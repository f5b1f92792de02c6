# SPDX-License-Identifier: MIT
"""Measured and counted figures, and the points they give; exact until the one rounding."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import Method

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.selfcheck import Answer


def half_up(value: Fraction | Decimal) -> Decimal:
    """Round a non-negative value half-up to two places, exactly."""
    hundredths = (Fraction(value) * 200 + 1) // 2
    return Decimal(int(hundredths)).scaleb(-2)


def measured_value(item: CheckItem, answer: Answer) -> Fraction | None:
    """A measure's figure, a ratio in percent.

    None while a number is missing or the denominator is 0, and for items that measure nothing.
    """
    measure = item.measure
    if measure is None:
        return None
    if not measure.is_ratio:
        return None if answer.value is None else Fraction(answer.value)
    if answer.numerator is None or not answer.denominator:
        return None
    return Fraction(answer.numerator) * 100 / Fraction(answer.denominator)


def points_from_numbers(item: CheckItem, answer: Answer) -> Decimal | None:
    """The score the numbers of a measure or tier give, None while they do not decide it.

    A measure is linear between floor and target in either direction, clamped outside, and rounded
    half-up to two places; a tier gives what its first matching band gives.
    """
    if item.method is Method.TIER:
        if item.tiers is None or answer.value is None:
            return None
        return item.tiers.band_of(answer.value).score
    measured = measured_value(item, answer)
    if item.measure is None or measured is None:
        return None
    span = Fraction(item.measure.target) - Fraction(item.measure.floor)
    share = (measured - Fraction(item.measure.floor)) / span
    return half_up(Fraction(item.points) * min(Fraction(1), max(Fraction(0), share)))
