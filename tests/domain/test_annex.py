# SPDX-License-Identifier: MIT
"""Numbers, order and what stands side by side in the annex."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from filled_checks import filled_check
from helpers import NOW

from bizenv_desktop.domain.annex import annex, numbered
from bizenv_desktop.domain.evidence import (
    Evidence,
    EvidenceBook,
    EvidenceKind,
    EvidenceLink,
    ItemEvidence,
    Use,
)
from bizenv_desktop.domain.papers.paper_head import paper_head
from bizenv_desktop.domain.papers.paper_kinds import paper_kind
from bizenv_desktop.domain.papers.paper_settings import PaperSettings


def file_of(letter: str, kind: EvidenceKind = EvidenceKind.PHOTO) -> Evidence:
    ending = "jpg" if kind.is_picture else "docx"
    return Evidence(letter * 64, f"{letter}.{ending}", kind, ending, 1, NOW, taken=NOW)


FILES = [file_of(letter) for letter in "abcdef"] + [file_of("0", EvidenceKind.DOCUMENT)]


def made(*links: EvidenceLink):
    book = EvidenceBook({file.sha256: file for file in FILES}, {"A01": ItemEvidence("A01", links)})
    filled = replace(filled_check(()), evidence=book)
    head = paper_head(filled, paper_kind("annex"), {}, PaperSettings())
    return annex(filled, head, lambda sha256: None if sha256[0] == "b" else Path(sha256))


def test_numbers_run_through_an_item_whatever_order_things_were_added_in() -> None:
    entry = ItemEvidence(
        "A01",
        (
            EvidenceLink("a" * 64, Use.AFTER),
            EvidenceLink("b" * 64, Use.ANSWER),
            EvidenceLink("c" * 64, Use.BEFORE),
        ),
    )
    assert [(number, link.use) for number, link in numbered(entry)] == [
        ("A01-1", Use.ANSWER),
        ("A01-2", Use.BEFORE),
        ("A01-3", Use.AFTER),
    ]


def test_before_stands_beside_after_and_answers_two_by_two() -> None:
    uses = {"abc": Use.ANSWER, "de": Use.BEFORE, "f": Use.AFTER, "0": Use.ANSWER}
    links = [
        EvidenceLink(letter * 64, use, "说明" if letter == "a" else "")
        for letters, use in uses.items()
        for letter in letters
    ]
    (item,) = made(*links).items
    rows = [tuple(entry and entry.number for entry in row) for row in item.pictures]
    assert rows == [
        ("A01-1", "A01-2"),
        ("A01-3", None),
        ("A01-5", "A01-7"),
        ("A01-6", None),
    ]
    (document,) = (entry for entry in item.entries if not entry.kind.is_picture)
    assert document.words == "0.docx", "a document is asked for by its whole name"


def test_captions_names_and_lost_files() -> None:
    (item,) = made(
        EvidenceLink("a" * 64, Use.ANSWER, " 门厅 "), EvidenceLink("b" * 64, Use.ANSWER)
    ).items
    assert [(entry.words, entry.taken) for entry in item.entries] == [
        ("门厅", "2026-11-23"),
        ("b", "2026-11-23"),
    ]
    assert [entry.path is None for entry in item.entries] == [False, True]


def test_a_self_check_without_evidence_has_an_empty_annex() -> None:
    assert made().items == ()
