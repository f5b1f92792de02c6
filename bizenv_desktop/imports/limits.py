# SPDX-License-Identifier: MIT
"""How much of a foreign file is read before it is refused: none may hang or flood us."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bizenv_desktop.errors import UserError

Clock = Callable[[], float]
"""Seconds that only go up, as `time.monotonic`."""

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The caps; a law's text is some hundred kilobytes, with pictures a few megabytes."""

    file_bytes: int = 20 * _MIB
    unpacked_bytes: int = 200 * _MIB
    characters: int = 1_000_000
    pages: int = 1_000
    seconds: float = 5.0


class Watch:
    """Counts what has been read from one file; raises `UserError` at the first cap."""

    def __init__(self, limits: Limits, clock: Clock = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._begun = clock()
        self._characters = 0

    def check_bytes(self, count: int) -> None:
        """The size of the file as it lies on the disk."""
        if count > self.limits.file_bytes:
            raise UserError(
                f"文件有{count / _MIB:.0f} MB，超过{self.limits.file_bytes // _MIB} MB的上限；"
                "请另存一份只有条例文字的文件再导入。"
            )

    def check_unpacked(self, count: int) -> None:
        """What a packed file says it unpacks to."""
        if count > self.limits.unpacked_bytes:
            raise UserError("文件解开后大得不正常，没有读取；请另存一份只有条例文字的文件再导入。")

    def check_pages(self, count: int) -> None:
        if count > self.limits.pages:
            raise UserError(f"文件有{count:,}页，不像一部条例；请只留下条例那几页，另存后再导入。")

    def add(self, characters: int) -> None:
        """So many characters more were read; checks their sum and the time."""
        self._characters += characters
        if self._characters > self.limits.characters:
            raise UserError(
                f"文件的文字超过{self.limits.characters:,}字，不像一部条例；"
                "请只留下条例全文，另存后再导入。"
            )
        self.check_time()

    def check_time(self) -> None:
        if self._clock() - self._begun > self.limits.seconds:
            raise UserError(
                f"文件读了{self.limits.seconds:.0f}秒还没有读完，已经停下；"
                "请把条例全文复制出来，用“粘贴”导入。"
            )
