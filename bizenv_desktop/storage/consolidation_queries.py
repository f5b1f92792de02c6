# SPDX-License-Identifier: MIT
"""The queries of figures over many units.

Most begin with the heads of one period within a range of codes, but for our own unit: their values
are the period, the first code, the code behind the last, our own code (`Scope.values`).
"""

from __future__ import annotations

from bizenv_desktop.domain.exchange.received import Outcome
from bizenv_desktop.storage.package_rows import COUNTS

HEADS = (
    "head INDEXED BY head_period"
    " WHERE head.period = ? AND head.organisation >= ? AND head.organisation < ?"
    " AND head.organisation <> ?"
)
HEAD_COLUMNS = "head.organisation, head.period, head.package AS number"
STANDING = f"""
    SELECT one.organisation, one.period, own.name, package.id AS package, package.revision,
           package.made, package.arrived, head.others, own.checklist, own.checklist_version,
           (SELECT min(each.arrived) FROM package AS each
             WHERE each.organisation = one.organisation AND each.period = one.period
               AND each.kind = 'submission' AND each.state <> 'quarantined' AND NOT each.undone
           ) AS first_arrived,
           EXISTS (SELECT 1 FROM review_note AS note
             WHERE note.organisation = one.organisation AND note.period = one.period
               AND note.kind = 'return' AND note.package = package.id) AS returned,
           own.sample, own.checklist_sha256, own.total, own.filled_total, own.bonus, own.grade,
           own.vetoed_by, own.answered, own.asked, own.findings, own.closed, one.number
      FROM (SELECT {HEAD_COLUMNS} FROM {HEADS}) AS one
      JOIN head ON head.organisation = one.organisation AND head.period = one.period
      JOIN package ON package.number = one.number
      JOIN received_check AS own ON own.package = one.number
     ORDER BY one.organisation
"""
RELAYS = f"""
    SELECT organisation, period, '' AS name, id AS package, revision, made, arrived, 0 AS others,
           '' AS checklist, 0 AS checklist_version, arrived AS first_arrived, 0 AS returned
      FROM package WHERE organisation = ? AND period IN (?, '') AND kind = 'relay' AND sender = ?
       AND {COUNTS} ORDER BY number DESC
"""
DIMENSIONS = f"""
    SELECT each.package AS number, each.code, each.name, each.score, each.points
      FROM (SELECT {HEAD_COLUMNS} FROM {HEADS}) AS one
      JOIN received_dimension AS each ON each.package = one.number
"""
TOTALS = f"""
    SELECT one.organisation, own.checklist, own.total
      FROM (SELECT {HEAD_COLUMNS} FROM {HEADS}) AS one
      JOIN received_check AS own ON own.package = one.number
"""
CHECKLISTS = f"""
    SELECT own.checklist, own.checklist_version, own.checklist_sha256, count(*) AS units
      FROM (SELECT {HEAD_COLUMNS} FROM {HEADS}) AS one
      JOIN received_check AS own ON own.package = one.number
     GROUP BY 1, 2, 3 ORDER BY 1, 2 DESC, 4 DESC
"""
SUMS = ("full", "part", "none", "not_applicable", "unanswered", "points", "score")
FAMILY = (
    "CASE instr(own.checklist, '@') WHEN 0 THEN own.checklist"
    " ELSE substr(own.checklist, 1, instr(own.checklist, '@') - 1) END"
)
SUMMED = (
    "SELECT checklist AS family, item, "
    + ", ".join(f"sum({name}) AS {name}" for name in SUMS)
    + " FROM item_summary WHERE period = ? AND area >= ? AND area < ? GROUP BY checklist, item"
)
COUNTED = (
    f"SELECT {FAMILY} AS family, each.item, "
    + ", ".join(
        f"sum(each.outcome = {place}) AS {name}" for place, name in enumerate(SUMS[: len(Outcome)])
    )
    + ", sum(each.points) AS points, sum(each.score) AS score"
    f" FROM (SELECT {HEAD_COLUMNS} FROM {HEADS}) AS one"
    " JOIN received_check AS own ON own.package = one.number"
    " JOIN received_item AS each ON each.package = one.number GROUP BY 1, 2"
)
LOSING = f"""
    SELECT one.organisation, own.name, own.sample, each.points, each.score
      FROM (SELECT {HEAD_COLUMNS} FROM {HEADS}) AS one
      JOIN received_item AS each ON each.package = one.number AND each.item = ?
       AND each.outcome IN (1, 2)
      JOIN received_check AS own ON own.package = one.number AND {FAMILY} = ?
     ORDER BY one.organisation
"""
LOSING_AREAS = """
    SELECT area, none, part FROM item_summary
     WHERE period = ? AND area >= ? AND area < ? AND checklist = ? AND item = ? AND part + none > 0
     ORDER BY area
"""
LOSING_IN = f"""
    SELECT head.organisation, own.name, own.sample, each.points, each.score
      FROM json_each(?) AS area
      CROSS JOIN head INDEXED BY head_period ON head.period = ?
       AND head.organisation >= area.value AND head.organisation < area.value || '['
       AND substr(head.organisation, 1, 6) = area.value AND head.organisation <> ?
      CROSS JOIN received_item AS each ON each.package = head.package AND each.item = ?
       AND each.outcome = ?
      CROSS JOIN received_check AS own ON own.package = head.package AND {FAMILY} = ?
     ORDER BY head.organisation LIMIT ?
"""
FINDING_COUNTS = f"""
    SELECT each.kind, each.dimension, each.state, count(*) AS count,
           sum(each.state <> 'closed' AND each.due < ?) AS overdue,
           sum(each.state <> 'closed' AND each.due BETWEEN ? AND ?) AS soon,
           sum(each.recurrence > 0) AS recurring
      FROM (SELECT {HEAD_COLUMNS} FROM {HEADS}) AS one
      JOIN received_finding AS each ON each.package = one.number
     GROUP BY 1, 2, 3
"""
FINDINGS = f"""
    SELECT one.organisation, own.name, own.sample, each.*
      FROM (SELECT {HEAD_COLUMNS} FROM {HEADS}) AS one
      JOIN received_finding AS each ON each.package = one.number
      JOIN received_check AS own ON own.package = one.number
     WHERE 1 {{}}
     ORDER BY one.organisation, each.dimension, each.item LIMIT ?
"""
