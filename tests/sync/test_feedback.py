# SPDX-License-Identifier: MIT
"""Feedback nobody honest wrote: refused in one sentence, or never shown."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from answering import make_pair, take
from exchanging import CITY, COUNTY, DEVICE, make_superior, township
from helpers import NOW, PERIOD
from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop import actions
from bizenv_desktop.actions.feedback_actions import feedback_for
from bizenv_desktop.actions.key_actions import own_key
from bizenv_desktop.domain.exchange.feedback import (
    FeedbackContent,
    NoteKind,
    Receipt,
    Review,
    ReviewNote,
)
from bizenv_desktop.domain.exchange.header import Blob, BlobKind, PackageKind
from bizenv_desktop.domain.papers.reviewed import ReviewedScore
from bizenv_desktop.errors import PackageError
from bizenv_desktop.storage import Store
from bizenv_desktop.storage.core_database import make_core
from bizenv_desktop.storage.core_schema import columns
from bizenv_desktop.storage.feedback_rows import feedback_rows, read_feedback
from bizenv_desktop.sync.container import open_package, write_package
from bizenv_desktop.sync.feedback import check_feedback, take_feedback
from bizenv_desktop.sync.receiving import Taken
from bizenv_desktop.sync.submitting import Content, seal

if TYPE_CHECKING:
    from pathlib import Path

    from answering import Superior
    from exchanging import Town

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.organisation import Organisation

OWN = township().code
PACKAGE = "ab" * 32
RECEIPT = (PACKAGE, OWN, "2026Q4", 1, "2026-11-25T10:00:00+08:00")
REVIEW = (OWN, "2026Q4", "A01", PACKAGE, "0.5", "理由", "赵科长", "2026-11-25T10:00:00+08:00")
NOTE = (
    OWN,
    "2026Q4",
    1,
    "supervise",
    PACKAGE,
    "请补齐",
    "赵科长",
    "2026-11-25T10:00:00+08:00",
    "2026-12-15",
)
ROWS = {"receipt": RECEIPT, "review": REVIEW, "review_note": NOTE}


def core_of(**changed: object) -> bytes:
    """A core with one row a table, some columns of it (table__column) changed."""
    rows = {}
    for table, row in ROWS.items():
        names = columns(PackageKind.FEEDBACK, table)
        rows[table] = [
            tuple(
                changed.get(f"{table}__{name}", value)
                for name, value in zip(names, row, strict=True)
            )
        ]
    return make_core(PackageKind.FEEDBACK, rows)  # type: ignore[arg-type]


def test_an_honest_core_is_read_whole() -> None:
    content = read_feedback(core_of(), OWN)
    assert content.receipts[0].code == "ABABAB"
    assert content.reviews[0].given == ReviewedScore(Decimal("0.5"), "理由")
    assert content.notes[0].kind is NoteKind.SUPERVISE
    rows = feedback_rows(OWN, content)
    assert {table: tuple(row[0]) for table, row in rows.items()} == ROWS


@pytest.mark.parametrize("table", ROWS)
def test_no_row_is_about_another_unit(table: str) -> None:
    with pytest.raises(PackageError, match="混有别的单位"):
        read_feedback(core_of(**{f"{table}__organisation": "231222999"}), OWN)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("receipt__package", "../../etc"),
        ("receipt__package", "AB" * 32),
        ("receipt__revision", 0),
        ("receipt__revision", 2**62),
        ("receipt__period", "2026Q9"),
        ("receipt__received", "昨天"),
        ("receipt__received", "2026-11-25T10:00:00+08:00" + " " * 99),
        ("review__score", "-1"),
        ("review__score", "1e9"),
        ("review__score", "0.125"),
        ("review__score", "１"),
        ("review__score", "NaN"),
        ("review__score", "Infinity"),
        ("review__score", ""),
        ("review__score", "9" * 5),
        ("review__score", "1\n"),
        ("review__reason", "长" * 4001),
        ("review__reason", "控制\x07符"),
        ("review__item", ""),
        ("review__item", "A 01"),
        ("review__item", "A" * 41),
        ("review__period", ""),
        ("review__period", "2026q4"),
        ("review__who", "名" * 41),
        ("review__at", "2026-13-01T00:00:00"),
        ("review_note__kind", "fine"),
        ("review_note__position", 0),
        ("review_note__position", -1),
        ("review_note__words", ""),
        ("review_note__words", " \n"),
        ("review_note__words", "长" * 4001),
        ("review_note__due", "2026-02-30"),
        ("review_note__due", "20261215"),
        ("review_note__due", ""),
    ],
)
def test_a_value_no_program_of_ours_writes_is_refused(column: str, value: object) -> None:
    with pytest.raises(PackageError, match="读不懂"):
        read_feedback(core_of(**{column: value}), OWN)


@pytest.mark.parametrize("table", ROWS)
def test_nothing_is_said_twice(table: str) -> None:
    rows = {name: [row, row] if name == table else [row] for name, row in ROWS.items()}
    core = make_core(PackageKind.FEEDBACK, rows)  # type: ignore[arg-type]
    with pytest.raises(PackageError, match="有两份"):
        read_feedback(core, OWN)


def test_absurdly_many_rows_are_refused() -> None:
    rows = [(f"{n:064x}", OWN, "2026Q4", 1, RECEIPT[4]) for n in range(20_001)]
    with pytest.raises(PackageError, match="多得不合常理"):
        read_feedback(make_core(PackageKind.FEEDBACK, {"receipt": rows}), OWN)


def test_a_core_of_another_kind_is_refused() -> None:
    with pytest.raises(PackageError):
        read_feedback(make_core(PackageKind.SUBMISSION, {}), OWN)


@given(st.binary(max_size=40), st.integers(min_value=0), st.booleans())
def test_random_damage_is_refused_or_reads_as_some_feedback(
    junk: bytes, place: int, cut: bool
) -> None:
    core = core_of()
    at = place % len(core)
    harmed = core[:at] + junk + core[at + (0 if cut else len(junk)) :]
    refused, content = "", FeedbackContent()
    try:
        content = read_feedback(harmed, OWN)
    except PackageError as error:
        refused = str(error)
    assert not refused or refused.count("。") == 1
    assert all(0 <= each.given.score < 10_000 for each in content.reviews)


# -- who says it, and to whom


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Town, Superior]:
    town, county = make_pair(tmp_path)
    county.receive(town.submit(tmp_path / "stick").path)
    return town, county


def forged(
    pair: tuple[Town, Superior],
    folder: Path,
    content: FeedbackContent,
    *,
    to: str = OWN,
    sender: Organisation = COUNTY,
    period: str = "",
    blobs: tuple[bytes, ...] = (),
    rows_of: str = "",
) -> Path:
    """A package signed with the county's own key that says whatever it likes."""
    _, county = pair
    core = make_core(PackageKind.FEEDBACK, feedback_rows(rows_of or to, content))
    made = tuple(
        Blob(hashlib.sha256(blob).hexdigest(), len(blob), BlobKind.EVIDENCE) for blob in blobs
    )
    with county.open() as store:
        sealed = seal(
            Content(core, "0" * 64, made, {}),
            PackageKind.FEEDBACK,
            sender,
            own_key(store, NOW),
            DEVICE,
            NOW,
            "0",
            organisation=to,
            period=period,
        )
    folder.mkdir(exist_ok=True)
    path = folder / "forged.bizenv"
    write_package(path, sealed, core, [[blob] for blob in blobs])
    return path


