# SPDX-License-Identifier: MIT
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports.pdf_reading import ink_share, page_texts, squeezed, whole_text

from bizenv_desktop.reports.fonts import Role
from bizenv_desktop.reports.typeset.api import (
    LANDSCAPE,
    Align,
    CjkParagraph,
    Column,
    Compositor,
    Group,
    ListStyle,
    ListTable,
    Metadata,
    Numbering,
    Row,
    Run,
    TextStyle,
    add_bookmark,
    render,
)

COLUMNS = [
    Column("序号", 8, Align.CENTRE, repeat=True),
    Column("存在问题", 60),
    Column("整改措施", 40),
    Column("责任人", 14, Align.CENTRE),
]
PROBLEM = "窗口工作人员未佩戴工作牌，“首问负责”制度公示在墙但现场提问答不上来；"


def row(number, problem=PROBLEM, measure="立即补齐并上墙公示。"):
    return Row([f"第{number}号", problem, measure, "王喆"])


def table_pdf(faces, entries, *, before=(), **options):
    compositor = Compositor(faces)
    table = ListTable(COLUMNS, entries, compositor, **options)
    story = [CjkParagraph(text, TextStyle(leading=20), compositor) for text in before]
    return render(
        [*story, table], compositor, Metadata("清单"), LANDSCAPE, numbering=Numbering.NONE
    )


def cell_text(entries):
    """All the text of entries in reading order."""
    cells = [e.content if isinstance(e, Group) else "".join(map(str, e.cells)) for e in entries]
    return squeezed("".join(cells))


def test_rows_are_read_back_under_a_head_on_every_page(faces):
    entries = [row(number) for number in range(1, 61)]
    pages = page_texts(table_pdf(faces, entries))
    assert len(pages) > 2
    head = "序号存在问题整改措施责任人"
    assert all(squeezed(page).startswith(head) for page in pages)
    assert "".join(squeezed(page).removeprefix(head) for page in pages) == cell_text(entries)


def test_an_empty_list_shows_its_head(faces):
    assert whole_text(table_pdf(faces, [])) == "序号存在问题整改措施责任人"


def test_rich_rare_and_empty_cells(faces):
    cells = [
        "𬭎㐱喆",
        [Run("ZW-001", bold=True, role=Role.HEI), " <&>\"'\n㎡℃①〔〕"],
        Run("逾期", colour="#c00000"),
        "",
    ]
    text = whole_text(table_pdf(faces, [Row(cells)]))
    assert text.endswith("𬭎㐱喆ZW-001<&>\"'㎡℃①〔〕逾期")


def test_a_row_has_as_many_cells_as_there_are_columns(faces):
    with pytest.raises(ValueError, match="3 cells in a list of 4 columns"):
        table_pdf(faces, [Row(["1", "2", "3"])])


def test_short_rows_are_not_cut_and_groups_stay_with_the_next_row(faces):
    for filler in range(1, 30):
        entries = [Group("一、政务环境"), row(1), Group("二、守信践诺"), row(2), row(3)]
        data = table_pdf(faces, entries, before=["前言"] * filler)
        for page in page_texts(data):
            page = squeezed(page)
            for number in (1, 2, 3):
                assert (f"第{number}号" in page) == (page.count(f"第{number}号" + PROBLEM[:4]) > 0)
            assert ("一、政务环境" in page) == ("第1号" in page)
            assert ("二、守信践诺" in page) == ("第2号" in page)
            assert page.count("答不上来；") == page.count("窗口工作人员")


def lines_by_page(data, word):
    return [sum(word in line for line in page.split("\r\n")) for page in page_texts(data)]


@pytest.mark.parametrize("count", [20, 33, 34, 35, 60, 67, 68, 69, 200])
def test_a_long_row_is_cut_with_two_lines_at_least_on_each_page(faces, count):
    problem = "\n".join(f"问题甲{number}" for number in range(count))
    for filler in (0, 1, 5, 17, 18, 19, 20):
        data = table_pdf(faces, [row(1, problem)], before=["前言"] * filler)
        shares = [share for share in lines_by_page(data, "问题甲") if share]
        assert sum(shares) == count
        assert min(shares) >= 2, (filler, shares)
        text = whole_text(data)
        places = [text.index(line) for line in problem.split("\n")]
        assert places == sorted(places)


def test_the_number_is_set_again_where_a_row_goes_on(faces):
    problem = "\n".join(f"问题甲{number}" for number in range(90))
    pages = page_texts(table_pdf(faces, [row(7, problem), row(8)]))
    assert len(pages) == 3
    assert all("第7号" in page for page in pages)
    assert ["续" in page for page in pages] == [False, True, True]
    assert "第8号" in pages[2]


def test_a_row_taller_than_many_pages_keeps_every_character(faces):
    problem = PROBLEM * 400
    data = table_pdf(faces, [row(1), row(2, problem, problem), row(3)])
    text = whole_text(data)
    assert {char: text.count(char) for char in "窗首；"} == dict.fromkeys("窗首；", 802)
    assert text.endswith("王喆")


def test_a_column_narrower_than_a_character_is_set(faces):
    compositor = Compositor(faces)
    table = ListTable([Column("甲", 1), Column("乙", 999)], [Row(["一二三", "四"])], compositor)
    data = render([table], compositor, Metadata("清单"), numbering=Numbering.NONE)
    assert sorted(whole_text(data)) == sorted("甲乙一二三四")


def test_groups_become_bookmarks(faces):
    import pypdfium2

    entries = [Group("一、政务环境", "政务环境"), row(1)] * 20

    def mark(canvas, group, number, y):
        add_bookmark(canvas, group.bookmark, f"g{number}", y)

    document = pypdfium2.PdfDocument(table_pdf(faces, entries, on_group=mark))
    bookmarks = list(document.get_toc())
    assert [mark.get_title() for mark in bookmarks] == ["政务环境"] * 20
    places = [mark.get_dest().get_index() for mark in bookmarks]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[-1] == len(document) - 1
    document.close()


def test_rules_and_tints_can_be_chosen(faces):
    entries = [row(1), Group("二"), row(2)]
    plain = ListStyle(rule=0.2, head_tint=None, group_tint=None)
    assert ink_share(table_pdf(faces, entries, style=plain)) < ink_share(table_pdf(faces, entries))


class Watched(list):
    """Entries that count how often they are looked at."""

    looks = 0

    def __getitem__(self, index):
        self.looks += 1
        return super().__getitem__(index)


def test_rows_are_looked_at_a_bounded_number_of_times(faces):
    few, many = (Watched(row(number) for number in range(count)) for count in (100, 1000))
    table_pdf(faces, few)
    table_pdf(faces, many)
    assert many.looks <= 10 * few.looks * 1.2


ENTRY = st.one_of(
    st.builds(lambda n: ("row", n), st.integers(1, 12)),
    st.builds(lambda n: ("row", n), st.integers(13, 90)),
    st.just(("group", 1)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(ENTRY, min_size=1, max_size=25))
def test_any_list_is_set_completely(faces, plan):
    entries = []
    for number, (kind, lines) in enumerate(plan):
        text = "\n".join(f"甲{number}乙{line}" for line in range(lines))
        entries.append(Group(f"组{number}号") if kind == "group" else row(number, text, ""))
    text = whole_text(table_pdf(faces, entries))
    positions = []
    for number, (kind, lines) in enumerate(plan):
        marks = [f"甲{number}乙{line}" for line in range(lines)]
        for mark in [f"组{number}号"] if kind == "group" else marks:
            assert mark in text
            positions.append(text.index(mark))
    assert positions == sorted(positions)
