# SPDX-License-Identifier: MIT
"""Chinese typesetting on reportlab: paragraph, list table, pages and signatures of papers.

The modules below import reportlab, so import them inside the function that draws.

    from bizenv_desktop.reports.fonts import Role, open_faces
    from bizenv_desktop.reports.typeset.api import (...)

    faces = open_faces(prefer_installed=True)
    lost = faces.missing_characters(all_texts)          # tell the user: drawn as 〓
    compositor = Compositor(faces)                      # one for each document

    title = CjkParagraph("整改清单", TextStyle(Role.TITLE, 22, 32, Align.CENTRE), compositor)
    table = ListTable(
        [Column("序号", 4, Align.CENTRE, repeat=True), Column("存在问题", 20), ...],
        [
            Group("一、政务环境", bookmark="政务环境"),
            Row(["1", [Run("窗口", bold=True), "缺公示牌"]]),
        ],
        compositor,
        on_group=lambda canvas, group, number, y: add_bookmark(
            canvas, group.bookmark, f"g{number}", y
        ),
    )
    signatures = SignatureBlock(["填表人：", "审核人："], ["××乡人民政府"], compositor)
    pdf = render([title, Closing(table, signatures)], compositor, Metadata("整改清单"), LANDSCAPE,
                 numbering=Numbering.OF_TOTAL)

Modules, each readable alone: `kinsoku` (where a line may break), `lines` (breaking), `voice`
(faces of a role), `compositor` (content → lines), `ink` (lines → PDF operators), `paragraph`,
`table_rows`, `table_pen` and `list_table`, `closing`, `page`, `text` (runs and styles). Text is
plain: no markup anywhere.
"""
