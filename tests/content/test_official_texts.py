# SPDX-License-Identifier: MIT
"""Four real regulations: what reading them counted, in every format; two editions compared.

The counts and pairs below were taken by reading the texts line by line, not from the program.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from official_texts import (
    NATIONAL,
    SHANDONG,
    SHANGHAI_2020,
    SHANGHAI_2024,
    as_docx,
    as_gb18030,
    as_html,
    as_pdf,
    official_file,
    plain_lines,
)

from bizenv_desktop.domain.regulations.citation_effect import CitationEffects, EffectKind
from bizenv_desktop.domain.regulations.compare import ChangeKind, Comparison, compare
from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.locate import Locator
from bizenv_desktop.domain.regulations.official_text import (
    digests_without_text,
    to_edition,
    with_official_text,
)
from bizenv_desktop.domain.regulations.regulation import Citation, Edition
from bizenv_desktop.domain.regulations.regulation_text import ParsedRegulation, parse_regulation
from bizenv_desktop.imports.file_text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.library import Library

KEY = Path(__file__).parent / "locate_key.toml"
FIRST_BAR, THREE_BAR = 0.85, 0.95
# without the official text only the digests are searched, which are shorter and in other words
DIGEST_FIRST_BAR, DIGEST_THREE_BAR = 0.80, 0.90


class Read(NamedTuple):
    """What a reader of the text counted.

    `chapters`: title and last article of each; `paragraphs`: of the articles of more than one;
    `cases`: of the articles that have any.
    """

    title: str
    articles: int
    paragraph_total: int
    case_total: int
    chapters: list[tuple[str, int]]
    paragraphs: dict[int, int]
    cases: dict[int, int]
    adopted: dt.date
    enacted: dt.date
    effective: dt.date | None
    notes: int


def several(counts: str) -> dict[int, int]:
    """{12: 3} from "12:3"."""
    pairs = (pair.split(":") for pair in counts.split())
    return {int(article): int(count) for article, count in pairs}


COUNTED = {
    NATIONAL: Read(
        "优化营商环境条例", 72, 120, 19,
        [("总则", 9), ("市场主体保护", 18), ("市场环境", 33), ("政务服务", 50), ("监管执法", 60),
         ("法治保障", 71), ("附则", 72)],
        several(
            "3:2 6:2 7:3 8:3 12:2 13:2 14:3 15:2 17:2 19:4 20:2 26:3 28:2 29:2 32:2 33:2 "
            "36:3 37:4 39:2 40:3 42:2 43:3 44:3 47:2 48:2 50:2 54:2 57:2 59:3 61:2 62:2 "
            "63:3 64:2 65:2"
        ),
        several("69:11 70:3 71:5"),
        dt.date(2019, 10, 8), dt.date(2019, 10, 8), dt.date(2020, 1, 1), 3,
    ),
    SHANDONG: Read(
        "山东省优化营商环境条例", 67, 115, 5,
        [("总则", 8), ("市场环境", 26), ("政务环境", 39), ("法治环境", 49), ("监督保障", 61),
         ("法律责任", 65), ("附则", 67)],
        several(
            "4:3 5:2 6:2 9:3 10:3 11:2 15:2 16:2 17:2 19:3 20:3 21:2 22:2 25:3 26:2 27:2 "
            "29:3 30:2 31:2 32:2 33:2 34:2 37:3 38:2 39:2 40:2 42:3 43:3 44:2 46:2 47:2 "
            "48:2 49:2 51:3 57:2 58:2 60:2"
        ),
        several("64:5"),
        dt.date(2020, 9, 25), dt.date(2020, 9, 25), dt.date(2021, 1, 1), 1,
    ),
    SHANGHAI_2020: Read(
        "上海市优化营商环境条例", 80, 182, 5,
        [("总则", 8), ("市场环境", 22), ("政务服务", 43), ("公共服务", 53), ("监管执法", 62),
         ("法治保障", 77), ("法律责任", 79), ("附则", 80)],
        several(
            "2:2 4:3 5:2 7:2 8:2 10:2 11:2 12:3 13:4 15:2 17:3 18:2 19:2 20:2 21:2 22:3 "
            "23:5 24:4 25:3 26:2 27:4 28:2 29:2 30:4 31:2 32:2 35:5 36:2 37:3 38:2 39:3 "
            "40:3 41:2 42:2 43:2 44:3 45:2 46:2 47:3 48:2 49:2 50:2 51:2 52:3 53:4 54:2 "
            "55:3 56:3 57:3 59:3 60:2 63:2 64:3 66:3 67:3 69:4 70:3 71:3 72:4 73:2 76:2 "
            "77:2"
        ),
        several("79:5"),
        dt.date(2020, 4, 10), dt.date(2020, 4, 10), dt.date(2020, 4, 10), 1,
    ),
    SHANGHAI_2024: Read(
        "上海市优化营商环境条例", 97, 242, 5,
        [("总则", 8), ("市场环境", 23), ("政务服务", 48), ("公共服务", 59), ("监管执法", 73),
         ("法治保障", 94), ("法律责任", 96), ("附则", 97)],
        several(
            "2:2 4:3 5:3 7:2 8:2 10:2 11:2 12:4 13:5 15:2 16:2 17:3 18:2 19:2 20:2 21:3 "
            "22:4 24:6 25:5 26:3 27:2 28:4 29:3 30:2 31:6 32:2 33:2 37:4 40:2 41:3 42:3 "
            "43:3 44:3 45:2 46:2 47:2 48:2 49:3 50:2 51:3 52:6 53:3 55:2 56:2 57:2 58:3 "
            "59:4 60:3 61:4 62:2 63:2 66:2 67:4 68:4 70:3 71:2 72:2 74:2 75:3 76:2 77:2 "
            "78:2 79:2 80:2 81:3 82:4 83:4 85:5 86:4 87:4 88:4 89:6 90:3 93:2 94:2"
        ),
        several("96:5"),
        dt.date(2020, 4, 10), dt.date(2024, 9, 27), None, 4,
    ),
}  # fmt: skip


@cache
def parsed(name: str) -> ParsedRegulation:
    return parse_regulation(read_text(official_file(name)))


@pytest.mark.parametrize("name", COUNTED)
def test_everything_is_found_and_nothing_invented(name: str) -> None:
    read, counted = parsed(name), COUNTED[name]
    assert read.title == counted.title
    assert [(a.number, a.insert) for a in read.articles] == [
        (number, 0) for number in range(1, counted.articles + 1)
    ]
    assert (read.gaps, read.doubles, read.trailer) == ((), (), ())
    assert [(c.title, c.last) for c in read.chapters] == counted.chapters
    assert [c.first for c in read.chapters] == [1, *(last + 1 for _, last in counted.chapters[:-1])]
    found = {a.number: len(a.paragraphs) for a in read.articles if len(a.paragraphs) > 1}
    assert found == counted.paragraphs
    cases = {
        a.number: sum(len(p.subparagraphs) for p in a.paragraphs)
        for a in read.articles
        if any(p.subparagraphs for p in a.paragraphs)
    }
    assert cases == counted.cases
    totals = (counted.paragraph_total, counted.case_total)
    assert (read.paragraph_count, read.subparagraph_count) == totals


@pytest.mark.parametrize("name", COUNTED)
def test_the_days_under_the_title_are_read(name: str) -> None:
    read, counted = parsed(name), COUNTED[name]
    assert (read.adopted, read.enacted) == (counted.adopted, counted.enacted)
    assert read.effective == counted.effective
    assert len(read.notes) == counted.notes


def indented_pdf(lines: Sequence[str]) -> bytes:
    return as_pdf(lines, header="地方性法规汇编")


FORMATS: Mapping[str, Callable[[Sequence[str]], bytes]] = {
    "docx": as_docx,
    "txt": as_gb18030,
    "html": as_html,
    "pdf": indented_pdf,
}


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", COUNTED)
def test_every_format_gives_the_same_tree(name: str, ending: str) -> None:
    data = FORMATS[ending](plain_lines(official_file(name).read_text("utf-8")))
    read, expected = parse_regulation(read_text(data, f"条例.{ending}")), parsed(name)
    assert read.articles == expected.articles
    assert (read.title, read.notes, read.chapters) == (
        expected.title,
        expected.notes,
        expected.chapters,
    )
    assert (read.effective, read.warnings) == (expected.effective, expected.warnings)


def copied(lines: Sequence[str], width: int) -> str:
    """As a PDF viewer copies pages: broken lines, page numbers, a running head."""
    broken: list[str] = []
    for line in lines:
        text = f"　　{line}"
        while text:
            end = width + sum(sign in "。，；、：”）" for sign in text[width : width + 1])
            broken.append(text[:end])
            text = text[end:]
            if len(broken) % 24 == 0:
                broken += ["", f"— {len(broken) // 24} —", "地方性法规汇编"]
    return "\n".join(broken)


@pytest.mark.parametrize("width", [18, 27, 36])
@pytest.mark.parametrize("name", COUNTED)
def test_text_copied_from_pages_gives_the_same_tree(name: str, width: int) -> None:
    read = parse_regulation(copied(plain_lines(official_file(name).read_text("utf-8")), width))
    expected = parsed(name)
    assert read.articles == expected.articles
    assert (read.title, read.notes, read.chapters, read.unsure) == (
        expected.title,
        expected.notes,
        expected.chapters,
        (),
    )


def edition(name: str, id: str, effective: dt.date) -> Edition:  # noqa: A002
    return to_edition(
        parsed(name),
        id=id,
        regulation=id.rpartition(".")[0],
        rank=LegalRank.LOCAL_REGULATION,
        issuer="某某人大常委会",
        effective=effective,
    )


@pytest.fixture(scope="module")
def shanghai() -> Comparison:
    return compare(
        edition(SHANGHAI_2020, "sh.yhyshj.2020", dt.date(2020, 4, 10)),
        edition(SHANGHAI_2024, "sh.yhyshj.2024", dt.date(2024, 11, 1)),
    )


UNCHANGED = [7, 9, 10, 11, 14, 15]
CHANGED = [1, 2, 3, 4, 5, 6, 8, 12, 13, 16, 17, 18, 19, 20, 21, 22]
MOVED = several("29:30 31:32 33:34 34:36 39:43 40:44 42:47 51:57 53:59 74:91 75:92 78:95 80:97")
MOVED_AND_CHANGED = several(
    "23:24 24:25 25:26 26:27 27:28 28:29 30:31 32:33 35:37 36:40 37:41 38:42 41:45 "
    "43:48 44:49 45:50 46:51 47:52 48:53 49:55 50:56 52:58 54:60 55:61 56:66 57:68 "
    "58:69 59:70 60:71 61:72 62:73 63:74 64:75 65:77 66:81 67:83 68:84 69:85 70:86 "
    "71:88 72:89 73:90 76:93 77:94 79:96"
)
ADDED = [23, 35, 38, 39, 46, 54, 62, 63, 64, 65, 67, 76, 78, 79, 80, 82, 87]


def test_every_change_between_the_two_shanghai_editions_is_found(shanghai: Comparison) -> None:
    def pairs(kind: ChangeKind) -> dict[int, int]:
        found = (c for c in shanghai.changes if c.kind is kind)
        return {c.old.number: c.new.number for c in found if c.old and c.new}

    assert {kind: shanghai.count(kind) for kind in ChangeKind} == {
        ChangeKind.UNCHANGED: 6,
        ChangeKind.CHANGED: 16,
        ChangeKind.MOVED: 13,
        ChangeKind.MOVED_AND_CHANGED: 45,
        ChangeKind.ADDED: 17,
        ChangeKind.REPEALED: 0,
    }
    assert pairs(ChangeKind.UNCHANGED) == {number: number for number in UNCHANGED}
    assert pairs(ChangeKind.CHANGED) == {number: number for number in CHANGED}
    assert pairs(ChangeKind.MOVED) == MOVED
    assert pairs(ChangeKind.MOVED_AND_CHANGED) == MOVED_AND_CHANGED
    added = [c.new.number for c in shanghai.changes if c.kind is ChangeKind.ADDED and c.new]
    assert added == ADDED


def test_the_marks_of_a_small_change_are_just_that_change(shanghai: Comparison) -> None:
    change = shanghai.by_old_place[76, 0]
    assert change.old
    assert change.new
    removed = [change.old.text[s.start : s.end] for s in change.marks.removed]
    added = [change.new.text[s.start : s.end] for s in change.marks.added]
    assert (removed, added) == (["适合市场主体的"], ["优化营商环境"])


@pytest.mark.parametrize(
    ("old", "kind", "new"),
    [
        ((7, 2), EffectKind.STANDS, (7, 2)),
        ((4, 1), EffectKind.STANDS, (4, 1)),
        ((4, 3), EffectKind.REVIEW, (4, 3)),
        ((16, None), EffectKind.MOVED, (16, 1)),
        ((29, None), EffectKind.MOVED, (30, None)),
        ((35, 3), EffectKind.MOVED, (37, 3)),
        ((53, 4), EffectKind.MOVED, (59, 4)),
        ((56, None), EffectKind.REVIEW, (66, None)),
        ((56, 1), EffectKind.REVIEW, (66, 2)),
        ((56, 2), EffectKind.REVIEW, (67, 1)),
        ((73, 1), EffectKind.MOVED, (90, 1)),
    ],
)
def test_what_it_means_for_citations(
    shanghai: Comparison,
    old: tuple[int, int | None],
    kind: EffectKind,
    new: tuple[int, int | None],
) -> None:
    effect = CitationEffects(shanghai).on(Citation(shanghai.old.id, *old))
    assert (effect.kind, effect.new) == (kind, Citation(shanghai.new.id, *new))


def test_the_national_text_joins_its_digests_and_none_is_left_over(library: Library) -> None:
    built_in = library.editions["cn.yhyshj.2020"]
    joined = with_official_text(built_in, parsed(NATIONAL))
    assert digests_without_text(built_in, parsed(NATIONAL)) == ()
    assert joined.chapters == built_in.chapters
    assert all(article.text and article.digest for article in joined.articles)
    assert all(p.text and p.digest for a in joined.articles for p in a.paragraphs if a.number == 37)


class Figure(NamedTuple):
    """How many of a key's items have a right article first, and among three."""

    items: int
    first: int
    three: int


