# SPDX-License-Identifier: MIT
"""The commands on regulations: bring an official text in, read it, compare two editions."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bizenv_desktop.cli.chinese_click import ChineseGroup
from bizenv_desktop.cli.citation_commands import add_citation_commands, who
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    built_in,
    database_path,
    now,
    open_store,
    print_json,
)
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bizenv_desktop.actions.regulation_actions import ImportPlan, TextOffer
    from bizenv_desktop.domain.regulations.edition_facts import EditionFacts
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.library import Library
    from bizenv_desktop.storage import Store

_FILE = click.Path(path_type=Path)
_RANKS = {
    "法律": "law",
    "行政法规": "administrative_regulation",
    "地方性法规": "local_regulation",
    "党内法规": "party_regulation",
    "地方政府规章": "local_rule",
    "部门规章": "rule",
}


@click.group(cls=ChineseGroup, help="条例：导入官方文本，定位并确认条号，对照两个版本。")
def regulation() -> None:
    """Official texts and what rests on them."""


@regulation.command(
    "import", help="导入官方文本（docx、pdf、txt、md、html）；先看预览，加 --yes 存入。"
)
@click.argument("file", type=_FILE, metavar="文件")
@click.option("--as", "edition_id", metavar="编号", help="这是哪个已知版本的正式文本。")
@click.option("--new", is_flag=True, help="作为新的版本存入，不并入已知的版本。")
@click.option("--title", metavar="名称", help="新版本的法规名称；不写为文中的标题。")
@click.option("--issuer", metavar="机关", help="新版本的制定机关；不写为文中写的。")
@click.option("--rank", type=click.Choice(list(_RANKS)), metavar="等级", help="新版本的效力等级。")
@click.option("--number", metavar="文号", help="新版本的文号。")
@click.option("--effective", metavar="日期", help="新版本的施行日期，如 2026-03-01。")
@click.option("--by", metavar="姓名", help="谁导入的；不写为本单位。")
@click.option("--yes", is_flag=True, help="看过无误，存入。")
@JSON_OPTION
@click.pass_obj
def import_(
    database: Path | None,
    /,
    file: Path,
    by: str | None,
    yes: bool,
    as_json: bool,
    **how: str | bool | None,
) -> None:
    """Show what a file holds; keep it only when told so."""
    from bizenv_desktop import actions
    from bizenv_desktop.actions import regulation_actions
    from bizenv_desktop.cli.regulation_report import offer_lines, offer_record

    library = built_in()
    with open_store(database, read_only=not yes) as store:
        editions = actions.known_editions(library, store)
        found = regulation_actions.read_offer(file, editions)
        plan, reason = _plan(library, store, found, editions, by, how)
        kept = None
        if yes:
            if plan is None:
                raise UserError(reason)
            if not plan.is_known:
                kept = regulation_actions.keep_import(store, plan)
    if as_json:
        print_json({**offer_record(found, plan, reason), "stored": kept is not None})
        return
    for line in offer_lines(found, plan, reason):
        click.echo(line)
    if kept is not None:
        click.echo(f"已存入；导入前的数据备份在 {kept.backup}")
    elif plan is not None and not plan.is_known:
        click.echo("还没有存入；看过无误后加 --yes 存入。")


@regulation.command("list", help="列出本机知道的法规版本。")
@JSON_OPTION
@click.pass_obj
def list_(database: Path | None, as_json: bool) -> None:
    """Every edition: built in, with its text, or a new one."""
    with _editions(database) as (editions, store):
        imported = {each.edition.id: each for each in store.imported_editions()} if store else {}
    rows = [
        {
            "id": each.id,
            "title": each.title,
            "effective": each.effective.isoformat() if each.effective else None,
            "articles": len(each.articles),
            "official_text": each.has_official_text,
            "source": imported[each.id].source if each.id in imported else None,
            "imported_by": imported[each.id].imported_by if each.id in imported else None,
        }
        for each in editions.values()
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        since = f"{row['effective']}起施行" if row["effective"] else "施行日期待核"
        what = "正式文本" if row["official_text"] else f"只有摘要（{row['articles']}条）"
        click.echo(f"{row['id']}　《{row['title']}》{since}，{what}")


@regulation.command(help="显示一个版本的目录，或其中一条的文字。")
@click.argument("edition", metavar="编号")
@click.argument("place", required=False, metavar="[第X条]")
@JSON_OPTION
@click.pass_obj
def show(database: Path | None, edition: str, place: str | None, as_json: bool) -> None:
    """The articles of an edition, or one of its places in full."""
    from bizenv_desktop.actions import regulation_actions
    from bizenv_desktop.domain.regulations.citation_words import place_from
    from bizenv_desktop.domain.regulations.node_words import words_of
    from bizenv_desktop.domain.regulations.regulation import Article, check_citation

    with _editions(database) as (editions, _):
        chosen = regulation_actions.edition_named(editions, edition)
    if place is None:
        _show_all(chosen, as_json)
        return
    citation = place_from(place, edition)
    if reason := check_citation(citation, editions):
        raise UserError(f"{reason}；请核对条号。")
    node = chosen.node_of(citation)
    text = words_of(node) if node else ""
    if isinstance(node, Article):
        text = node.text
    digest = chosen.digest_of(citation)
    label = citation.full_label(chosen)
    if as_json:
        print_json({"citation": label, "text": text, "digest": digest})
    else:
        click.echo(f"{label}\n{text or f'（摘要）{digest}'}")


@regulation.command(help="对照两个版本，并说明对自查表的影响。")
@click.argument("old", metavar="旧版编号")
@click.argument("new", metavar="新版编号")
@click.option("--id", "checklist_id", metavar="编号", help="看对哪张自查表的影响。")
@click.option("--carry", is_flag=True, help="把文字没变的条号确认转到新版本。")
@click.option("--by", metavar="姓名", help="谁确认的；不写为本单位。")
@JSON_OPTION
@click.pass_obj
def diff(
    database: Path | None,
    old: str,
    new: str,
    checklist_id: str | None,
    carry: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Two editions compared, and what that does to confirmed citations."""
    from bizenv_desktop import actions
    from bizenv_desktop.actions import checklist_actions, citation_actions, regulation_actions
    from bizenv_desktop.cli.regulation_report import diff_lines, diff_record

    library = built_in()
    with open_store(database, read_only=not carry) as store:
        editions = actions.known_editions(library, store)
        found = regulation_actions.comparison(editions, old, new)
        checklist = checklist_actions.checklist_to_export(library, checklist_id, store)
        effects = citation_actions.effects(found, store, checklist)
        carried = 0
        if carry:
            name = who(store, by)
            carried = len(citation_actions.carry_citations(store, effects, name, now()).citations)
    if as_json:
        print_json(diff_record(found, effects, carried))
        return
    for line in diff_lines(found, effects):
        click.echo(line)
    if carry:
        click.echo(f"已把{carried}项的条号确认转到新版本。")


