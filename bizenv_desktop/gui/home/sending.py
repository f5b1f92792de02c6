# SPDX-License-Identifier: MIT
"""What the first page says of 上报: what is not sent yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from bizenv_desktop.gui.submit.last_sent import LastSent

if TYPE_CHECKING:
    from bizenv_desktop.actions.submission_actions import SubmissionState
    from bizenv_desktop.gui.workspace import Workspace


class Sending:
    """Belongs to the first page; the revision sent last is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._last_sent = LastSent(workspace)

    def unsent(self) -> str:
        """What waits to be sent, "" for nothing; `UserError` when it cannot be read."""
        state = self._last_sent.state()
        return _unsent(state, complete=self._workspace.filled.card.complete)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sending", text)


def _unsent(state: SubmissionState, *, complete: bool) -> str:
    last = state.last
    if state.others:
        return _tr("另一台电脑报过第{number}版，还没有合并").format(
            number=state.others[0].record.revision
        )
    if last is None:
        return _tr("还没有上报") if complete else ""
    if state.unsent.count:
        return _tr("未上报的改动{count}项").format(count=state.unsent.count)
    if not last.delivered:
        return _tr("第{number}版还没有写到U盘").format(number=last.revision)
    return ""
