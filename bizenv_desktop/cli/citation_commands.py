# SPDX-License-Identifier: MIT
"""The commands that tie check items to articles: locate, confirm, share, use another edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bizenv_desktop.cli.chinese_click import ChineseCommand, ChineseGroup
from bizenv_desktop.cli.command_parts import JSON_OPTION, built_in, now, open_store, print_json
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.storage import Store

_FILE = click.Path(path_type=Path)
_CHECKLIST = click.option(
    "--id", "checklist_id", metavar="编号", help="哪张自查表；不写为本单位正在用的。"
)
_BY = click.option("--by", metavar="姓名", help="谁确认的；不写为本单位。")


def add_citation_commands(group: click.Group) -> None:
    """Put these commands into the group of those on regulations."""
    for command in (locate, confirm, use, confirmed):
        group.add_command(command)


@click.command(
    cls=ChineseCommand, help="为每个检查项在官方文本里找可能的条款，最多三处，最像的在前。"
)
@click.argument("edition", required=False, metavar="[编号]")
@_CHECKLIST
@click.option("--pending", is_flag=True, help="只列还没有确认的。")
@JSON_OPTION
@click.pass_obj
def locate(
    database: Path | None,
    edition: str | None,
    checklist_id: str | None,
    pending: bool,
    as_json: bool,
) -> None:
    """Proposals for every item; nothing is stored."""
    from bizenv_desktop import actions
    from bizenv_desktop.actions import citation_actions
    from bizenv_desktop.actions.regulation_actions import edition_named

    library = built_in()
    with open_store(database, read_only=True) as store:
        checklist = _checklist(store, checklist_id)
        editions = actions.known_editions(library, store)
        chosen = edition_named(editions, edition or checklist.edition)
        done = citation_actions.confirmed_in(store, checklist, chosen.id)
    if not chosen.has_official_text:
        raise UserError(f"《{chosen.title}》（{chosen.id}）还没有导入正式文本；请先导入全文。")
    found = citation_actions.proposals(chosen, checklist)
    items = [item for item in checklist.items if not (pending and item.code in done)]
    if as_json:
        print_json(
            [
                {
                    "item": item.code,
                    "confirmed": done[item.code].place.label() if item.code in done else None,
                    "proposals": [
                        {
                            "place": each.place.label(),
                            "score": each.score,
                            "words": list(each.words),
                        }
                        for each in found[item.code]
                    ],
                }
                for item in items
            ]
        )
        return
    for item in items:
        if item.code in done:
            words = f"已确认{done[item.code].place.label()}（{done[item.code].words}）"
        else:
            words = "、".join(each.place.label() for each in found[item.code]) or "没有找到"
        click.echo(f"{item.code} {item.title}：{words}")
    click.echo(f"已确认{len(done)}/{len(checklist.items)}项。")


@click.command(
    cls=ChineseCommand, help="确认一个检查项依据的条款，如：confirm 编号 A01 第三十六条第一款。"
)
@click.argument("edition", metavar="编号")
@click.argument("item", metavar="检查项")
@click.argument("place", required=False, metavar="[第X条]")
@_CHECKLIST
@_BY
@click.option("--undo", is_flag=True, help="取消这一项的确认。")
@JSON_OPTION
@click.pass_obj
def confirm(
    database: Path | None,
    edition: str,
    item: str,
    place: str | None,
    checklist_id: str | None,
    by: str | None,
    undo: bool,
    as_json: bool,
) -> None:
    """Keep, or take back, what one item rests on."""
    from bizenv_desktop import actions
    from bizenv_desktop.actions import citation_actions
    from bizenv_desktop.domain.checklists.codes import family
    from bizenv_desktop.domain.regulations.citation_words import place_from

    if undo == (place is not None):
        raise UserError("请写条号，如“第三十六条第一款”；要取消确认，只加 --undo。")
    library = built_in()
    with open_store(database, read_only=False) as store:
        checklist = _checklist(store, checklist_id)
        if place is None:
            key = (family(checklist.id), item, edition)
            if item not in citation_actions.confirmed_in(store, checklist, edition):
                raise UserError(f"{item}在这一版本里没有确认过条号。")
            store.save_citations({key: None})
            label = ""
        else:
            editions = actions.known_editions(library, store)
            citation = citation_actions.confirmation(
                editions, checklist, item, place_from(place, edition), who(store, by), now()
            )
            citation_actions.confirm(store, citation)
            label = citation.place.full_label(editions[edition])
    if as_json:
        print_json({"item": item, "edition": edition, "citation": label or None})
    else:
        click.echo(f"{item}：{label}" if label else f"已取消{item}的条号确认。")


@click.command(
    cls=ChineseCommand, help="让本单位的自查表改用另一个版本的条例，存为自查表的新版本。"
)
@click.argument("edition", metavar="编号")
@_CHECKLIST
@JSON_OPTION
@click.pass_obj
def use(database: Path | None, edition: str, checklist_id: str | None, as_json: bool) -> None:
    """The next version of the unit's own checklist names that edition."""
    from bizenv_desktop import actions
    from bizenv_desktop.actions import citation_actions

    library = built_in()
    with open_store(database, read_only=False) as store:
        editions = actions.known_editions(library, store)
        kept = citation_actions.use_edition(
            library, store, editions, _checklist(store, checklist_id), edition
        )
    made = kept.checklist
    if as_json:
        print_json({"id": made.id, "version": made.version, "edition": made.edition})
    else:
        click.echo(f"{made.title}（第{made.version}版）对照《{editions[made.edition].title}》")


