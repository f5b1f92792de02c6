# SPDX-License-Identifier: MIT
"""The list table against reportlab's stock Table and Paragraph, side by side in one run.

    python tests/benchmarks/bench_list_table.py [ROWS]

Both set the same rows (ten columns, six of them running text, 190 characters a row) in the same
faces on the same pages. Prints medians of three rounds, the ratio, and the growth from ROWS to
five times ROWS.
"""

from __future__ import annotations

import io
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bizenv_desktop.paths import resource_dir
from bizenv_desktop.reports.fonts import open_faces
from bizenv_desktop.reports.typeset.api import (
    LANDSCAPE,
    Align,
    Column,
    Compositor,
    ListTable,
    Metadata,
    Numbering,
    Row,
    Run,
    render,
)

ROUNDS = 3
WIDTHS = (9, 34, 48, 40, 18, 15, 20, 20, 13, 12)
HEADS = (
    "序号",
    "检查项及依据",
    "存在问题",
    "整改措施",
    "责任单位",
    "责任人",
    "整改时限",
    "整改情况",
    "销号",
    "备注",
)
PROBLEMS = (
    "窗口工作人员未佩戴工作牌，“首问负责”制度公示在墙但现场提问答不上来；",
    "一次性告知单缺2类（食品经营许可、农村危房改造），群众需往返3次；",
    "办事指南仍为2023年版，与省政务服务网2026-03-01版不一致；",
    "帮办代办台账登记不全，9月缺4件（其中1件超过承诺时限5个工作日）；",
)
MEASURES = (
    "立即补齐并上墙公示，由便民服务中心主任负责；",
    "对照省事项清单逐项核对，12月10日前换发新版办事指南；",
)


def sample_rows(count: int) -> list[list[str]]:
    """Return rows of believable text, the same for the same count."""
    chance = random.Random(20261123)
    rows = []
    for number in range(1, count + 1):
        item = f"ZW-{number:03d} 一次性告知制度落实（依据：《优化营商环境条例》第三十六条第一款）"
        problem = "".join(chance.choices(PROBLEMS, k=chance.randint(1, 3)))
        measure = "".join(chance.choices(MEASURES, k=chance.randint(1, 2)))
        person = chance.choice(("王喆", "李明", "欧阳建国", "张三"))
        day = f"2026-12-{chance.randint(1, 31):02d}"
        state = chance.choice(("已完成", "整改中", "申请延期至2027-01-31"))
        rows.append(
            [str(number), item, problem, measure, "便民服务中心", person, day, state, "", ""]
        )
    return rows


def ours(rows: list[list[str]]) -> bytes:
    """Set the rows with the list table; the item's code is a bold run."""
    compositor = Compositor(open_faces(prefer_installed=False))
    columns = [
        Column(head, width, Align.LEFT if width > 30 else Align.CENTRE)
        for head, width in zip(HEADS, WIDTHS, strict=True)
    ]
    entries = []
    for row in rows:
        code, rest = row[1].split(" ", 1)
        entries.append(Row([row[0], [Run(code, bold=True), f" {rest}"], *row[2:]]))
    table = ListTable(columns, entries, compositor)
    return render([table], compositor, Metadata("整改清单"), LANDSCAPE, numbering=Numbering.NONE)


def stock(rows: list[list[str]]) -> bytes:
    """Set the rows with reportlab's Table of Paragraphs (CJK wrapping, head repeated)."""
    from reportlab import rl_config
    from reportlab.lib.colors import black
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

    rl_config.useA85 = 0
    for name in ("body", "hei"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource_dir() / "fonts" / f"{name}.ttf")))
    left = ParagraphStyle("left", fontName="body", fontSize=9, leading=12.5, wordWrap="CJK")
    centre = ParagraphStyle("centre", left, alignment=TA_CENTER)
    head = ParagraphStyle("head", centre, fontName="hei")
    geometry = LANDSCAPE
    styles = [left if width > 30 else centre for width in WIDTHS]
    data = [[Paragraph(text, head) for text in HEADS]]
    for row in rows:
        cells = [Paragraph(text, style) for text, style in zip(row, styles, strict=True)]
        code, rest = row[1].split(" ", 1)
        cells[1] = Paragraph(f'<font name="hei">{code}</font> {rest}', left)
        data.append(cells)
    scale = geometry.type_width / sum(WIDTHS)
    table = Table(data, [width * scale for width in WIDTHS], repeatRows=1)
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    target = io.BytesIO()
    page = (geometry.width, geometry.height)
    document = BaseDocTemplate(target, pagesize=page, invariant=1, pageCompression=1)
    frame = Frame(
        geometry.left, geometry.bottom, geometry.type_width, geometry.type_height, 0, 0, 0, 0
    )
    document.addPageTemplates([PageTemplate("list", [frame], pagesize=page)])
    document.build([table])
    return target.getvalue()


def seconds(function: object, rows: list[list[str]]) -> float:
    """Return the processor time of one call, which other programs on the machine do not disturb."""
    begin = time.process_time()
    function(rows)  # type: ignore[operator]
    return time.process_time() - begin


def main() -> None:
    """Print the comparison."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    rows = sample_rows(count)
    for function in (ours, stock):
        function(rows[:20])  # fonts opened, modules imported
    times: dict[str, list[float]] = {"ours": [], "stock": []}
    for _ in range(ROUNDS):
        times["ours"].append(seconds(ours, rows))
        times["stock"].append(seconds(stock, rows))
    own, other = (statistics.median(times[name]) for name in ("ours", "stock"))
    print(f"{count} rows: ours {own:.2f} s, stock {other:.2f} s, ratio {other / own:.1f}")
    many = sample_rows(5 * count)
    longer = statistics.median(seconds(ours, many) for _ in range(ROUNDS))
    print(
        f"{5 * count} rows: ours {longer:.2f} s, {longer / own:.1f} times that of a fifth of them"
    )


if __name__ == "__main__":
    main()
