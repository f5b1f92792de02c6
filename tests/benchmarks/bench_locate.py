# SPDX-License-Identifier: MIT
"""How often the locator proposes the right article, against the hand-made key.

    python tests/benchmarks/bench_locate.py [FOLDER]

FOLDER holds the official texts (Markdown, named by title and day); without them only the built-in
digests are searched. Prints for each part of the key the share with a right article first and
among three, the share with the right paragraph where the key names one, every miss, and the time
for an item.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from official_texts import NATIONAL, ROOT, SHANDONG, TEXTS

from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.locate import Locator
from bizenv_desktop.domain.regulations.official_text import to_edition
from bizenv_desktop.domain.regulations.regulation_text import parse_regulation
from bizenv_desktop.imports.file_text import read_text
from bizenv_desktop.library import Library

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.regulations.regulation import Edition

KEY = ROOT / "tests" / "content" / "locate_key.toml"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TEXTS
    library = Library(ROOT / "resources")
    checklist = library.checklist("township-centre")
    key = tomllib.loads(KEY.read_text("utf-8"))
    report("national, digests", checklist, library.editions["cn.yhyshj.2020"], key["national"])
    for part, name in (
        ("national", NATIONAL),
        ("national_loose", NATIONAL),
        ("shandong", SHANDONG),
    ):
        if not (folder / name).exists():
            print(f"{part}: no official text in {folder}")
            continue
        report(part, checklist, imported(folder / name), key[part])


def imported(path: Path) -> Edition:
    return to_edition(
        parse_regulation(read_text(path)),
        id="bench.text.1",
        regulation="bench.text",
        rank=LegalRank.LOCAL_REGULATION,
        issuer="",
        effective=dt.date(2020, 1, 1),
    )


def report(
    part: str, checklist: Checklist, edition: Edition, entries: list[dict[str, Any]]
) -> None:
    locator = Locator(edition)
    first = three = paragraphs = named = 0
    misses = []
    begun = time.perf_counter()
    for entry in entries:
        item = checklist.item(entry["code"])
        found = [proposal.place for proposal in locator.propose(item)]
        numbers = [place.article for place in found]
        right = {int(place.split("/")[0]) for place in entry["right"]}
        first += bool(right.intersection(numbers[:1]))
        three += bool(right.intersection(numbers))
        if not right.intersection(numbers[:1]):
            misses.append(f"{item.code} {item.title}: {entry['right']}, not {numbers}")
        for article, paragraph in (p.split("/") for p in entry["right"] if "/" in p):
            if numbers[:1] == [int(article)]:
                named += 1
                paragraphs += found[0].paragraph == int(paragraph)
    spent = (time.perf_counter() - begun) / len(entries)
    count = len(entries)
    print(
        f"{part}: first {first}/{count} = {first / count:.1%}, among three {three}/{count} = "
        f"{three / count:.1%}, paragraph {paragraphs}/{named}, {spent * 1000:.1f} ms an item"
    )
    for miss in misses:
        print(f"    {miss}")


if __name__ == "__main__":
    main()
