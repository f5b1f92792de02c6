# SPDX-License-Identifier: MIT
"""Taking a superior's answer in: addressed to us, by somebody above us, and nothing else in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import Checklist
from bizenv_desktop.domain.exchange.feedback import score_fault
from bizenv_desktop.domain.exchange.header import BlobKind, PackageKind
from bizenv_desktop.domain.exchange.keys import is_below
from bizenv_desktop.domain.record_json import from_json
from bizenv_desktop.errors import PackageError

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.feedback import FeedbackContent
    from bizenv_desktop.domain.exchange.header import Header
    from bizenv_desktop.storage import Store

LARGEST_BLOB = 16 << 20
"""Bytes of a checklist or a text that travels down."""
_CARRIED = (BlobKind.CHECKLIST, BlobKind.EDITION)


def check_feedback(header: Header, core: bytes) -> FeedbackContent:
    """What a feedback package says, read strictly; `PackageError` says what is wrong with it.

    Its sender must be above the unit it is addressed to, and every row about that unit. Whether
    the unit is ours and the scores within its items' points is for `take_feedback` to ask.
    """
    from bizenv_desktop.storage.feedback_rows import read_feedback

    if header.kind is not PackageKind.FEEDBACK:
        raise PackageError("这不是回执和反馈，没有接收；请选择上级给的文件。")
    if not header.organisation or header.period:
        raise PackageError("反馈没有写明给哪个单位，没有接收；请让上级重新导出。")
    if not is_below(header.organisation, header.sender.code):
        raise PackageError(
            f"{header.sender.name}不是收件单位的上级，不能给它反馈，没有接收；请电话核实。"
        )
    if any(blob.kind not in _CARRIED or blob.size > LARGEST_BLOB for blob in header.blobs):
        raise PackageError("反馈里带有不该有的附件，没有接收；请让上级重新导出。")
    return read_feedback(core, header.organisation)


def take_feedback(store: Store, header: Header, core: bytes) -> FeedbackContent:
    """As `check_feedback`, and held against this database: it is for us, about what we sent.

    What is said of a package made on another PC of ours is believed here and held to the items'
    points where it is shown.
    """
    own = store.setting("organisation")
    if own is None or header.organisation != own:
        raise PackageError("这份反馈是给别的单位的，没有接收；请选择给本单位的文件。")
    content = check_feedback(header, core)
    for receipt in content.receipts:
        record = store.packages.record(receipt.package)
        if record is not None and (record.organisation, record.period, record.revision) != (
            own,
            receipt.period,
            receipt.revision,
        ):
            raise PackageError("反馈里的回执与本单位的上报不一致，没有接收；请让上级重新导出。")
    _check_scores(store, own, content)
    return content


def _check_scores(store: Store, own: str, content: FeedbackContent) -> None:
    """Scores of our own packages lie within the points of the checklist that was submitted."""
    known: dict[str, Checklist | None] = {}
    for review in content.reviews:
        if review.package not in known:
            known[review.package] = _submitted(store, own, review.package, review.period)
        checklist = known[review.package]
        if checklist is None:
            continue
        item = checklist.by_code.get(review.item)
        if item is None:
            raise PackageError(f"反馈里的{review.item}不在上报的自查表里，没有接收；请让上级核对。")
        if fault := score_fault(item, review.given.score):
            raise PackageError(f"反馈里{fault}，没有接收；请让上级核对。")


def _submitted(store: Store, own: str, package: str, period: str) -> Checklist | None:
    """The checklist a package of ours rests on; None when it was made elsewhere."""
    record = store.packages.record(package)
    if record is None:
        return None
    if (record.organisation, record.period, record.kind) != (own, period, PackageKind.SUBMISSION):
        raise PackageError("反馈里的考核分与本单位的上报不一致，没有接收；请让上级重新导出。")
    for blob in store.packages.content(package).header.blobs:
        if blob.kind is BlobKind.CHECKLIST:
            content = store.packages.attachment(blob.sha256)
            return None if content is None else from_json(Checklist, content.decode())
    return None
