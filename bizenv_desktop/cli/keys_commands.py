# SPDX-License-Identifier: MIT
"""`keys`: this unit's key card, the cards of others, what is believed no more."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseGroup
from bizenv_desktop.cli.command_parts import JSON_OPTION, now, open_store, print_json
from bizenv_desktop.cli.receive_commands import outcome_record, tell_outcome
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.keys import KeyCard, TrustedKey
    from bizenv_desktop.storage import Store


_LONGEST_SCAN = 8192


@click.group(cls=ChineseGroup, help="单位密钥：导出本单位的密钥卡，登记、列出、停用对方的。")
def keys() -> None:
    """Whose signature is believed."""


@keys.command("show", help="显示本单位的密钥指纹，打电话给上级核对时念。")
@JSON_OPTION
@click.pass_obj
def show(database: Path | None, as_json: bool) -> None:
    """This unit's card in words; the key is made now when there is none yet."""
    from bizenv_desktop.actions import key_actions

    with open_store(database, read_only=False) as store:
        card = key_actions.own_card(store, now())
    if as_json:
        print_json(_card(card))
    else:
        click.echo(f"{card.owner.full_name}（{card.organisation}）\n指纹 {card.fingerprint}")


@keys.command("export", help="导出本单位的密钥卡，交给上级登记。")
@click.option(
    "--out",
    required=True,
    metavar="文件或文件夹",
    type=click.Path(path_type=Path),
    help="写到哪里；写文件夹就用通常的文件名。",
)
@click.option(
    "--paper",
    metavar="文件.pdf",
    type=click.Path(path_type=Path),
    help="同时写一张带二维码的纸质密钥卡。",
)
@JSON_OPTION
@click.pass_obj
def export(database: Path | None, out: Path, paper: Path | None, as_json: bool) -> None:
    """Write this unit's card, and where asked the paper one."""
    from bizenv_desktop.actions import key_actions
    from bizenv_desktop.actions.card_paper import write_card_paper

    if paper is not None and paper.suffix.lower() != ".pdf":
        raise UserError(f"“{paper.name}”不是 .pdf 文件名；纸质密钥卡只能生成 PDF，请以 .pdf 结尾。")
    with open_store(database, read_only=False) as store:
        card = key_actions.export_card(store, out, now())
    path = out / key_actions.card_file_name(card) if out.is_dir() else out
    if paper is not None:
        write_card_paper(card, paper, now().date())
    if as_json:
        print_json({**_card(card), "path": str(path), "paper": str(paper) if paper else None})
        return
    for written in filter(None, (path, paper)):
        click.echo(f"已写到 {written}")
    click.echo(f"指纹 {card.fingerprint}，请在电话里念给上级核对。")


@keys.command(
    "enrol",
    help="登记对方的密钥卡；要把对方在电话里念的指纹打进来。"
    "写 - 从标准输入读扫到的二维码，这时要写 --fingerprint。",
)
@click.argument("files", nargs=-1, required=True, metavar="文件…", type=click.Path(path_type=Path))
@click.option("--fingerprint", metavar="指纹", help="对方念的指纹；不写时在终端里问，一张一问。")
@click.option("--by", default="", metavar="姓名", help="谁核对的。")
@JSON_OPTION
@click.pass_obj
def enrol(
    database: Path | None,
    files: tuple[Path, ...],
    fingerprint: str | None,
    by: str,
    as_json: bool,
) -> None:
    """Accept cards; exit 1 when one was refused, or something that had waited for it was."""
    from bizenv_desktop.actions import key_actions

    if fingerprint is not None and len(files) > 1:
        raise click.UsageError("--fingerprint 一次只能登记一张密钥卡；请一张一张登记。")
    done: list[dict[str, Any]] = []
    refused = False
    with open_store(database, read_only=False) as store:
        for file in files:
            try:
                card = _card_from(file)
                heard = fingerprint if fingerprint is not None else _ask(card)
                outcomes = key_actions.enrol(store, card, heard, now(), by=by)
            except UserError as error:
                refused = True
                done.append({"file": str(file), "enrolled": False, "reason": str(error)})
                click.echo(f"{file.name}：{error}", err=True)
                continue
            refused = refused or any(each.refused for each in outcomes)
            taken = [outcome_record(each) for each in outcomes]
            done.append({"file": str(file), "enrolled": True, **_card(card), "taken": taken})
            if not as_json:
                click.echo(f"已登记 {card.owner.full_name}，指纹 {card.fingerprint}。")
                for each in outcomes:
                    tell_outcome(each, "  ")
    if as_json:
        print_json(done)
    if refused:
        raise click.exceptions.Exit(1)


