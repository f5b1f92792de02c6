# SPDX-License-Identifier: MIT
"""The pages of the window; each is imported and made when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace

    Make = Callable[[Workspace, Preferences, QWidget], QWidget]


class PageEntry(NamedTuple):
    """A page's name in code, its title, and how it is made."""

    name: str
    title: str
    make: Make


def all_pages() -> tuple[PageEntry, ...]:
    """Every page in the order of the navigation."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("pages", text)

    return (
        PageEntry("home", tr("首页"), _home),
        PageEntry("selfcheck", tr("自查"), _selfcheck),
        PageEntry("review", tr("审核"), _review),
        PageEntry("findings", tr("整改"), _findings),
        PageEntry("follow", tr("跟踪"), _follow),
        PageEntry("reports", tr("报告"), _reports),
        PageEntry("consolidate", tr("汇总"), _consolidate),
        PageEntry("regulation", tr("条例"), _regulation),
        PageEntry("checklists", tr("自查表"), _checklists),
        PageEntry("settings", tr("设置"), _settings),
    )


def _home(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.home_page import HomePage

    return HomePage(workspace, parent)


def _selfcheck(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.selfcheck.page import SelfCheckPage

    return SelfCheckPage(workspace, parent)


def _review(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.review_page import ReviewPage

    return ReviewPage(workspace, parent)


def _findings(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.findings.page import FindingsPage

    return FindingsPage(workspace, parent)


def _follow(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.follow.page import FollowPage

    return FollowPage(workspace, parent)


def _reports(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.reports.page import ReportsPage

    return ReportsPage(workspace, preferences, parent)


def _consolidate(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.consolidate.page import ConsolidatePage

    return ConsolidatePage(workspace, preferences, parent)


def _regulation(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.regulation_page import RegulationPage

    return RegulationPage(workspace, parent)


def _checklists(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.checklists.page import ChecklistsPage

    return ChecklistsPage(workspace, preferences, parent)


def _settings(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.settings_page import SettingsPage

    return SettingsPage(workspace, preferences, parent)
