# SPDX-License-Identifier: MIT
"""Every paper is a sound PDF: readers open it and every page without having to repair it."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from filled_checks import ALL_ON, filled_check
from helpers import believable_answers, small_checklist

from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS, PaperFormat
from bizenv_desktop.domain.papers.paper_records import paper_record
from bizenv_desktop.reports.papers import write_bundle, write_paper


@pytest.fixture(scope="module")
def records():
    filled = filled_check(believable_answers(small_checklist().items).values(), options=ALL_ON)
    return [paper_record(kind, filled, {}) for kind in PAPER_KINDS]


@pytest.fixture(scope="module")
def written(records, faces):
    papers = [write_paper(record, PaperFormat.PDF, faces) for record in records]
    return [*papers, write_bundle(records, "全部材料", faces)]


def test_every_page_opens_in_pdfium(written):
    for paper in written:
        with pypdfium2.PdfDocument(paper.content) as document:
            assert len(document) == paper.pages
            for page in document:
                assert page.get_textpage().count_chars() > 0


def test_the_syntax_is_as_the_standard_wants(written):
    pikepdf = pytest.importorskip("pikepdf")
    for paper in written:
        with pikepdf.open(io.BytesIO(paper.content)) as document:
            assert document.check_pdf_syntax() == []
            assert document.get_warnings() == []
        with pikepdf.open(io.BytesIO(paper.content[:-400])) as torn:
            assert torn.get_warnings()
