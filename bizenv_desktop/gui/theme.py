# SPDX-License-Identifier: MIT
"""The look: one palette, one small style sheet, 14 px text that 大字 enlarges."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from bizenv_desktop import paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

TEXT_PX = 14
NORMAL, LARGE = 1.0, 1.25

ACCENT = "#2f6fde"
ACCENT_DARK = "#2459b8"
ACCENT_PALE = "#e8f0fe"
PAGE = "#f4f6fa"
SIDE = "#eaeef6"
CARD = "#ffffff"
STRIPE = "#fafbfd"
LINE = "#dde3ec"
LINE_STRONG = "#c3ccda"
LINE_PALE = "#e9edf4"
TEXT = "#1f2733"
MUTED = "#5b6675"
GOOD = "#1b7f52"
WARN = "#b25309"
BAD = "#c0322b"
WARN_PALE = "#fff6e9"
BAD_PALE = "#fdeeed"


def apply(app: QApplication, scale: float = NORMAL) -> None:
    """Dress a Fusion application; calling it again changes the size of everything shown."""
    font = app.font()
    font.setPixelSize(round(TEXT_PX * scale))
    app.setFont(font)
    app.setPalette(_palette())
    app.setStyleSheet(_style_sheet(scale))


def px(widget: QWidget | QApplication, length: float) -> int:
    """A length given for 14 px text, in the text size the widget has now."""
    size = widget.font().pixelSize()
    return round(length * (size if size > 0 else TEXT_PX) / TEXT_PX)


@cache
def colour(name: str, alpha: int = 255) -> QColor:
    """One of the colours above as Qt paints it; made once, not to be changed."""
    made = QColor(name)
    made.setAlpha(alpha)
    return made


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for part, name in (
        (role.Window, PAGE),
        (role.Base, CARD),
        (role.AlternateBase, STRIPE),
        (role.Button, CARD),
        (role.ToolTipBase, CARD),
        (role.Highlight, ACCENT),
        (role.HighlightedText, CARD),
        (role.Link, ACCENT_DARK),
        (role.LinkVisited, ACCENT_DARK),
        (role.PlaceholderText, "#7b8696"),
        (role.Mid, LINE_STRONG),
    ):
        palette.setColor(part, QColor(name))
    for part in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText):
        palette.setColor(part, QColor(TEXT))
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor("#98a2b0"))
    return palette


def _style_sheet(scale: float) -> str:
    """The sheet with every length for 14 px text written as `<n>`, put to scale."""
    sheet = _SHEET
    for length in range(1, 49):
        sheet = sheet.replace(f"<{length}>", f"{max(1, round(length * scale))}px")
    sheet = sheet.replace("@ICONS", (paths.resource_dir() / "icons").as_posix())
    for name in ("ACCENT_DARK", "ACCENT_PALE", "ACCENT", "PAGE", "SIDE", "CARD", "LINE_STRONG"):
        sheet = sheet.replace(f"@{name}", globals()[name])
    for name in ("LINE", "TEXT", "MUTED", "GOOD", "WARN_PALE", "WARN", "BAD_PALE", "BAD"):
        sheet = sheet.replace(f"@{name}", globals()[name])
    return sheet


_SHEET = """
QFrame[role="card"] { background: @CARD; border: 1px solid @LINE; border-radius: <8>; }
QFrame[role="bar"] { background: @CARD; border: none; border-bottom: 1px solid @LINE; }
QFrame[role="side"] { background: @SIDE; border: none; }
QFrame[role="line"] { background: @LINE; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="notice"] { background: @WARN_PALE; border: 1px solid #f0d9b5; border-radius: <6>; }
QFrame[role="error"] { background: @BAD_PALE; border: 1px solid #f1c6c3; border-radius: <6>; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: <20>; color: @TEXT; }
QLabel[role="heading"] { font-size: <15>; font-weight: 600; color: @TEXT; }
QLabel[role="heading-small"] { font-weight: 600; color: @TEXT; }
QLabel[role="bar-title"] { font-size: <16>; color: @TEXT; }
QLabel[role="code"] { font-size: <28>; font-weight: 600; color: @ACCENT_DARK; }
QLabel[role="figure"] { color: @TEXT; background: @PAGE; border: 1px solid @PAGE;
  border-radius: <6>; padding: <5> <8>; }
QLabel[role="figure"]:hover, QLabel[role="figure"]:focus { border-color: @ACCENT; }
QLabel[role="muted"] { color: @MUTED; }
QLabel[role="small"] { color: @MUTED; font-size: <13>; }
QLabel[role="good"] { color: @GOOD; }
QLabel[role="warn"] { color: @WARN; }
QLabel[role="bad"] { color: @BAD; }
QLabel[role="tag"] { color: @MUTED; background: @PAGE; border: 1px solid @LINE;
  border-radius: <4>; padding: 0 <5>; font-size: <12>; }

QPushButton, QToolButton { background: @CARD; color: @TEXT; border: 1px solid @LINE_STRONG;
  border-radius: <6>; padding: <5> <12>; }
QPushButton:hover, QToolButton:hover { border-color: @ACCENT; color: @ACCENT_DARK; }
QPushButton:pressed, QToolButton:pressed { background: @ACCENT_PALE; }
QPushButton:focus, QToolButton:focus { border: 1px solid @ACCENT; background: @ACCENT_PALE; }
QPushButton:disabled, QToolButton:disabled { color: #98a2b0; background: @PAGE;
  border-color: @LINE; }
QPushButton[role="primary"] { background: @ACCENT; color: white; border-color: @ACCENT; }
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:focus { background: @ACCENT_DARK;
  border-color: #16418f; color: white; }
QPushButton[role="primary"]:disabled { background: #a9c1ee; border-color: #a9c1ee; color: white; }
QPushButton[role="quiet"], QToolButton[role="quiet"] { background: transparent;
  border-color: transparent; padding: <3> <6>; color: @ACCENT_DARK; }
QPushButton[role="quiet"]:hover, QPushButton[role="quiet"]:focus,
QToolButton[role="quiet"]:hover, QToolButton[role="quiet"]:focus { background: @ACCENT_PALE;
  border-color: @ACCENT; }
QPushButton[role="toggle"] { color: @MUTED; }
QPushButton[role="toggle"]:checked { background: @ACCENT_PALE; border-color: @ACCENT;
  color: @ACCENT_DARK; font-weight: 600; }
QPushButton[role="toggle"]:disabled { color: #98a2b0; background: @PAGE; border-color: @LINE; }
QPushButton[role="choice"] { text-align: left; padding: <4> <8>; color: @TEXT; }
QPushButton[role="quiet-left"] { background: transparent; border-color: transparent;
  padding: <3> <4>; color: @ACCENT_DARK; text-align: left; }
QPushButton[role="quiet-right"] { background: transparent; border-color: transparent;
  padding: <3> <4>; color: @TEXT; text-align: right; }
QPushButton[role="quiet-left"]:hover, QPushButton[role="quiet-left"]:focus,
QPushButton[role="quiet-right"]:hover, QPushButton[role="quiet-right"]:focus {
  background: @ACCENT_PALE; border-color: @ACCENT; color: @ACCENT_DARK; }
QPushButton[role="tool"] { background: transparent; border-color: transparent;
  padding: <4> <6>; color: @MUTED; }
QPushButton[role="tool"]:hover, QPushButton[role="tool"]:focus { background: @ACCENT_PALE;
  border-color: @ACCENT; color: @ACCENT_DARK; }
QPushButton[role="tool"]:disabled { background: transparent; border-color: transparent;
  color: #a9b2bf; }
QPushButton[role="menu"] { padding-right: <28>; }
QPushButton::menu-indicator { image: url("@ICONS/chevron-down.png"); width: <14>; height: <14>;
  subcontrol-origin: padding; subcontrol-position: right center; right: <8>; }
QFileDialog QToolButton { padding: <4>; }
QToolButton[role="small"] { padding: 0; min-width: <24>; min-height: <24>; }
QPushButton[role="figure"] { background: transparent; border: 1px solid transparent;
  border-radius: <6>; padding: <2> <6>; text-align: left; }
QPushButton[role="figure"]:hover { background: @ACCENT_PALE; }
QPushButton[role="figure"]:focus { border-color: @ACCENT; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit { background: @CARD;
  color: @TEXT; border: 1px solid @LINE_STRONG; border-radius: <6>; padding: <4> <6>;
  selection-background-color: @ACCENT; selection-color: white; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover { border-color: #97a5b9; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDateEdit:focus { border: 1px solid @ACCENT; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @PAGE; }
QLineEdit[wrong="true"] { border: 1px solid @BAD; }
QComboBox QAbstractItemView { background: @CARD; border: 1px solid @LINE_STRONG;
  selection-background-color: @ACCENT_PALE; selection-color: @TEXT; outline: none; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: <22>; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("@ICONS/chevron-down.png");
  width: <14>; height: <14>; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: <18>; }
QSpinBox::up-arrow { image: url("@ICONS/chevron-up.png"); width: <12>; height: <12>; }
QSpinBox::down-arrow { image: url("@ICONS/chevron-down.png"); width: <12>; height: <12>; }

QAbstractItemView { background: @CARD; border: 1px solid @LINE; border-radius: <8>; outline: none;
  selection-background-color: @ACCENT_PALE; selection-color: @TEXT; }
QAbstractItemView[role="plain"] { border: none; background: transparent; border-radius: 0; }
QTableWidget::item { padding: 0 <6>; }
QTabWidget::pane { border: none; border-top: 1px solid @LINE; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @MUTED; border: none; padding: <6> <14>;
  border-bottom: <2> solid transparent; }
QTabBar::tab:hover { color: @ACCENT_DARK; }
QTabBar::tab:selected { color: @ACCENT_DARK; border-bottom-color: @ACCENT; }
QTabBar::tab:selected:focus { background: @ACCENT_PALE; }
QHeaderView { background: @CARD; border: none; }
QHeaderView::section { background: @PAGE; color: @MUTED; border: none;
  border-bottom: 1px solid @LINE; padding: <6> <8>; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="page"] { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: <10>; margin: 0; }
QScrollBar:horizontal { background: transparent; height: <10>; margin: 0; }
QScrollBar::handle { background: #cbd3df; border-radius: <4>; margin: <2>; }
QScrollBar::handle:vertical { min-height: <32>; }
QScrollBar::handle:horizontal { min-width: <32>; }
QScrollBar::handle:hover { background: #aab6c6; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: none; border: none; width: 0; height: 0; }
QSplitter::handle { background: transparent; }
QFrame[role="foot"] { background: @CARD; border: none; border-top: 1px solid @LINE; }
QToolTip { background: @CARD; color: @TEXT; border: 1px solid @LINE_STRONG; padding: <4> <6>; }
QMenu { background: @CARD; border: 1px solid @LINE_STRONG; padding: <4>; }
QMenu::item { padding: <5> <24> <5> <12>; border-radius: <4>; }
QMenu::item:selected { background: @ACCENT_PALE; color: @TEXT; }
QProgressBar { background: @LINE; border: none; border-radius: <3>; text-align: center; }
QProgressBar::chunk { background: @ACCENT; border-radius: <3>; }
"""