@click.group(cls=ChineseGroup, help="确认好的条号：导出给别的单位，或导入别的单位确认的。")
def confirmed() -> None:
    """Confirmed citations as files."""


@confirmed.command("export", help="把一个版本里确认的条号写成文件。")
@click.argument("edition", metavar="编号")
@click.argument("out", type=_FILE, metavar="文件")
@_CHECKLIST
@JSON_OPTION
@click.pass_obj
def export(
    database: Path | None, edition: str, out: Path, checklist_id: str | None, as_json: bool
) -> None:
    """One office's work as a file."""
    from bizenv_desktop.actions import citation_actions

    with open_store(database, read_only=True) as store:
        count = citation_actions.write_confirmations(
            store, edition, _checklist(store, checklist_id), out
        )
    if as_json:
        print_json({"file": str(out), "citations": count})
    else:
        click.echo(f"已导出 {out}：{count}项")


@confirmed.command("import", help="导入别的单位确认的条号；文本不同的不导入。")
@click.argument("file", type=_FILE, metavar="文件")
@click.option("--replace", "replacing", is_flag=True, help="和本机确认的不同时，用文件里的。")
@JSON_OPTION
@click.pass_obj
def import_(database: Path | None, file: Path, replacing: bool, as_json: bool) -> None:
    """Another office's work beside our own."""
    from bizenv_desktop.actions import citation_actions

    with open_store(database, read_only=False) as store:
        received = citation_actions.read_confirmations(store, file)
        citation_actions.keep_received(store, received, replacing=replacing)
    counts = (len(received.added), len(received.same), len(received.differing))
    if as_json:
        names = ("added", "same", "differing")
        print_json({**dict(zip(names, counts, strict=True)), "replaced": replacing})
        return
    kept = "已用文件里的" if replacing else "保留本机的"
    click.echo(f"新增{counts[0]}项，相同{counts[1]}项，不同{counts[2]}项（{kept}）。")


def _checklist(store: Store, checklist_id: str | None) -> Checklist:
    from bizenv_desktop.actions.checklist_actions import checklist_to_export

    return checklist_to_export(built_in(), checklist_id, store)


def who(store: Store, by: str | None) -> str:
    """The name given, else this unit's."""
    from bizenv_desktop import actions

    own = actions.own_organisation(store)
    if by is None and own is None:
        raise UserError("没有写是谁；请加“--by 姓名”，或先用“unit 代码”设定本单位。")
    return by if by is not None else (own.name if own else "")
