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


_NOTHING = Decimal("0.00")


def half_up(value: Fraction | Decimal) -> Decimal:
    """Round a non-negative value half-up to two places, exactly."""
    return _hundredths(*value.as_integer_ratio())


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
    number, parts = answer.numerator.as_integer_ratio()
    whole, pieces = answer.denominator.as_integer_ratio()
    return Fraction(number * pieces * 100, parts * whole)


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
    above, span = _share(measured, item.measure.floor, item.measure.target)
    points, parts = item.points.as_integer_ratio()
    return _hundredths(points * min(above, span), parts * span) if above > 0 else _NOTHING


def _share(measured: Fraction, floor: Decimal, target: Decimal) -> tuple[int, int]:
    """Where a figure lies from floor (0) to target (1), as two whole numbers, the second positive.

    Whole numbers, because a superior works out some hundred of these a package.
    """
    (low, low_parts), (high, high_parts) = floor.as_integer_ratio(), target.as_integer_ratio()
    span = high * low_parts - low * high_parts
    if not span:
        raise ZeroDivisionError(target)
    above = (measured.numerator * low_parts - low * measured.denominator) * high_parts
    return (
        (above, span * measured.denominator)
        if span > 0
        else (
            -above,
            -span * measured.denominator,
        )
    )


def _hundredths(number: int, parts: int) -> Decimal:
    """`number` / `parts`, not negative, rounded half-up to two places."""
    return Decimal((number * 200 + parts) // (2 * parts)).scaleb(-2)
