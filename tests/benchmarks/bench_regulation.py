# SPDX-License-Identifier: MIT
"""How long reading a regulation and comparing two editions takes.

    python tests/benchmarks/bench_regulation.py [FOLDER]

FOLDER holds official texts (Markdown); without them an invented text of ninety articles is used.
Prints medians of seven rounds: each format to text, text to edition (at most 0.3 s for ninety
articles), comparing (at most 1 s for two of eighty), and the effects on every citation.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from official_texts import (
    SHANGHAI_2020,
    SHANGHAI_2024,
    TEXTS,
    as_docx,
    as_gb18030,
    as_html,
    as_pdf,
    plain_lines,
)

from bizenv_desktop.domain.numerals import article_label
from bizenv_desktop.domain.regulations.citation_effect import CitationEffects
from bizenv_desktop.domain.regulations.compare import compare
from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.node_words import places_of
from bizenv_desktop.domain.regulations.official_text import to_edition
from bizenv_desktop.domain.regulations.regulation_text import parse_regulation
from bizenv_desktop.imports.file_text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.domain.regulations.regulation import Edition

ROUNDS = 7


def main() -> None:
    old, new = texts(Path(sys.argv[1]) if len(sys.argv) > 1 else TEXTS)
    for ending, save in (
        ("docx", as_docx),
        ("txt", as_gb18030),
        ("html", as_html),
        ("pdf", as_pdf),
    ):
        data = save(new)
        spent = median(lambda data=data, ending=ending: read_text(data, f"a.{ending}"))
        print(f"{ending} to text: {spent * 1000:.0f} ms")
    edition = imported(new, 2024)
    spent = median(lambda: imported(new, 2024))
    print(f"text to edition, {len(edition.articles)} articles: {spent * 1000:.0f} ms (bar 300)")
    before = imported(old, 2020)
    comparison = compare(before, edition)
    spent = median(lambda: compare(before, edition))
    articles = f"{len(before.articles)} with {len(edition.articles)} articles"
    print(f"compare {articles}: {spent * 1000:.0f} ms (bar 1000)")
    places = [place for place, _ in places_of(before)]

    def effects() -> None:
        on = CitationEffects(comparison).on
        for place in places:
            on(place)

    print(f"effects on {len(places)} citations: {median(effects) * 1000:.0f} ms")


def median(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


def imported(lines: list[str], year: int) -> Edition:
    return to_edition(
        parse_regulation("\n".join(lines)),
        id=f"bench.text.{year}",
        regulation="bench.text",
        rank=LegalRank.LOCAL_REGULATION,
        issuer="",
        effective=dt.date(year, 1, 1),
    )


def texts(folder: Path) -> tuple[list[str], list[str]]:
    paths = [folder / SHANGHAI_2020, folder / SHANGHAI_2024]
    if all(path.exists() for path in paths):
        return plain_lines(paths[0].read_text("utf-8")), plain_lines(paths[1].read_text("utf-8"))
    return invented(0), invented(7)


def invented(shift: int) -> list[str]:
    """Ninety articles of three paragraphs; with a shift, numbers move and words change."""
    lines = ["甲省便民条例"]
    for number in range(1, 91):
        subject = number - shift
        words = "".join(chr(0x4E00 + (subject * 97 + step * step) % 2000) for step in range(90))
        other = "改过的一句。" if shift and number % 2 else "原来的一句。"
        lines += [
            f"{article_label(number)}　{words}。",
            f"{words[30:80]}，{other}",
            f"{words[::-1]}。",
        ]
    return lines


if __name__ == "__main__":
    main()
