# SPDX-License-Identifier: MIT
"""The dossier's index.html: one file that opens in any browser, without a network or a script."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from bizenv_desktop.domain.findings.lifecycle_words import history_lines
from bizenv_desktop.domain.papers.rectification_list import score_line
from bizenv_desktop.reports.blocks import day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.findings.rectification import FindingView


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A file of the dossier: its path inside, what it is, its bytes and their SHA-256.

    `item` is the code of the item it proves, empty for papers; `picture` says a browser draws it.
    """

    path: str
    title: str
    size: int
    sha256: str
    item: str = ""
    picture: bool = False


_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1f2733;background:#f4f6fa;
margin:0 auto;max-width:1080px;padding:24px}
h1{font-size:22px;margin:0 0 4px}h2{font-size:17px;margin:28px 0 8px}p{margin:4px 0}
section{background:#fff;border:1px solid #dde3ec;border-radius:8px;padding:12px 18px;margin:12px 0}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #dde3ec;padding:6px 8px;
text-align:left;vertical-align:top}th{color:#5b6675;font-weight:400}
.muted,small{color:#5b6675}a{color:#2459b8}code{font-size:12px;word-break:break-all}
.late{color:#c0322b}.done{color:#1b7f52}pre{white-space:pre-wrap;font:inherit;margin:0}
.photos{display:flex;flex-wrap:wrap;gap:12px}figure{margin:0;width:240px}
img{width:240px;height:180px;object-fit:contain;background:#f4f6fa;border:1px solid #dde3ec}
@media print{body{background:#fff}section{border:none}}
"""


def dossier_page(
    filled: FilledCheck,
    papers: Sequence[DossierFile],
    evidence: Sequence[DossierFile],
    faults: Sequence[str],
    made: datetime,
) -> bytes:
    """The page as UTF-8; every link is relative, `faults` are files that could not be brought."""
    return "\n".join(_page(filled, papers, evidence, faults, made)).encode()


def _page(
    filled: FilledCheck,
    papers: Sequence[DossierFile],
    evidence: Sequence[DossierFile],
    faults: Sequence[str],
    made: datetime,
) -> Iterator[str]:
    check = filled.check
    title = f"{check.organisation.centre_name}营商环境自查档案（{check.period.label}）"
    yield '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
    yield f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{escape(title)}</h1>"
    yield f'<p class="muted">{escape(check.organisation.full_name)}，{day_in_words(made.date())}'
    yield f"{made:%H:%M}生成，只供查阅；文件是否改动过可用文末的校验值核对。</p>"
    if check.organisation.sample:
        yield '<p class="late">这是示例数据。</p>'
    yield f"<section><p>{escape(score_line(filled))}</p></section>"
    yield "<h2>材料</h2><section><table>"
    for paper in papers:
        yield f'<tr><td><a href="{_link(paper.path)}">{escape(paper.title)}</a></td></tr>'
    yield "</table></section>"
    yield from _findings(filled, evidence)
    yield from _visits(filled, evidence)
    yield from _rest(filled, evidence)
    if faults:
        yield '<h2>没有放进来的文件</h2><section class="late">'
        yield from (f"<p>{escape(fault)}</p>" for fault in faults)
        yield "</section>"
    yield from _hashes((*papers, *evidence))
    yield "</body></html>"


def _findings(filled: FilledCheck, evidence: Sequence[DossierFile]) -> Iterator[str]:
    views = filled.findings
    closed = sum(not view.is_open for view in views)
    yield f"<h2>整改（{len(views)}个问题，已销号{closed}个）</h2>"
    for view in views:
        yield from _finding(view, filled, [one for one in evidence if one.item == view.item.code])


def _finding(
    view: FindingView, filled: FilledCheck, evidence: Sequence[DossierFile]
) -> Iterator[str]:
    finding, item = view.finding, view.item
    tone, state = _standing(view, filled.today)
    yield f"<section><p><b>{escape(item.code)}　{escape(item.title)}</b>"
    yield f'　<span class="{tone}">{state}</span></p>'
    who = "，".join(word for word in (finding.unit, finding.person) if word.strip()) or "未定"
    yield f"<p>责任：{escape(who)}；时限{view.due:%Y-%m-%d}（{escape(view.due_explained)}）</p>"
    yield f"<pre>问题：{escape(view.problem)}</pre><pre>措施：{escape(view.measures)}</pre>"
    if finding.progress.strip():
        yield f"<pre>整改情况：{escape(finding.progress)}</pre>"
    for line in history_lines(view.log, view.looks):
        yield f'<p class="muted">{escape(line.text)}</p>'
    yield from _photos(evidence)
    yield "</section>"


def _standing(view: FindingView, today: date) -> tuple[str, str]:
    """Where a finding stands, as a class of the style and in words: 整改中，逾期3天."""
    if not view.is_open:
        return "done", view.log.state.label
    if view.is_put_right:
        return "muted", "已整改，待销号"
    state = "退回整改" if view.log.returned else view.log.state.label
    late = (today - view.due).days
    return ("late", f"{state}，逾期{late}天") if late > 0 else ("muted", state)


def _visits(filled: FilledCheck, evidence: Sequence[DossierFile]) -> Iterator[str]:
    if filled.visits:
        yield "<h2>暗访、督导</h2><section>"
        for visit in filled.visits:
            codes = "、".join(problem.code for problem in visit.problems) or "没有发现问题"
            yield f"<p>{escape(visit.title)}：{escape(codes)}</p>"
            if visit.summary.strip():
                yield f"<pre>{escape(visit.summary)}</pre>"
            yield from _photos([one for one in evidence if one.item == visit.photo_code])
        yield "</section>"


def _rest(filled: FilledCheck, evidence: Sequence[DossierFile]) -> Iterator[str]:
    """Evidence of items that have no finding."""
    shown = {view.item.code for view in filled.findings}
    shown |= {visit.photo_code for visit in filled.visits}
    rest = [one for one in evidence if one.item not in shown]
    if rest:
        yield "<h2>佐证材料</h2><section>"
        yield from _photos(rest)
        yield "</section>"


def _photos(files: Sequence[DossierFile]) -> Iterator[str]:
    if not files:
        return
    yield '<div class="photos">'
    for file in files:
        inside = f'<img src="{_link(file.path)}" alt="" loading="lazy"><br>' if file.picture else ""
        yield f'<figure><a href="{_link(file.path)}">{inside}'
        yield f"<small>{escape(file.title)}</small></a></figure>"
    yield "</div>"


def _hashes(files: Iterable[DossierFile]) -> Iterator[str]:
    yield "<h2>校验值（SHA-256）</h2><section><table>"
    for file in files:
        yield f"<tr><td>{escape(file.path)}</td><td><code>{file.sha256}</code></td></tr>"
    yield "</table></section>"


def _link(path: str) -> str:
    from urllib.parse import quote

    return escape(quote(path), quote=True)
