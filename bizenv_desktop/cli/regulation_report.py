# SPDX-License-Identifier: MIT
"""What was found in a text, or between two, in lines for people and as plain JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.regulations.compare import ChangeKind
from bizenv_desktop.domain.regulations.regulation_text import named
from bizenv_desktop.domain.regulations.text_summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bizenv_desktop.actions.citation_actions import CitedEffect
    from bizenv_desktop.actions.regulation_actions import ImportPlan, TextOffer
    from bizenv_desktop.domain.regulations.compare import Comparison


def offer_lines(found: TextOffer, plan: ImportPlan | None, reason: str) -> Iterator[str]:
    """What a file holds, a line each; ！ marks what asks for a look."""
    for line in summary(found.parsed):
        yield f"{'！' if line.doubtful else '　'}{line.name}：{line.words}"
    if plan is None:
        yield f"不能存入：{reason}"
        return
    edition = plan.imported.edition
    what = "这份文字以前导入过" if plan.is_known else "存为"
    yield f"　{what}：{edition.id}《{edition.title}》"
    if plan.lost:
        yield f"！自带摘要里有、正文里没有的：{named([each.label() for each in plan.lost])}"
    if plan.dropped:
        items = named([each.item for each in plan.dropped])
        yield f"！文字有变、要重新确认条号的检查项：{items}"


def offer_record(found: TextOffer, plan: ImportPlan | None, reason: str) -> dict[str, Any]:
    """The same for another program."""
    parsed = found.parsed
    return {
        "title": parsed.title,
        "notes": [{"day": each.date.isoformat(), "kind": each.kind} for each in parsed.notes],
        "effective": parsed.effective.isoformat() if parsed.effective else None,
        "chapters": len(parsed.chapters),
        "articles": len(parsed.articles),
        "paragraphs": parsed.paragraph_count,
        "subparagraphs": parsed.subparagraph_count,
        "gaps": list(parsed.gaps),
        "doubles": list(parsed.doubles),
        "warnings": list(parsed.warnings),
        "digest": found.digest,
        "matches": [each.id for each in found.matches],
        "id": plan.imported.edition.id if plan else None,
        "known": plan.is_known if plan else False,
        "refused": reason,
        "lost": [each.label() for each in plan.lost] if plan else [],
        "dropped": [each.item for each in plan.dropped] if plan else [],
    }


def diff_lines(found: Comparison, effects: Iterable[CitedEffect]) -> Iterator[str]:
    """Counts, the articles that changed, then what that does to each confirmed citation."""
    counts = [f"{kind.label}{found.count(kind)}条" for kind in ChangeKind if found.count(kind)]
    yield "，".join(counts)
    for change in found.changes:
        if change.kind is not ChangeKind.UNCHANGED:
            labels = [side.label for side in (change.old, change.new) if side]
            yield f"  {change.kind.label}：{'→'.join(dict.fromkeys(labels))}"
    for each in effects:
        target = f"→{each.effect.new.label()}" if each.effect.new else ""
        yield f"{each.citation.item}　{each.effect.kind.label}：{each.effect.old.label()}{target}"


def diff_record(found: Comparison, effects: Iterable[CitedEffect], carried: int) -> dict[str, Any]:
    """The same for another program, unchanged articles included."""
    return {
        "changes": [
            {
                "kind": change.kind.value,
                "old": change.old.label if change.old else None,
                "new": change.new.label if change.new else None,
            }
            for change in found.changes
        ],
        "effects": [
            {
                "item": each.citation.item,
                "kind": each.effect.kind.value,
                "old": each.effect.old.label(),
                "new": each.effect.new.label() if each.effect.new else None,
            }
            for each in effects
        ],
        "carried": carried,
    }
