# SPDX-License-Identifier: MIT
"""Every column of every table filled, submitted, received: the same rows on the other side."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from data.db.make_v1 import ANSWERS, FINDING, OPTIONS
from data.db.make_v3 import EDITION, IMPORTED
from data.db.make_v4 import LOGS, VISITS
from exchanging import DEVICE, make_superior, township
from helpers import LONG_NOTE, NOW, PERIOD, RARE, fill_database, small_checklist

from bizenv_desktop import actions
from bizenv_desktop.actions.key_actions import enrol, own_card, own_key
from bizenv_desktop.domain.evidence import (
    Evidence,
    EvidenceKind,
    EvidenceLink,
    ItemEvidence,
    Use,
)
from bizenv_desktop.domain.exchange.header import BlobKind, PackageKind
from bizenv_desktop.domain.findings.lifecycle import Event, Step
from bizenv_desktop.domain.findings.looks import Look, LookOutcome
from bizenv_desktop.domain.papers.report_draft import EditedParagraph
from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.core_database import all_rows, open_core
from bizenv_desktop.storage.core_schema import CORE_TABLES, columns
from bizenv_desktop.sync.container import write_package
from bizenv_desktop.sync.receiving import Taken, receive_file
from bizenv_desktop.sync.submitting import seal, submission_content

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.domain.filled import FilledCheck

KIND = PackageKind.SUBMISSION
OWN = replace(township(), sample=True)
KEY = (OWN.code, PERIOD.code)
EARLIER = (OWN.code, "2026Q3")
PHOTO = b"\xff\xd8 a photo"


def fill_every_column(path: Path) -> None:
    """A self-check nobody would submit, with something in every field there is."""
    checklist = replace(small_checklist(), edition=EDITION.id)
    fill_database(path, checklist, ANSWERS, organisation=OWN, options=OPTIONS)
    earlier = PERIOD.previous()
    fill_database(path, checklist, {"A01": ANSWERS["A01"]}, organisation=OWN, period=earlier)
    file = Evidence(
        hashlib.sha256(PHOTO).hexdigest(), f"{RARE[:6]}门厅.jpg", EvidenceKind.PHOTO, "jpg",
        len(PHOTO), NOW, 1600, 1200, NOW, "0f1e2d3c4b5a6978",
    )  # fmt: skip
    closing = [Event(step, NOW, who, "已改", "王喆") for step, who in (
        (Step.START, "王喆"), (Step.SUBMIT, "王喆"), (Step.CLOSE, "李㐱"))]  # fmt: skip
    with Store.open(path) as store:
        check = store.self_check(KEY)
        store.save_self_check(replace(check, preparer="李㐱", reviewer="王喆", head="赵𬭎"))
        store.save_findings(KEY, [FINDING])
        store.save_visits(KEY, VISITS)
        for key, logs in ((KEY, LOGS), (EARLIER, {"A01": closing}), (KEY, {"督1-2": closing})):
            for item, log in logs.items():
                for place, event in enumerate(getattr(log, "events", log), 1):
                    store.add_events(key, {item: (place, event)})
        look = Look(3, 30, date(2026, 12, 23), "赵𬭎", LookOutcome.AGAIN, NOW, LONG_NOTE[:2000])
        store.add_look(KEY, "督1-2", 1, look)
        store.evidence.keep(file, PHOTO)
        link = EvidenceLink(file.sha256, Use.BEFORE, RARE)
        store.evidence.save_links(KEY, [ItemEvidence("A01", (link,))])
        store.save_report_edit(KEY, "situation/A", EditedParagraph(LONG_NOTE, RARE))
        place = Citation(EDITION.id, 2, 1, 2, insert=1, item=1)
        cited = ConfirmedCitation("small", "A01", place, "王喆", NOW)
        store.keep_edition(IMPORTED, {cited.key: cited})


def send(path: Path, stick: Path) -> FilledCheck:
    """What `submit` does, but for 审核, which a self-check like this never passes."""
    with Store.open(path) as store:
        filled = actions.fill(store, KEY, NOW.date())
        content = submission_content(store, filled, f"王喆{RARE.strip()}")
        sealed = seal(
            content, KIND, OWN, own_key(store, NOW), DEVICE, NOW, "0",
            organisation=KEY[0], period=KEY[1],
        )  # fmt: skip
        texts = [
            (content.texts.get(blob.sha256) or store.evidence.files.path(blob.sha256).read_bytes(),)
            for blob in content.blobs
        ]
        write_package(stick, sealed, content.core, texts)
        return filled


@pytest.fixture
def sent(tmp_path: Path) -> tuple[Path, Path, FilledCheck]:
    town, package = tmp_path / "town.db", tmp_path / "sent.bizenv"
    fill_every_column(town)
    return town, package, send(town, package)


def test_every_column_arrives(tmp_path: Path, sent: tuple[Path, Path, FilledCheck]) -> None:
    town, path, _ = sent
    with Store.open(make_superior(tmp_path / "county.db")) as county, Store.open(town) as store:
        card = own_card(store, NOW)
        enrol(county, card, card.fingerprint, NOW)
        outcome = receive_file(county, path, NOW)
        assert outcome.taken is Taken.TAKEN, outcome.reason
        core = county.packages.content(outcome.package).core
        with open_core(KIND, core) as opened:
            rows = {
                table: [tuple(row) for row in all_rows(opened, KIND, table)]
                for table in CORE_TABLES[KIND]
            }
        for table, found in rows.items():
            names = columns(KIND, table)
            for place, name in enumerate(names):
                filled = [row[place] for row in found if row[place] not in (None, "", 0)]
                assert filled, f"{table}.{name} was filled with nothing"
            if store._all(f"SELECT 1 FROM pragma_table_info('{table}') LIMIT 1"):
                assert sorted(found, key=repr) == sorted(own_rows(store, table, names), key=repr)
        photo = county.packages.attachment(hashlib.sha256(PHOTO).hexdigest())
    assert photo == PHOTO


def own_rows(store: Store, table: str, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The town's own rows of this self-check."""
    mine = {"organisation", "period"} <= set(names)
    where = " WHERE organisation = ? AND period = ?" if mine else ""
    query = f"SELECT {', '.join(names)} FROM {table}{where}"
    return [tuple(row) for row in store._all(query, KEY if mine else ())]


def test_the_county_sees_what_the_town_sees(
    tmp_path: Path, sent: tuple[Path, Path, FilledCheck]
) -> None:
    from bizenv_desktop.storage.submission_rows import read_submission

    town, path, own = sent
    with Store.open(make_superior(tmp_path / "county.db")) as county:
        with Store.open(town) as store:
            card = own_card(store, NOW)
        enrol(county, card, card.fingerprint, NOW)
        outcome = receive_file(county, path, NOW)
        assert county.packages.record(outcome.package) is not None
        core = county.packages.content(outcome.package).core
        blobs = outcome.header.blobs if outcome.header else ()
    (text,) = [blob for blob in blobs if blob.kind is BlobKind.CHECKLIST]
    found = read_submission(KIND, core, KEY)
    assert text.sha256 == found.frozen.checklist_sha256
    filled = found.filled(own.checklist, own.today)
    assert filled.check == own.check
    assert filled.answers == own.answers
    assert filled.findings == own.findings
    assert filled.comebacks == own.comebacks != {}
    assert filled.provincial == own.provincial != {}
    assert filled.evidence.items == own.evidence.items
    assert [remark.message for remark in filled.remarks] == [
        remark.message for remark in own.remarks
    ]
