# SPDX-License-Identifier: MIT
"""The ways between pages: what one page wishes and another fulfils, wired in one block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bizenv_desktop.actions.answer_actions import Answers
    from bizenv_desktop.gui.main_window import MainWindow


class PageWays:
    """Connects a page that was just made to the window it is in and to the other pages."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def wire(self, name: str, page: Any) -> None:  # noqa: ANN401
        """What one page wishes and another fulfils."""
        window = self._window
        match name:
            case "home":
                page.page_requested.connect(window.show_page)
                page.next_requested.connect(self._continue)
                page.dimension_requested.connect(self._show_dimension)
                page.findings_requested.connect(self._show_findings)
                page.look_backs_requested.connect(self._show_look_backs)
                page.check_requested.connect(window.open_check)
                page.new_check_requested.connect(window.new_check)
            case "selfcheck":
                page.spot_requested.connect(window.show_spot)
                page.article_requested.connect(self._show_article)
                page.locate_requested.connect(self._locate)
                page.drafts.refused.connect(lambda: window.status.show_unsaved(page.unsaved))
            case "findings":
                page.spot_requested.connect(window.show_spot)
                page.drafts.refused.connect(lambda: window.status.show_unsaved(page.unsaved))
            case "review" | "regulation" | "follow":
                page.spot_requested.connect(window.show_spot)
            case "receive":
                page.noticed.connect(window.messages.show_note)
            case "submit":
                page.page_requested.connect(window.show_page)
                page.spot_requested.connect(window.show_spot)
                page.merge_requested.connect(window.merge_other_pc)
            case "checklists":
                page.history_changed.connect(window.choose_history)
            case "settings":
                page.new_check_requested.connect(window.new_check)

    def _continue(self) -> None:
        self._window.show_page("selfcheck")
        self._window.page("selfcheck").next_open()

    def _show_findings(self, kind: str) -> None:
        from bizenv_desktop.gui.findings.model import Show

        self._window.show_page("findings")
        self._window.page("findings").show_kind(Show(kind))

    def _show_look_backs(self) -> None:
        self._window.show_page("follow")
        self._window.page("follow").show_look_backs()

    def _show_dimension(self, code: str) -> None:
        self._window.show_page("selfcheck")
        self._window.page("selfcheck").show_dimension(code)

    def _show_article(self, citation: object) -> None:
        self._window.show_page("regulation")
        self._window.page("regulation").show_citation(citation)

    def _locate(self, code: str) -> None:
        self._window.show_page("regulation")
        self._window.page("regulation").locate(code)

    def look_for_answers(self) -> None:
        """Look whether answers came back; for an unknown key say where to go."""
        from bizenv_desktop.gui.submit.answers import AnswerSearch, answers_in_words

        window = self._window

        def tell(answers: Answers) -> None:
            key = window.workspace.filled.check.key if window.workspace.has_check else None
            words = answers_in_words(window.workspace.store, key, answers)
            if answers.unknown:
                words += (
                    window.tr("请到“上报”点“读取回执和反馈”登记。")
                    if "submit" in window.navigation.buttons
                    else window.tr("请到“接收”收下，再到“密钥”登记。")
                )
            window.messages.show_note(words)

        search = AnswerSearch(window.workspace, window.preferences, window)
        search.found.connect(tell)
        search.refused.connect(window.messages.show_error)
        search.look_after_start()
