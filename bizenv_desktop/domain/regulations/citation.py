# SPDX-License-Identifier: MIT
"""Citations: a place in an edition, as official papers write it.

Apart from the editions themselves and the numerals, so that a checklist is read without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bizenv_desktop.domain.regulations.regulation import Edition


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an edition: article, perhaps paragraph, subparagraph and item."""

    edition: str
    article: int
    paragraph: int | None = None
    subparagraph: int | None = None
    insert: int = 0
    item: int | None = None

    @property
    def goes_below_the_article(self) -> bool:
        return self.paragraph is not None or self.subparagraph is not None

    def label(self) -> str:
        """As in official papers: 第三十二条第一款第（四）项."""
        from bizenv_desktop.domain.numerals import article_label, chinese_number

        parts = [article_label(self.article, self.insert)]
        if self.paragraph is not None:
            parts.append(f"第{chinese_number(self.paragraph)}款")
        if self.subparagraph is not None:
            parts.append(f"第（{chinese_number(self.subparagraph)}）项")
        if self.item is not None:
            parts.append(f"第{self.item}目")
        return "".join(parts)

    def full_label(self, edition: Edition) -> str:
        """With the title before it: 《中华人民共和国行政许可法》第三十二条第一款第（四）项."""
        return f"《{edition.title}》{self.label()}"
