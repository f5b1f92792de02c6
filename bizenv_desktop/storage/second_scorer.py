# SPDX-License-Identifier: MIT
"""The second scorer: the same rules written again in SQL, over the stored rows, in whole cents.

It shares no code with `domain.scoring`; `check` and the tests compare the two. All numbers are
integers of hundredths, so nothing is rounded before the two places asked for; the bounds of
`domain/checklists/rules.py` and `domain/numbers.py` keep every product inside 64 bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class SecondScore:
    """Scores of answered items by code, and the totals; None where there is nothing to divide by.

    `vetoed_by` are the codes that trigger a veto, where the self-check has vetoes on.
    """

    items: dict[str, Decimal]
    total: Decimal | None
    filled_total: Decimal | None
    bonus: Decimal
    grade: str | None
    vetoed_by: frozenset[str]


def second_score(connection: sqlite3.Connection, key: tuple[str, str]) -> SecondScore:
    """Score the self-check of that organisation and period from its rows."""
    names = {"organisation": key[0], "period": key[1]}
    scored = connection.execute(f"{_ITEMS} SELECT code, cents, vetoed FROM scored", names)
    items, vetoed_by = {}, set()
    for row in scored:
        if row["cents"] is not None:
            items[row["code"]] = _cents(row["cents"])
        if row["vetoed"]:
            vetoed_by.add(row["code"])
    row = connection.execute(f"{_ITEMS} {_TOTALS}", names).fetchone()
    return SecondScore(
        items=items,
        total=None if row["total"] is None else _cents(row["total"]),
        filled_total=None if row["filled_total"] is None else _cents(row["filled_total"]),
        bonus=_cents(row["bonus"]),
        grade=row["grade"],
        vetoed_by=frozenset(vetoed_by),
    )


def _cents(value: int) -> Decimal:
    return Decimal(value) / 100


_ITEMS = """
WITH chosen AS (
  SELECT s.organisation, s.period, s.bonus, s.veto, s.grades, c.content
  FROM self_check s JOIN checklist c ON c.id = s.checklist AND c.version = s.checklist_version
  WHERE s.organisation = :organisation AND s.period = :period
),
item AS (
  SELECT
    json_extract(i.value, '$.code') AS code,
    json_extract(i.value, '$.method') AS method,
    CAST(round(json_extract(i.value, '$.points') * 100) AS INTEGER) AS points,
    CAST(round(coalesce(json_extract(i.value, '$.partial'), '0.5') * 100) AS INTEGER) AS partial,
    coalesce(json_extract(i.value, '$.veto'), 0) AS vetoes,
    json_extract(i.value, '$.measure.denominator') IS NOT NULL AS is_ratio,
    CAST(round(json_extract(i.value, '$.measure.floor') * 100) AS INTEGER) AS floor,
    CAST(round(json_extract(i.value, '$.measure.target') * 100) AS INTEGER) AS target,
    json_extract(i.value, '$.deductions') AS deductions,
    json_extract(i.value, '$.tiers.bands') AS bands,
    chosen.bonus AS bonus_on, chosen.veto AS veto_on
  FROM chosen, json_each(chosen.content, '$.items') i
),
answered AS (
  SELECT item.*, a.verdict,
    CAST(round(a.numerator * 100) AS INTEGER) AS numerator,
    CAST(round(a.denominator * 100) AS INTEGER) AS denominator,
    CAST(round(a.value * 100) AS INTEGER) AS figure,
    coalesce((
      SELECT sum(o.count * CAST(round(json_extract(d.value, '$.each') * 100) AS INTEGER))
      FROM occurrence o, json_each(item.deductions) d
      WHERE o.organisation = a.organisation AND o.period = a.period AND o.item = item.code
        AND json_extract(d.value, '$.code') = o.kind
    ), 0) AS deducted
  FROM item LEFT JOIN answer a
    ON a.organisation = :organisation AND a.period = :period AND a.item = item.code
   AND a.confirmed = 1
  WHERE (item.method <> 'bonus' OR item.bonus_on) AND (item.method <> 'veto' OR item.veto_on)
),
-- the share of a measure as a fraction over / under, both whole numbers, under > 0
measured AS (
  SELECT *,
    CASE WHEN is_ratio THEN numerator * 10000 - floor * denominator ELSE figure - floor END
      * CASE WHEN target > floor THEN 1 ELSE -1 END AS over,
    abs(target - floor) * CASE WHEN is_ratio THEN denominator ELSE 1 END AS under
  FROM answered
),
pointed AS (
  SELECT *,
    CASE
      WHEN verdict = 'not_applicable' THEN NULL
      WHEN method = 'measure' THEN CASE
        WHEN over IS NULL OR under IS NULL OR under <= 0 THEN NULL
        WHEN over <= 0 THEN 0
        WHEN over >= under THEN points
        ELSE (2 * points * over + under) / (2 * under) END
      WHEN method = 'tier' THEN CASE WHEN figure IS NULL THEN NULL ELSE (
        SELECT CAST(round(json_extract(b.value, '$.score') * 100) AS INTEGER)
        FROM json_each(measured.bands) b
        WHERE figure >= coalesce(
                CAST(round(json_extract(b.value, '$.at_least') * 100) AS INTEGER), figure)
          AND figure <= coalesce(
                CAST(round(json_extract(b.value, '$.at_most') * 100) AS INTEGER), figure)
        ORDER BY b.key LIMIT 1) END
      WHEN verdict IS NULL THEN NULL
      WHEN verdict = 'not_met' THEN 0
      WHEN method = 'deduction' AND verdict = 'partly_met' AND deducted = 0 THEN NULL
      WHEN method = 'deduction' THEN max(0, points - deducted)
      WHEN verdict = 'partly_met' THEN points * partial / 100
      ELSE points
    END AS cents
  FROM measured
),
-- 不符合 on an item that carries a veto; a figure says it by scoring nothing
scored AS (
  SELECT code, method, points, verdict, cents,
    veto_on AND (vetoes OR method = 'veto') AND cents IS NOT NULL
      AND CASE WHEN method IN ('measure', 'tier') THEN cents = 0 ELSE verdict = 'not_met' END
      AS vetoed
  FROM pointed
)
"""

_TOTALS = """
, sums AS (
  SELECT
    sum(CASE WHEN method NOT IN ('bonus', 'veto') THEN cents END) AS got,
    sum(CASE WHEN method NOT IN ('bonus', 'veto')
              AND coalesce(verdict, '') <> 'not_applicable' THEN points END) AS due,
    sum(CASE WHEN method NOT IN ('bonus', 'veto') AND cents IS NOT NULL THEN points END) AS filled,
    coalesce(sum(CASE WHEN method = 'bonus' THEN cents END), 0) AS earned,
    coalesce(max(vetoed), 0) AS vetoed
  FROM scored
),
totals AS (
  SELECT
    CASE WHEN due > 0 THEN (20000 * coalesce(got, 0) + due) / (2 * due) END AS base_total,
    CASE WHEN filled > 0 THEN (20000 * coalesce(got, 0) + filled) / (2 * filled) END AS base_filled,
    min(earned, CAST(round(
      coalesce((SELECT json_extract(content, '$.bonus_cap') FROM chosen), 0) * 100) AS INTEGER)
    ) AS bonus,
    vetoed
  FROM sums
)
SELECT base_total + totals.bonus AS total, base_filled + totals.bonus AS filled_total,
  totals.bonus AS bonus,
  CASE
    WHEN NOT chosen.grades OR base_total IS NULL THEN NULL
    WHEN vetoed THEN (
      SELECT json_extract(g.value, '$.name') FROM json_each(chosen.content, '$.grades') g
      ORDER BY g.key DESC LIMIT 1)
    ELSE (
      SELECT json_extract(g.value, '$.name') FROM json_each(chosen.content, '$.grades') g
      WHERE base_total + totals.bonus >=
        CAST(round(json_extract(g.value, '$.minimum') * 100) AS INTEGER)
      ORDER BY g.key LIMIT 1)
  END AS grade
FROM totals, chosen
"""
