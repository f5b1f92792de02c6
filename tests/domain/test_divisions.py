# SPDX-License-Identifier: MIT
"""The division tree as shipped: its shape, its codes, and how a unit is found by typing."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest

from bizenv_desktop.domain.divisions import Division, Divisions, parse_divisions
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.errors import ContentError

FILE = Path(__file__).resolve().parents[2] / "resources" / "divisions" / "divisions.tsv.gz"


@pytest.fixture(scope="module")
def tree() -> Divisions:
    return parse_divisions(FILE.read_bytes())


def walk(tree: Divisions, code: str = "") -> list[Division]:
    return [one for child in tree.children(code) for one in (child, *walk(tree, child.code))]


def full_names(
    tree: Divisions, query: str, limit: int = 3, level: Level | None = None
) -> list[str]:
    found = tree.find(query, limit, level)
    return ["".join(step.name for step in tree.path(one.code)) for one in found]


def test_every_division_hangs_in_the_tree_once(tree: Divisions) -> None:
    everything = walk(tree)
    assert Counter(one.level for one in everything) == {
        Level.PROVINCE: 31,
        Level.CITY: 333,
        Level.COUNTY: 2_974,
        Level.TOWNSHIP: 41_352,
    }
    assert len({one.code for one in everything}) == len(everything) == len(tree) == 44_690


def test_every_parent_is_of_a_higher_level(tree: Divisions) -> None:
    depth = {level: number for number, level in enumerate(Level)}
    for one in walk(tree):
        parent = tree.get(one.parent)
        assert (parent is None) == (one.level is Level.PROVINCE)
        assert parent is None or depth[parent.level] < depth[one.level]


def test_path_runs_from_the_province_to_the_township(tree: Divisions) -> None:
    assert tree.path("231222105") == (
        Division("230000", "黑龙江省", Level.PROVINCE, ""),
        Division("231200", "绥化市", Level.CITY, "230000"),
        Division("231222", "兰西县", Level.COUNTY, "231200"),
        Division("231222105", "红光镇", Level.TOWNSHIP, "231222"),
    )


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("110101001", ["北京市", "东城区", "东华门街道"]),
        ("441900003", ["广东省", "东莞市", "东城街道"]),
        ("460400100", ["海南省", "儋州市", "那大镇"]),
        ("469001100", ["海南省", "五指山市", "通什镇"]),
        ("000000", []),
        ("", []),
    ],
)
def test_paths_skip_levels_that_do_not_exist(tree: Divisions, code: str, names: list[str]) -> None:
    assert [step.name for step in tree.path(code)] == names


def test_children_put_upper_levels_first(tree: Divisions) -> None:
    assert [child.name for child in tree.children("231200")][:3] == ["北林区", "望奎县", "兰西县"]
    hainan = [child.level for child in tree.children("460000")]
    assert hainan == sorted(hainan, key=list(Level).index)
    assert set(hainan) == {Level.CITY, Level.COUNTY}
    assert tree.children("231222105") == ()
    assert tree.children("999999") == ()


def test_unknown_code(tree: Divisions) -> None:
    assert tree.get("231222999") is None


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("红光镇 兰西", "黑龙江省绥化市兰西县红光镇"),
        ("绥化 兰西 红光", "黑龙江省绥化市兰西县红光镇"),
        ("绥化兰西红光", "黑龙江省绥化市兰西县红光镇"),
        ("黑龙江省绥化市兰西县红光镇", "黑龙江省绥化市兰西县红光镇"),
        ("lx hg", "黑龙江省绥化市兰西县红光镇"),
        ("LX 红光", "黑龙江省绥化市兰西县红光镇"),
        ("231222105", "黑龙江省绥化市兰西县红光镇"),
        ("兰西", "黑龙江省绥化市兰西县"),
        ("兰西镇", "黑龙江省绥化市兰西县兰西镇"),
        ("hlj", "黑龙江省"),
        ("cq", "重庆市"),
        ("ylx 塔里木", "新疆维吾尔自治区巴音郭楞蒙古自治州尉犁县塔里木乡"),
        ("长乐区", "福建省福州市长乐区"),
        ("湖㳇", "江苏省无锡市宜兴市湖㳇镇"),
        ("城南街道 (工业园区)", "吉林省白城市洮北区（工业园区）城南街道"),
    ],
)
def test_the_unit_meant_comes_first(tree: Divisions, query: str, first: str) -> None:
    assert full_names(tree, query)[0] == first


@pytest.mark.parametrize("query", ["zlq", "clq"])
def test_a_name_of_two_readings_is_found_by_both(tree: Divisions, query: str) -> None:
    assert "福建省福州市长乐区" in full_names(tree, query, 20)


def test_whole_names_go_before_beginnings_and_beginnings_before_parts() -> None:
    names = ["新红光镇", "红光农场", "红光镇", "红光"]
    codes = [f"23122210{number}" for number in range(4)]
    small = Divisions(codes, names, ["xhgz", "hgnc", "hgz", "hg"])
    assert [one.name for one in small.find("红光")] == names[::-1]
    assert [one.name for one in small.find("hg")] == ["红光镇", "红光", "红光农场", "新红光镇"]


def test_a_level_keeps_only_that_level_and_looks_below_what_was_found(tree: Divisions) -> None:
    towns = tree.find("兰西", 100, Level.TOWNSHIP)
    assert {one.level for one in towns} == {Level.TOWNSHIP}
    assert towns[0].name == "兰西镇"
    assert {child.code for child in tree.children("231222")} <= {one.code for one in towns}


@pytest.mark.parametrize(
    "query", ["", "  ", "没有这个地方", "zzzzzzzzzz", "<&>\"'", "999", "𬭎" * 3000]
)
def test_nothing_is_found_for_nonsense(tree: Divisions, query: str) -> None:
    assert tree.find(query) == ()


def test_the_limit_is_kept(tree: Divisions) -> None:
    assert len(tree.find("l", 7)) == 7
    assert len(set(tree.find("兰西", 20))) == 20


def test_words_must_all_fit_one_line_of_the_tree(tree: Divisions) -> None:
    assert tree.find("北京 红光镇 兰西") == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not gzip",
        FILE.read_bytes()[:1000],
        gzip.compress(b"\xff\xfe"),
        gzip.compress("110000\t北京市\n".encode()),
        gzip.compress("110000\t北京市\tbjs\n110101\t东城区\n".encode()),
    ],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(ContentError, match="行政区划文件已损坏"):
        parse_divisions(data)


def test_codes_ascend() -> None:
    lines = gzip.decompress(FILE.read_bytes()).decode("utf-8").splitlines()
    assert lines == sorted(lines)