def header_and_core(path: Path) -> tuple[Header, bytes]:
    with open_package(path) as package:
        return package.header, package.core()


def refusal(pair: tuple[Town, Superior], path: Path) -> str:
    """Why the township does not take it."""
    town, _ = pair
    header, core = header_and_core(path)
    with town.open() as store, pytest.raises(PackageError) as caught:
        take_feedback(store, header, core)
    assert take(town, path) is Taken.REFUSED
    with town.open() as store:
        assert [each.kind for each in store.packages.records()] == [PackageKind.SUBMISSION]
        assert feedback_for(store, town.key).is_empty
    return str(caught.value)


def test_the_countys_own_feedback_is_taken(pair: tuple[Town, Superior], tmp_path: Path) -> None:
    town, county = pair
    county.review(town, {"A01": ("0", "不认可")})
    header, core = header_and_core(county.answer(town, tmp_path / "stick").path)
    with town.open() as store:
        content = take_feedback(store, header, core)
    assert [each.item for each in content.reviews] == ["A01"]
    assert content == check_feedback(header, core)


def test_feedback_to_another_unit_is_not_ours(pair: tuple[Town, Superior], tmp_path: Path) -> None:
    path = forged(pair, tmp_path, FeedbackContent(), to=township(2).code)
    assert "给别的单位的" in refusal(pair, path)


def test_rows_about_another_unit_are_refused(pair: tuple[Town, Superior], tmp_path: Path) -> None:
    receipt = Receipt(PACKAGE, "2026Q4", 1, NOW)
    path = forged(pair, tmp_path, FeedbackContent((receipt,)), rows_of=township(2).code)
    assert "混有别的单位" in refusal(pair, path)


def test_a_neighbour_is_no_superior(pair: tuple[Town, Superior], tmp_path: Path) -> None:
    path = forged(pair, tmp_path, FeedbackContent(), sender=township(2))
    assert "不是收件单位的上级" in refusal(pair, path)


def test_a_period_or_a_photo_in_it_is_refused(pair: tuple[Town, Superior], tmp_path: Path) -> None:
    assert "没有写明给哪个单位" in refusal(
        pair, forged(pair, tmp_path / "1", FeedbackContent(), period="2026Q4")
    )
    assert "不该有的附件" in refusal(
        pair, forged(pair, tmp_path / "2", FeedbackContent(), blobs=(b"photo",))
    )


