# SPDX-License-Identifier: MIT
"""The command that shows and changes how papers are written: what the window's settings keep."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseCommand
from bizenv_desktop.cli.command_parts import JSON_OPTION, open_store, print_json
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS, PaperSetting, paper_kind
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from bizenv_desktop.domain.papers.paper_kinds import PaperKind
    from bizenv_desktop.domain.papers.paper_settings import PaperSettings

_FIELDS = {
    "centre": PaperSetting.CENTRE,
    "signatories": PaperSetting.SIGNATURES,
    "landscape": PaperSetting.LANDSCAPE,
    "code": PaperSetting.CODE,
    "prefilled": PaperSetting.PREFILLED,
    "brief": PaperSetting.BRIEF,
    "logo": PaperSetting.LOGO,
}


@click.command("papers", cls=ChineseCommand, help="显示或设置材料怎么印；写材料名时只管这一种。")
@click.argument("kind_id", metavar="[材料]", required=False)
@click.option("--centre", metavar="名称", help="材料上的单位名称；写空的为本单位名称。")
@click.option(
    "--signatory", "signatories", multiple=True, metavar="名称", help="签字栏叫什么，依次写几次。"
)
@click.option("--landscape/--portrait", default=None, help="横排或竖排。")
@click.option("--code/--no-code", default=None, help="印不印核对码和二维码。")
@click.option("--prefilled/--blank", default=None, help="走查表带不带已填的结果。")
@click.option("--brief/--full", default=None, help="自查报告写简本或详本。")
@click.option(
    "--logo",
    "picture",
    type=click.Path(path_type=Path),
    metavar="图片",
    help="在材料左上角印这张图片（PNG、JPEG），存进数据库，各种材料共用一张。",
)
@click.option("--no-logo", is_flag=True, help="不印标志；不写材料名时连图片一起删去。")
@JSON_OPTION
@click.pass_obj
def papers(
    database: Path | None,
    /,
    kind_id: str | None,
    picture: Path | None,
    no_logo: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401
) -> None:
    """What is kept for each kind, after what was given is changed."""
    from bizenv_desktop.actions import paper_actions

    if picture is not None and no_logo:
        raise click.UsageError("--logo 和 --no-logo 不能一起写。")
    kinds = PAPER_KINDS if kind_id is None else (paper_kind(kind_id),)
    wanted = {name: value for name, value in given.items() if value not in (None, ())}
    if picture is not None or no_logo:
        wanted["logo"] = picture is not None
    if "centre" in wanted:
        wanted["centre"] = wanted["centre"].strip()
    _refuse_unknown(kinds, wanted)
    with open_store(database, read_only=not wanted) as store:
        if picture is not None:
            paper_actions.save_paper_logo(store, picture)
        elif no_logo and kind_id is None:
            paper_actions.save_paper_logo(store, None)
        for kind in kinds:
            own = {name: value for name, value in wanted.items() if _FIELDS[name] in kind.settings}
            if own:
                kept = paper_actions.paper_settings(store, kind)
                paper_actions.save_paper_settings(store, kind, replace(kept, **own))
        shown = {kind.id: paper_actions.paper_settings(store, kind) for kind in kinds}
    if as_json:
        print_json({kind.id: _record(kind, shown[kind.id]) for kind in kinds})
        return
    for kind in kinds:
        click.echo(f"{kind.name}（{kind.id}）：{_words(kind, shown[kind.id])}")


def _refuse_unknown(kinds: tuple[PaperKind, ...], wanted: dict[str, Any]) -> None:
    """A paper named is not quietly left as it was."""
    for name in wanted:
        if not any(_FIELDS[name] in kind.settings for kind in kinds):
            option = {"signatories": "signatory", "prefilled": "prefilled"}.get(name, name)
            raise UserError(f"{kinds[0].name}没有“--{option}”这项设置；请去掉它，或换一种材料。")


def _record(kind: PaperKind, settings: PaperSettings) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: getattr(settings, name)
        for name, setting in _FIELDS.items()
        if setting in kind.settings and name != "landscape"
    }
    if PaperSetting.LANDSCAPE in kind.settings:
        values["landscape"] = settings.lies_across(kind)
    return values


def _words(kind: PaperKind, settings: PaperSettings) -> str:
    words = {
        PaperSetting.CENTRE: f"单位名称{settings.centre or '为本单位'}",
        PaperSetting.SIGNATURES: f"签字栏{'、'.join(settings.signatories) or '为填表人等'}",
        PaperSetting.LANDSCAPE: "横排" if settings.lies_across(kind) else "竖排",
        PaperSetting.CODE: "印核对码" if settings.code else "不印核对码",
        PaperSetting.PREFILLED: "带已填结果" if settings.prefilled else "空白",
        PaperSetting.BRIEF: "简本" if settings.brief else "详本",
        PaperSetting.LOGO: "印标志" if settings.logo else "不印标志",
    }
    return "，".join(words[setting] for setting in _FIELDS.values() if setting in kind.settings)
