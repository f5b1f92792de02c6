# SPDX-License-Identifier: MIT
"""Where the self-check on the table stands, with the revision sent last read only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.actions import submission_actions

if TYPE_CHECKING:
    from bizenv_desktop.actions.submission_actions import SubmissionState
    from bizenv_desktop.domain.exchange.submission import Submission
    from bizenv_desktop.gui.workspace import Workspace


class LastSent:
    """Belongs to one page; a revision never changes, so its content is kept by the package's id."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._package = ""
        self._content: Submission | None = None

    @property
    def by(self) -> str:
        """Who sent the revision that was read last."""
        return "" if self._content is None else self._content.frozen.submitted_by

    def state(self) -> SubmissionState:
        """What was sent last and what changed since; `UserError` when it cannot be read."""
        store, filled = self._workspace.store, self._workspace.filled
        key = filled.check.key
        last = submission_actions.last_own(store, key)
        if last is None:
            others = submission_actions.other_revisions(store, key, None)
            return submission_actions.SubmissionState(None, others=others)
        if self._content is None or self._package != last.id:
            self._content = submission_actions.last_submission(store, last)
            self._package = last.id
        return submission_actions.state_since(store, filled, last, self._content)
