# SPDX-License-Identifier: MIT
"""The pages of the window, which of them a unit of each level has, and how each is made.

A page is imported and made when it is first shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from bizenv_desktop.domain.organisation import Level

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


_OF_A_CHECK = ("home", "selfcheck", "review", "findings", "follow", "reports")
_OF_ANYBODY = ("regulation", "checklists", "settings")
_TOWNSHIP = (*_OF_A_CHECK, "submit", *_OF_ANYBODY)
_SUPERIOR = ("receive", "consolidate", "relay")


def pages_of(level: Level | None, *, has_check: bool) -> tuple[PageEntry, ...]:
    """The pages of a unit of that level in the order of the navigation, the first one first.

    A superior has those of a self-check only when its database holds one; None is a unit that is
    not known yet.
    """
    order: tuple[str, ...] = _TOWNSHIP
    if level not in (None, Level.TOWNSHIP):
        order = (*_SUPERIOR, *(_TOWNSHIP if has_check else _OF_ANYBODY))
    if level is Level.PROVINCE:  # there is nobody above
        order = tuple(name for name in order if name not in ("relay", "submit"))
    entries = {entry.name: entry for entry in all_pages()}
    return tuple(entries[name] for name in order if name in entries)


def all_pages() -> tuple[PageEntry, ...]:
    """Every page there is."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("pages", text)

    return (
        PageEntry("receive", tr("接收"), _receive),
        PageEntry("relay", tr("汇总上报"), _relay),
        PageEntry("home", tr("首页"), _home),
        PageEntry("selfcheck", tr("自查"), _selfcheck),
        PageEntry("review", tr("审核"), _review),
        PageEntry("findings", tr("整改"), _findings),
        PageEntry("follow", tr("跟踪"), _follow),
        PageEntry("reports", tr("报告"), _reports),
        PageEntry("consolidate", tr("汇总"), _consolidate),
        PageEntry("submit", tr("上报"), _submit),
        PageEntry("regulation", tr("条例"), _regulation),
        PageEntry("checklists", tr("自查表"), _checklists),
        PageEntry("settings", tr("设置"), _settings),
    )


def _receive(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.receive.page import ReceivePage

    return ReceivePage(workspace, preferences, parent)


def _relay(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.relay.page import RelayPage

    return RelayPage(workspace, preferences, parent)


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


def _submit(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.submit.page import SubmitPage

    return SubmitPage(workspace, preferences, parent)


def _regulation(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.regulation_page import RegulationPage

    return RegulationPage(workspace, parent)


def _checklists(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.checklists.page import ChecklistsPage

    return ChecklistsPage(workspace, preferences, parent)


def _settings(workspace: Workspace, preferences: Preferences, parent: QWidget) -> QWidget:
    from bizenv_desktop.gui.settings_page import SettingsPage

    return SettingsPage(workspace, preferences, parent)
