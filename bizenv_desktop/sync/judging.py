# SPDX-License-Identifier: MIT
"""What a package's content must satisfy before anything of it is kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import Checklist
from bizenv_desktop.domain.exchange.header import BlobKind, PackageKind
from bizenv_desktop.domain.exchange.received import received_facts
from bizenv_desktop.domain.exchange.submission import judge
from bizenv_desktop.domain.record_json import from_json
from bizenv_desktop.errors import PackageError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.domain.exchange.keys import TrustedKey
    from bizenv_desktop.domain.exchange.received import ReceivedFacts
    from bizenv_desktop.domain.exchange.submission import Judged


def check_sender(header: Header, trusted: TrustedKey) -> None:
    """A key signs for its own unit only."""
    if trusted.card.organisation != header.sender.code:
        raise PackageError(
            f"这个包用{trusted.card.name}的密钥签名，却写着{header.sender.name}，没有接收；"
            "请电话核实。"
        )
    own = (PackageKind.SUBMISSION, PackageKind.RELAY)
    if header.kind in own and header.organisation != header.sender.code:
        raise PackageError("这个包里是别的单位的自查，没有接收；请让对方重新导出。")


def judged(header: Header, core: bytes, checklist: Callable[[str], Checklist]) -> Judged:
    """A submission read from its core and held to the rules."""
    from bizenv_desktop.storage.submission_rows import read_submission

    submission = read_submission(header.kind, core, (header.organisation, header.period))
    sha256 = submission.frozen.checklist_sha256
    if sha256 not in {blob.sha256 for blob in header.blobs if blob.kind is BlobKind.CHECKLIST}:
        raise PackageError("包里没有这次自查用的自查表，没有接收；请让对方重新导出。")
    return judge(header, submission, checklist(sha256))


def facts_of(header: Header, core: bytes, checklist: Callable[[str], Checklist]) -> ReceivedFacts:
    """What is kept of a submission beside its package; `PackageError` when it does not hold."""
    with _believed():
        facts = received_facts(judged(header, core, checklist))
        if not facts.is_plausible:
            raise ValueError
        return facts


@contextmanager
def _believed() -> Iterator[None]:
    """Figures that cannot be worked with mean a checklist nobody honest wrote."""
    try:
        yield
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise PackageError("包里的数字不合常理，没有接收；请让对方核对后重新上报。") from error


def parse_checklist(content: bytes) -> Checklist:
    """The checklist a package carries; `PackageError` when it is none."""
    try:
        return from_json(Checklist, content.decode())
    except (UserError, ValueError) as error:
        raise PackageError("包里的自查表读不懂，没有接收；请让对方重新导出。") from error
