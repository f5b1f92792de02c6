# SPDX-License-Identifier: MIT
"""Settings of this PC, each declared once with its type, default and meaning; a JSON file."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, fields, replace

FILE_NAME = "settings.json"
_DEVICE = re.compile("[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What this PC remembers between two starts; what a database remembers is in the database."""

    large_text: bool = field(default=False, metadata={"text": "大字"})
    window: str = field(default="", metadata={"text": "窗口的位置和大小"})
    export_folder: str = field(default="", metadata={"text": "上次导出到的文件夹"})
    exchange_folder: str = field(default="", metadata={"text": "上次上报到的U盘或文件夹"})
    device: str = field(default="", metadata={"text": "这台电脑的记号，写在上报包里"})


def text_of(name: str) -> str:
    """What a setting means, in the user's words."""
    found = next(each for each in fields(Settings) if each.name == name)
    text: str = found.metadata["text"]
    return text


def parse(text: str) -> Settings:
    """Settings from a file's text; what is unknown, of another type or unreadable is left out.

    Settings are a comfort: a damaged file must never keep the program from starting.
    """
    try:
        found = json.loads(text)
    except ValueError:
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    known = {each.name: type(each.default) for each in fields(Settings)}
    return Settings(
        **{name: found[name] for name, kind in known.items() if type(found.get(name)) is kind}
    )


def to_text(settings: Settings) -> str:
    """The settings as they are kept in the file."""
    return json.dumps(asdict(settings), ensure_ascii=False, indent=1)


def with_device(settings: Settings) -> Settings:
    """The same settings with a mark for this PC, eight hex digits, made now where there is none."""
    if _DEVICE.fullmatch(settings.device):
        return settings
    import secrets  # the start needs none of what it brings

    return replace(settings, device=secrets.token_hex(4))
