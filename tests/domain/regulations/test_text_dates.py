# SPDX-License-Identifier: MIT
from __future__ import annotations

import datetime as dt

import pytest

from bizenv_desktop.domain.regulations.text_dates import (
    NoteKind,
    commencement_in,
    commences_when_promulgated,
    dates_in,
    enactment_notes,
)


def test_notes_of_one_line_are_told_apart() -> None:
    line = (
        "（1998年1月2日甲省人大通过　2001年3月4日修订　根据2005年6月7日某会议通过的"
        "《关于修改〈甲省办法〉等的决定》第一次修正　自2006年1月1日起施行）"
    )
    notes = enactment_notes(line)
    assert [(note.kind, note.date) for note in notes] == [
        (NoteKind.ADOPTED, dt.date(1998, 1, 2)),
        (NoteKind.REVISED, dt.date(2001, 3, 4)),
        (NoteKind.AMENDED, dt.date(2005, 6, 7)),
        (NoteKind.IN_FORCE, dt.date(2006, 1, 1)),
    ]
    assert notes[2].text.startswith("根据2005年6月7日")
    assert notes[2].text.endswith("第一次修正")


def test_a_line_without_verb_is_no_note() -> None:
    assert enactment_notes("2022年6月1日") == ()
    assert enactment_notes("没有日期，只有通过") == ()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2019年10月8日", [dt.date(2019, 10, 8)]),
        ("二〇一九年十月八日", [dt.date(2019, 10, 8)]),
        ("２０１９ 年 １０ 月 ８ 日", [dt.date(2019, 10, 8)]),
        ("2019年2月30日", []),
        ("第2019条第1款", []),
    ],
)
def test_only_real_dates_are_found(text: str, dates: list[dt.date]) -> None:
    assert [date for _, date in dates_in(text)] == dates


def test_commencement() -> None:
    assert commencement_in("本条例自2020年1月1日起施行。") == dt.date(2020, 1, 1)
    assert commencement_in("本办法自二〇二〇年一月一日起实施") == dt.date(2020, 1, 1)
    assert commencement_in("自2020年1月1日起三年内完成。") is None
    assert commences_when_promulgated("本规定自公布之日起施行。")
    assert not commences_when_promulgated("本规定自2020年1月1日起施行。")