def _card_from(file: Path) -> KeyCard:
    """A card from its file, or for “-” as a scanner typed it into the standard input."""
    from bizenv_desktop.actions import key_actions

    if str(file) == "-":
        return key_actions.checked_card(sys.stdin.read(_LONGEST_SCAN))
    return key_actions.read_card(file)


def _ask(card: KeyCard) -> str:
    """What the unit reads out, typed on the terminal; the card's own is not shown beforehand."""
    if not sys.stdin.isatty():
        raise UserError("没有写指纹，这里也不能问；请加 --fingerprint，写对方在电话里念的指纹。")
    click.echo(f"{card.owner.full_name}（{card.organisation}）的密钥卡。", err=True)
    heard: str = click.prompt("请打电话请对方念指纹，打在这里", err=True)
    return heard


@keys.command("list", help="列出登记过的密钥。")
@JSON_OPTION
@click.pass_obj
def list_(database: Path | None, as_json: bool) -> None:
    """Every key that was ever accepted, and what waits for its key."""
    with open_store(database, read_only=True) as store:
        known = store.keys.trusted()
        waiting = len(store.packages.quarantined())
    if as_json:
        print_json({"keys": [_key(each) for each in known], "quarantined": waiting})
        return
    for each in known:
        click.echo(_key_line(each))
    click.echo(f"共{len(known)}把密钥，{waiting}个包因密钥没有登记暂存着。")


@keys.command("revoke", help="停用一把密钥：以后它签名的包不再接收，已收下的不变。")
@click.argument("which", metavar="指纹或单位代码")
@JSON_OPTION
@click.pass_obj
def revoke(database: Path | None, which: str, as_json: bool) -> None:
    """Stop believing a key; what came stays."""
    with open_store(database, read_only=False) as store:
        found = _find(store, which)
        store.keys.revoke(found.card.key, now().isoformat(timespec="seconds"))
    if as_json:
        print_json(_card(found.card))
    else:
        click.echo(f"已停用{found.card.name}的密钥，指纹 {found.card.fingerprint}；已收下的不变。")


def _find(store: Store, which: str) -> TrustedKey:
    """The key in use that a fingerprint, a key in hex or a unit's code means."""
    wanted = "".join(which.split()).replace("-", "").upper()
    found = [
        each
        for each in store.keys.trusted()
        if each.holds
        and wanted
        in (
            each.card.organisation,
            each.card.key.upper(),
            each.card.fingerprint.replace("-", ""),
        )
    ]
    if not found:
        raise UserError(f"没有“{which}”这把在用的密钥；请用 keys list 核对。")
    if len(found) > 1:
        raise UserError(f"{found[0].card.name}登记了{len(found)}把密钥；请写要停用那把的指纹。")
    return found[0]


def _card(card: KeyCard) -> dict[str, Any]:
    return {
        "organisation": card.organisation,
        "name": card.name,
        "level": card.level,
        "path": list(card.path),
        "key": card.key,
        "fingerprint": card.fingerprint,
        "issued": card.issued,
    }


def _key(key: TrustedKey) -> dict[str, Any]:
    return {
        **_card(key.card),
        "accepted": key.accepted,
        "accepted_by": key.accepted_by,
        "vouched_by": key.vouched_by,
        "revoked": key.revoked or None,
    }


def _key_line(key: TrustedKey) -> str:
    how = f"由{key.vouched_by}担保" if key.vouched_by else f"{key.accepted[:10]}登记"
    who = f"，{key.accepted_by}核对" if key.accepted_by else ""
    gone = f"，{key.revoked[:10]}停用" if key.revoked else ""
    return f"{key.card.organisation} {key.card.name} {key.card.fingerprint}（{how}{who}{gone}）"