def figure(checklist: Checklist, found_in: Edition, entries: list[dict[str, list[str]]]) -> Figure:
    locator = Locator(found_in)
    first = three = 0
    for entry in entries:
        item = checklist.item(str(entry["code"]))
        right = {int(place.split("/")[0]) for place in entry["right"]}
        found = [proposal.place.article for proposal in locator.propose(item)]
        first += bool(right.intersection(found[:1]))
        three += bool(right.intersection(found))
    return Figure(len(entries), first, three)


@pytest.fixture(scope="module")
def key() -> dict[str, list[dict[str, list[str]]]]:
    return tomllib.loads(KEY.read_text("utf-8"))


def test_the_key_is_large_enough_and_names_real_items(
    key: dict[str, list[dict[str, list[str]]]], checklist: Checklist
) -> None:
    assert len(key["national"]) >= 40
    for entries in key.values():
        codes = [str(entry["code"]) for entry in entries]
        assert len(set(codes)) == len(codes)
        assert [code for code in codes if checklist.get(code) is None] == []


@pytest.mark.parametrize(("part", "name"), [("national", NATIONAL), ("shandong", SHANDONG)])
def test_the_right_article_is_first_and_among_three(
    key: dict[str, list[dict[str, list[str]]]], checklist: Checklist, part: str, name: str
) -> None:
    text = edition(name, "x.yhyshj.2020", dt.date(2020, 1, 1))
    items, first, three = figure(checklist, text, key[part])
    assert first / items >= FIRST_BAR
    assert three / items >= THREE_BAR


def test_the_built_in_digests_alone_find_most(
    key: dict[str, list[dict[str, list[str]]]], checklist: Checklist, library: Library
) -> None:
    items, first, three = figure(checklist, library.editions["cn.yhyshj.2020"], key["national"])
    assert first / items >= DIGEST_FIRST_BAR
    assert three / items >= DIGEST_THREE_BAR
