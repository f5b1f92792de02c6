# SPDX-License-Identifier: MIT
"""Whether what was worked out from the packages still follows from them, and photos are whole."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.heads import Revision, heads
from bizenv_desktop.domain.period import Period
from bizenv_desktop.storage import package_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.storage.package_files import PackageFiles
    from bizenv_desktop.storage.package_rows import Query

_ANEW = (
    "SELECT own.period, CASE instr(own.checklist, '@') WHEN 0 THEN own.checklist"
    " ELSE substr(own.checklist, 1, instr(own.checklist, '@') - 1) END, each.item,"
    " substr(own.organisation, 1, 6), sum(outcome = 0), sum(outcome = 1), sum(outcome = 2),"
    " sum(outcome = 3), sum(outcome = 4), sum(points), sum(score)"
    " FROM head JOIN received_check AS own ON own.package = head.package"
    " JOIN received_item AS each ON each.package = head.package GROUP BY 1, 2, 3, 4"
)
_KEPT = (
    'SELECT period, checklist, item, area, "full", part, "none", not_applicable, unanswered,'
    ' points, score FROM item_summary WHERE "full" + part + "none" + not_applicable + unanswered'
)


def head_faults(query: Query) -> Iterator[str]:
    """Units and periods for which another package is shown than stands."""
    found: dict[tuple[str, str], dict[str, tuple[int, Revision]]] = {}
    for row in query(
        "SELECT number, id, organisation, period, revision, header FROM package"
        f" JOIN package_content USING (number) WHERE kind = 'submission' AND sender = organisation"
        f" AND {package_rows.COUNTS}"
    ):
        before = frozenset(json.loads(row["header"])["ancestors"])
        revision = Revision(row["id"], row["revision"], before)
        place = (row["organisation"], row["period"])
        found.setdefault(place, {})[row["id"]] = (row["number"], revision)
    shown = {
        (row["organisation"], row["period"]): (row["package"], row["others"])
        for row in query("SELECT organisation, period, package, others FROM head")
    }
    for place in sorted(found.keys() | shown.keys()):
        known = found.get(place, {})
        standing = heads(revision for _, revision in known.values())
        wanted = (known[standing[0].id][0], len(standing) - 1) if standing else None
        if wanted != shown.get(place):
            yield f"{place[0]}的{Period.parse(place[1]).label}显示的不是最新的上报；请用备份恢复。"


def summary_faults(query: Query) -> Iterator[str]:
    """Whether the sums over items are those of the packages shown."""
    for one, other in ((_ANEW, _KEPT), (_KEPT, _ANEW)):
        for row in query(f"SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other}) LIMIT 1"):
            period = Period.parse(row[0]).label
            yield f"{period}{row[2]}的各单位合计与收到的上报包不一致；请用备份恢复。"
            return


def altered_attachments(query: Query, files: PackageFiles) -> dict[str, str]:
    """What is wrong with photos beside the database, by their SHA-256: 缺失 or 被改动."""
    faults = {}
    for row in query("SELECT sha256, pack, place, size FROM attachment WHERE pack <> ''"):
        digest, read = hashlib.sha256(), 0
        for part in files.parts(row["pack"], row["place"], row["size"]):
            digest.update(part)
            read += len(part)
        if read < row["size"]:
            faults[row["sha256"]] = "缺失"
        elif digest.hexdigest() != row["sha256"]:
            faults[row["sha256"]] = "被改动"
    return faults