@regulation.command(help="删除导入的文本和在其中确认的条号；先做备份。")
@click.argument("edition", metavar="编号")
@click.option("--yes", is_flag=True, required=True, help="确认删除。")
@JSON_OPTION
@click.pass_obj
def forget(database: Path | None, edition: str, yes: bool, as_json: bool) -> None:
    """Take an imported text away."""
    from bizenv_desktop.actions import regulation_actions

    with open_store(database, read_only=False) as store:
        kept = regulation_actions.forget_edition(store, edition)
    gone = len(kept.change.citations)
    if as_json:
        print_json({"id": edition, "citations": gone, "backup": str(kept.backup)})
    else:
        click.echo(f"已删除{edition}的文本和{gone}项条号确认；删除前的数据备份在 {kept.backup}")


add_citation_commands(regulation)


@contextmanager
def _editions(database: Path | None) -> Iterator[tuple[Mapping[str, Edition], Store | None]]:
    """The editions known; without any database those built in."""
    from bizenv_desktop import actions

    library = built_in()
    if database is None and not database_path(None).exists():
        yield library.editions, None
        return
    with open_store(database, read_only=True) as store:
        yield actions.known_editions(library, store), store


def _plan(
    library: Library,
    store: Store,
    found: TextOffer,
    editions: Mapping[str, Edition],
    by: str | None,
    how: Mapping[str, str | bool | None],
) -> tuple[ImportPlan | None, str]:
    """What keeping the text would do, or why it cannot be said yet."""
    from bizenv_desktop.actions import regulation_actions

    if found.obstacle:
        return None, found.obstacle
    try:
        chosen = _chosen(found, editions, how)
        return regulation_actions.plan_import(
            library, store, found, chosen, who(store, by), now()
        ), ""
    except UserError as error:
        return None, str(error)


def _chosen(
    found: TextOffer, editions: Mapping[str, Edition], how: Mapping[str, str | bool | None]
) -> Edition | EditionFacts:
    """The known edition, or the facts of a new one, that the options mean."""
    from bizenv_desktop.actions.regulation_actions import edition_named
    from bizenv_desktop.domain.regulations.legal_rank import LegalRank

    given = {name: str(value) for name, value in how.items() if value not in (None, False)}
    if "edition_id" in given:
        return edition_named(editions, given["edition_id"])
    if "new" not in given and len(found.matches) > 1:
        ids = "、".join(each.id for each in found.matches)
        raise UserError(f"可能是这几个版本的正式文本：{ids}；请用“--as 编号”写明，或加 --new。")
    if "new" not in given and found.matches:
        return found.matches[0]
    facts = replace(
        found.facts,
        title=given.get("title", found.facts.title),
        issuer=given.get("issuer", found.facts.issuer),
        number=given.get("number", found.facts.number),
    )
    if "rank" in given:
        facts = replace(facts, rank=LegalRank(_RANKS[given["rank"]]))
    if "effective" in given:
        facts = replace(facts, effective=_day(given["effective"]))
    return facts


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError as error:
        raise UserError(f"“{text}”不是日期；请写成 2026-03-01。") from error


def _show_all(edition: Edition, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "id": edition.id,
                "title": edition.title,
                "official_text": edition.has_official_text,
                "chapters": [
                    {"label": each.label, "title": each.title, "first": each.first}
                    for each in edition.chapters
                ],
                "articles": [
                    {"label": each.label, "text": each.text, "digest": each.digest}
                    for each in edition.articles
                ],
            }
        )
        return
    click.echo(f"《{edition.title}》（{edition.id}）")
    firsts = {each.first: each for each in edition.chapters}
    for article in edition.articles:
        if not article.insert and (chapter := firsts.get(article.number)):
            click.echo(f"{chapter.label}　{chapter.title}")
        words = (article.text or article.digest).replace("\n", "")
        click.echo(f"  {article.label}　{words[:36]}{'…' if len(words) > 36 else ''}")
