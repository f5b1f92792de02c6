# SPDX-License-Identifier: MIT
"""The papers an office owes: what each is called, written as, shows and can be set to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bizenv_desktop.errors import UserError


class Part(StrEnum):
    """What of a self-check a paper can show; the value names it to the clerk."""

    SCORE = "得分"
    ANSWERS = "填报结果"
    FINDINGS = "问题和整改措施"
    DUTIES = "责任人、时限、整改情况或签字人"


class PaperFormat(StrEnum):
    """What a paper can be written as; the value is the file's ending."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def label(self) -> str:
        """PDF, Word or Excel."""
        return {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}[self.value]


class PaperSetting(StrEnum):
    """What a paper's settings sheet can offer."""

    COLUMNS = "columns"
    CENTRE = "centre"
    SIGNATURES = "signatures"
    LANDSCAPE = "landscape"
    CODE = "code"
    PREFILLED = "prefilled"
    PERSON = "person"
    LOGO = "logo"
    BRIEF = "brief"


_EVERY = (PaperFormat.PDF, PaperFormat.DOCX, PaperFormat.XLSX)
_USUAL = (
    PaperSetting.CENTRE,
    PaperSetting.SIGNATURES,
    PaperSetting.CODE,
    PaperSetting.LOGO,
)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper; `id` is its word on the command line, `letter` begins its 核对码.

    `stem` is its name in file names, `parts` what of a self-check it shows, `landscape` how it
    lies unless its setting says otherwise.
    """

    id: str
    name: str
    stem: str
    letter: str
    parts: tuple[Part, ...]
    settings: tuple[PaperSetting, ...] = _USUAL
    formats: tuple[PaperFormat, ...] = _EVERY
    landscape: bool = False
    hint: str = ""


_LISTED = (Part.SCORE, Part.FINDINGS, Part.DUTIES)
_ASKED = (Part.FINDINGS, Part.DUTIES)

PAPER_KINDS = (
    PaperKind(
        "list",
        "整改清单",
        "营商环境自查整改清单",
        "1",
        _LISTED,
        (PaperSetting.COLUMNS, *_USUAL),
        landscape=True,
        hint="发现的问题、措施、责任人和时限",
    ),
    PaperKind(
        "scoresheet",
        "自查评分表",
        "营商环境自查评分表",
        "2",
        (Part.SCORE, Part.ANSWERS),
        (PaperSetting.LANDSCAPE, *_USUAL),
        landscape=True,
        hint="逐项分值、扣分情况、自评分和依据",
    ),
    PaperKind(
        "report",
        "自查报告",
        "营商环境自查报告",
        "8",
        tuple(Part),
        (PaperSetting.BRIEF, *_USUAL),
        formats=(PaperFormat.PDF, PaperFormat.DOCX),
        hint="基本情况、主要问题、下步措施，由填报结果起草，可以改写",
    ),
    PaperKind(
        "ledger",
        "整改台账",
        "营商环境整改台账",
        "3",
        _ASKED,
        (PaperSetting.PERSON, *_USUAL),
        landscape=True,
        hint="按责任单位和责任人归集的问题",
    ),
    PaperKind(
        "closure",
        "整改销号单",
        "营商环境整改销号单",
        "4",
        _ASKED,
        (PaperSetting.PERSON, *_USUAL),
        hint="一个问题一张，整改责任人和复核人双签",
    ),
    PaperKind(
        "notice",
        "整改通知书",
        "营商环境整改通知书",
        "5",
        _ASKED,
        (PaperSetting.PERSON, *_USUAL),
        hint="发给每个责任单位、责任人",
    ),
    PaperKind(
        "reminder",
        "本周整改提醒",
        "本周整改提醒",
        "6",
        _ASKED,
        (PaperSetting.CENTRE, PaperSetting.CODE, PaperSetting.LOGO),
        hint="本周到期和已逾期的问题",
    ),
    PaperKind(
        "walkround",
        "现场走查表",
        "营商环境自查现场走查表",
        "7",
        (Part.ANSWERS,),
        (PaperSetting.PREFILLED, PaperSetting.LANDSCAPE, PaperSetting.CENTRE, PaperSetting.LOGO),
        landscape=True,
        hint="带到现场画勾，回来用数字键盘录入",
    ),
    PaperKind(
        "annex",
        "佐证材料附件",
        "营商环境自查佐证附件",
        "9",
        (Part.ANSWERS,),
        (PaperSetting.LANDSCAPE, PaperSetting.CENTRE, PaperSetting.CODE, PaperSetting.LOGO),
        formats=(PaperFormat.PDF,),
        hint="编号、说明和照片，竖版一页四张，横版一页两张",
    ),
)
"""In the order they are offered."""


def paper_kind(kind_id: str) -> PaperKind:
    """The kind of that id; `UserError` names those there are."""
    for kind in PAPER_KINDS:
        if kind.id == kind_id:
            return kind
    known = "、".join(f"{kind.id}（{kind.name}）" for kind in PAPER_KINDS)
    raise UserError(f"没有“{kind_id}”这种材料；可以打印的有{known}。")


def format_of(kind: PaperKind, name: str) -> PaperFormat:
    """What a file of that name is to be written as; `UserError` when the kind has no such format.

    `name` is a file name or an ending; capital letters are fine.
    """
    ending = name.rpartition(".")[2].lower()
    for found in kind.formats:
        if "." in name and found.value == ending:
            return found
    endings = "、".join(f".{found}" for found in kind.formats)
    raise UserError(f"“{name}”不是{kind.name}能写成的文件；请以{endings}结尾。")
