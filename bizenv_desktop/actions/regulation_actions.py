# SPDX-License-Identifier: MIT
"""What a user does with official texts: look at one, keep it, forget it, compare two.

`actions` has the rest of the table of contents, `citation_actions` what is confirmed in a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop import actions
from bizenv_desktop.domain.regulations.citation_effect import CitationEffects, EffectKind
from bizenv_desktop.domain.regulations.compare import compare
from bizenv_desktop.domain.regulations.confirmed import ImportedEdition, text_digest
from bizenv_desktop.domain.regulations.edition_facts import (
    EditionFacts,
    editions_of_text,
    likely_facts,
    new_edition,
)
from bizenv_desktop.domain.regulations.official_text import digests_without_text, with_official_text
from bizenv_desktop.domain.regulations.regulation_text import named, parse_regulation
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.regulations.citation import Citation
    from bizenv_desktop.domain.regulations.compare import Comparison
    from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.domain.regulations.regulation_text import ParsedRegulation
    from bizenv_desktop.library import Library
    from bizenv_desktop.storage import Change, Store

    Tick = Callable[[int, int], None]

LONGEST_NAME = 40
"""Characters of the name of who imports or confirms."""


@dataclass(frozen=True, slots=True)
class TextOffer:
    """A text as it was read, to look at before anything is stored.

    `matches` are the known editions it may be the official text of, the newest first; `facts` are
    what the text tells for a new edition.
    """

    parsed: ParsedRegulation
    source: str
    digest: str
    matches: tuple[Edition, ...]
    facts: EditionFacts

    @property
    def obstacle(self) -> str:
        """Why it cannot be kept at all; empty when it can."""
        if not self.parsed.doubles:
            return ""
        places = named(self.parsed.doubles)
        return f"{places}出现了两次，引用时会分不清；请对照官方文本改正后再导入。"


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What keeping a text does; nothing is done yet.

    `before` is the text it replaces, `dropped` the confirmed citations whose words it changes,
    `lost` the places our own digests list and the text does not have.
    """

    imported: ImportedEdition
    before: ImportedEdition | None
    dropped: tuple[ConfirmedCitation, ...]
    lost: tuple[Citation, ...]

    @property
    def is_known(self) -> bool:
        """Whether just this text was imported before."""
        return self.before is not None and self.before.digest == self.imported.digest


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that was kept: what changed, and the backup from before."""

    change: Change
    backup: Path


def read_offer(path: Path, editions: Mapping[str, Edition]) -> TextOffer:
    """Read a file; `UserError` says what it is when it is no regulation."""
    from bizenv_desktop.imports.file_text import read_text

    return offer(read_text(path), path.name, editions)


def offer(text: str, source: str, editions: Mapping[str, Edition]) -> TextOffer:
    """Read a text that came by paste or from a file; `editions` are those of this PC."""
    parsed = parse_regulation(text)
    return TextOffer(
        parsed,
        source,
        text_digest(parsed.articles),
        editions_of_text(parsed, editions.values()),
        likely_facts(parsed),
    )


def plan_import(
    library: Library,
    store: Store,
    found: TextOffer,
    chosen: Edition | EditionFacts,
    by: str,
    now: datetime,
) -> ImportPlan:
    """What keeping the text as that known edition, or as a new one, would do.

    `UserError` when it is another edition's text, its numbers stand twice, or facts are missing.
    """
    known = {each.edition.id: each for each in store.imported_editions()}
    lost: tuple[Citation, ...] = ()
    if isinstance(chosen, EditionFacts):
        editions = actions.known_editions(library, store).values()
        edition = new_edition(found.parsed, chosen, editions, library.initials, found.source)
    else:
        # our own digests join the text anew, whatever an earlier import made of them
        base = library.editions.get(chosen.id, chosen)
        edition = with_official_text(base, found.parsed)
        lost = digests_without_text(base, found.parsed) if base.id in library.editions else ()
    imported = ImportedEdition(edition, found.source, found.digest, now, checked_name(by))
    before = known.get(edition.id)
    dropped = _dropped(store, before, imported) if before else ()
    return ImportPlan(imported, before, dropped, lost)


def plan_issued(store: Store, edition: Edition, source: str, by: str, now: datetime) -> ImportPlan:
    """What keeping a text as a superior issued it would do; it is another's import, read whole."""
    known = {each.edition.id: each for each in store.imported_editions()}
    digest = text_digest(edition.articles)
    imported = ImportedEdition(edition, source, digest, now, checked_name(by))
    before = known.get(edition.id)
    return ImportPlan(imported, before, _dropped(store, before, imported) if before else (), ())


def keep_import(store: Store, plan: ImportPlan) -> Kept:
    """Do what the plan says, after a checked backup, in one transaction."""
    backup = store.backup("导入条例前")
    gone = {citation.key: None for citation in plan.dropped}
    return Kept(store.keep_edition(plan.imported, gone), backup)


def forget_edition(store: Store, edition: str) -> Kept:
    """Take an imported text away with the citations confirmed in it, after a checked backup.

    `UserError` when it was never imported, or a checklist names it and no built-in one stands in.
    """
    if edition not in {each.edition.id for each in store.imported_editions()}:
        raise UserError(f"没有导入过“{edition}”的正式文本；用“regulation list”看有哪些。")
    for checklist_id, version in store.checklist_versions():
        checklist = store.checklist(checklist_id, version)
        if checklist.edition == edition:
            raise UserError(
                f"自查表“{checklist.title}”第{version}版对照的就是这一版本，不能删除它的文本。"
            )
    backup = store.backup("删除条例前")
    return Kept(store.forget_edition(edition), backup)


def edition_named(editions: Mapping[str, Edition], edition_id: str) -> Edition:
    """The edition of that id; `UserError` with those there are."""
    edition = editions.get(edition_id)
    if edition is None:
        raise UserError(f"没有编号为“{edition_id}”的法规版本；现有：{'、'.join(editions)}。")
    return edition


def comparison(editions: Mapping[str, Edition], old: str, new: str) -> Comparison:
    """Two editions compared; `UserError` while one of them has no official text."""
    return compare(edition_named(editions, old), edition_named(editions, new))


def checked_name(name: str) -> str:
    """The name of who imports or confirms, without blanks around it; `UserError` without one."""
    cleaned = " ".join(name.split())
    if not cleaned:
        raise UserError("请填写是谁导入或确认的。")
    if len(cleaned) > LONGEST_NAME:
        raise UserError(f"姓名有{len(cleaned)}个字，最多{LONGEST_NAME}个字；请缩短后再试。")
    return cleaned


def _dropped(
    store: Store, before: ImportedEdition, after: ImportedEdition
) -> tuple[ConfirmedCitation, ...]:
    """The citations of that edition whose words are not in their place any more."""
    effects = CitationEffects(compare(before.edition, after.edition))
    return tuple(
        each
        for each in store.citations()
        if each.place.edition == after.edition.id
        and effects.on(each.place).kind is not EffectKind.STANDS
    )