def test_a_submission_is_no_feedback(pair: tuple[Town, Superior], tmp_path: Path) -> None:
    town, _ = pair
    header, core = header_and_core(town.submit(tmp_path / "again").path)
    with pytest.raises(PackageError, match="不是回执和反馈"):
        check_feedback(header, core)


def test_an_unknown_key_is_put_aside_and_says_nothing(
    pair: tuple[Town, Superior], tmp_path: Path
) -> None:
    town, _ = pair
    impostor = make_superior(tmp_path / "impostor.db", town)
    with Store.open(impostor) as store:
        from bizenv_desktop.actions.feedback_actions import write_feedback
        from bizenv_desktop.sync.receiving import receive_file

        assert receive_file(store, town.submit(tmp_path / "s").path, NOW).taken is Taken.TAKEN
        path = write_feedback(store, OWN, tmp_path / "s", DEVICE, NOW).path
    assert take(town, path) is Taken.QUARANTINED
    with town.open() as store:
        assert feedback_for(store, town.key).is_empty


def test_a_key_signs_for_its_own_unit_only(pair: tuple[Town, Superior], tmp_path: Path) -> None:
    """The county's key under the city's name."""
    town, _ = pair
    path = forged(pair, tmp_path, FeedbackContent(), sender=CITY)
    assert take(town, path) is Taken.REFUSED


def said(pair: tuple[Town, Superior], **changed: object) -> FeedbackContent:
    """A review of what the township really submitted, something of it changed."""
    town, _ = pair
    with town.open() as store:
        (own,) = store.packages.standing(town.key)
    review = Review(PERIOD.code, "A01", own.id, ReviewedScore(Decimal("0.1"), "理由"), "赵", NOW)
    return FeedbackContent(reviews=(replace(review, **changed),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"given": ReviewedScore(Decimal(50), "多给")}, "最多"),
        ({"item": "Z99"}, "不在上报的自查表里"),
        ({"period": "2025Q4"}, "与本单位的上报不一致"),
    ],
)
def test_scores_are_held_to_what_was_submitted(
    pair: tuple[Town, Superior], tmp_path: Path, changed: dict[str, object], fault: str
) -> None:
    assert fault in refusal(pair, forged(pair, tmp_path, said(pair, **changed)))


def test_a_receipt_of_another_revision_than_was_sent_is_refused(
    pair: tuple[Town, Superior], tmp_path: Path
) -> None:
    town, _ = pair
    with town.open() as store:
        (own,) = store.packages.standing(town.key)
    content = FeedbackContent((Receipt(own.id, PERIOD.code, 7, NOW),))
    assert "回执与本单位的上报不一致" in refusal(pair, forged(pair, tmp_path, content))


def test_what_our_checklist_cannot_have_is_never_shown(
    pair: tuple[Town, Superior], tmp_path: Path
) -> None:
    """Of a package made elsewhere the points are not known here when it is taken."""
    town, _ = pair
    strange = said(pair, package=PACKAGE, given=ReviewedScore(Decimal(50), "多给"))
    good = replace(strange.reviews[0], item="A02", given=ReviewedScore(Decimal("0.2"), "少"))
    unknown = replace(strange.reviews[0], item="Z99")
    content = FeedbackContent(reviews=(*strange.reviews, good, unknown))
    assert take(town, forged(pair, tmp_path, content)) is Taken.TAKEN
    with town.open() as store:
        state = feedback_for(store, town.key)
    assert (list(state.reviewed), state.disputed) == (["A02"], {})


def test_every_column_of_every_table_survives_the_trip(
    pair: tuple[Town, Superior], tmp_path: Path
) -> None:
    town, _ = pair
    with town.open() as store:
        (own,) = store.packages.standing(town.key)
    late = NOW + timedelta(days=1, seconds=7)
    content = FeedbackContent(
        (Receipt(own.id, PERIOD.code, 1, late),),
        (
            Review(
                PERIOD.code,
                "A01",
                own.id,
                ReviewedScore(Decimal("0.05"), "理由𬭎<&>\t\n㐱"),
                "赵𬭎",
                late,
            ),
        ),
        (
            ReviewNote(
                PERIOD.code, 3, NoteKind.SUPERVISE, own.id, "办𬭎<&>\t", "孙㐱", late, NOW.date()
            ),
            ReviewNote(PERIOD.code, 9, NoteKind.RETURN, own.id, "退", "", NOW),
        ),
    )
    path = forged(pair, tmp_path, content)
    header, core = header_and_core(path)
    assert check_feedback(header, core) == content
    assert take(town, path) is Taken.TAKEN
    with town.open() as store:
        state = feedback_for(store, town.key)
        assert actions.fill(store, town.key, NOW.date()).check.key == town.key
    assert tuple(each.what for each in state.receipts) == content.receipts
    assert tuple(state.reviews.values()) == content.reviews
    assert tuple(each.what for each in state.notes) == content.notes
    assert all(each.superior == COUNTY.name for each in state.notes)
