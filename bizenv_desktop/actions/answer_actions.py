# SPDX-License-Identifier: MIT
"""回执和反馈 that came back: found on a stick, taken in, the superior's key accepted once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.actions import own_organisation
from bizenv_desktop.actions.key_actions import enrol
from bizenv_desktop.actions.receiving_actions import look, packages_in, receive
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.keys import KeyCard, is_below
from bizenv_desktop.domain.exchange.sight import Trust
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.sight import Sight
    from bizenv_desktop.storage import Store
    from bizenv_desktop.sync.receiving import Outcome

_NO_SIGNATURE = "0" * 128


@dataclass(frozen=True, slots=True)
class Answers:
    """What looking for answers came to.

    `taken` came in now, `unknown` wait for their superior's key to be accepted, `refused` are
    sentences about what cannot be taken, `known` how many were here already.
    """

    taken: tuple[Outcome, ...] = ()
    unknown: tuple[Sight, ...] = ()
    refused: tuple[str, ...] = ()
    known: int = 0

    @property
    def found(self) -> int:
        """How many answers to us there were."""
        return len(self.taken) + len(self.unknown) + len(self.refused) + self.known


def take_answers(
    store: Store,
    places: Iterable[Path],
    now: datetime,
    *,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Answers:
    """Take in every answer to our unit at these places; other packages are passed over.

    One of a key that is not accepted yet is left where it is. A file named on its own that is no
    answer to us is refused in words.
    """
    places = tuple(places)
    own = own_organisation(store)
    taken, unknown, refused, known = [], [], [], 0
    paths = packages_in(places)
    for done, path in enumerate(paths):
        tick(done, len(paths))
        try:
            sight = look(store, path)
        except UserError as error:
            if path in places:
                refused.append(str(error))
            continue
        fault = _fault(sight.header, own.code if own else "")
        if fault:
            if path in places:
                refused.append(f"“{path.name}”{fault}")
        elif sight.trust is Trust.UNKNOWN:
            unknown.append(sight)
        elif sight.known:
            known += 1
        elif sight.trust is Trust.REVOKED:
            refused.append(_revoked(sight))
        else:
            (outcome,) = receive(store, (path,), now)
            if outcome.reason:
                refused.append(outcome.reason)
            else:
                taken.append(outcome)
    return Answers(tuple(taken), tuple(unknown), tuple(refused), known)


def _fault(header: Header, own: str) -> str:
    """Why a package is no answer to us, in words; "" when it is one."""
    if header.kind is not PackageKind.FEEDBACK:
        return f"是{header.kind.label}，不是回执和反馈；请选择上级给的文件。"
    if header.organisation != own:
        return "是给别的单位的，没有读取；请选择给本单位的文件。"
    if not is_below(own, header.sender.code):
        return f"来自{header.sender.name}，不是本单位的上级，没有读取；请电话核实。"
    return ""


def _revoked(sight: Sight) -> str:
    sender = sight.header.sender.name
    return f"{sender}的这把密钥已停用，没有读取；请向{sender}核实后再登记新的密钥卡。"


def card_of_sender(header: Header) -> KeyCard:
    """The card of who signed a package, as its header tells it.

    It bears no signature of its own: the package's, by the same key, was verified.
    """
    sender = header.sender
    return KeyCard(
        sender.code,
        sender.name,
        sender.level,
        sender.path,
        header.key,
        header.made,
        _NO_SIGNATURE,
    )


def enrol_superior(
    store: Store, header: Header, read_back: str, now: datetime, *, by: str = ""
) -> tuple[Outcome, ...]:
    """Accept the key of the superior that signed a package, its fingerprint heard by phone.

    What it had sent before and was put aside is taken; `UserError` when the fingerprint is not
    the key's.
    """
    return enrol(store, card_of_sender(header), read_back, now, by=by)
