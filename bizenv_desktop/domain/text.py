# SPDX-License-Identifier: MIT
"""Text as records keep it: nothing that a database, a PDF or a Word file would choke on."""

from __future__ import annotations

import re

# controls but tab and newline, half surrogates, byte order marks and non-characters
_BROKEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean_text(text: str) -> str:
    """The text with one kind of line end and without characters that cannot be stored or drawn.

    Tabs and newlines stay; the halves of a split surrogate pair are joined, lone ones are dropped.
    Clean text comes back as the same object.
    """
    if not _BROKEN.search(text):
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return _BROKEN.sub("", _LINE_ENDS.sub("\n", whole))


def clean_fields(record: object, *names: str) -> None:
    """Clean the named text fields of a frozen record that is just being made; None stays."""
    for name in names:
        value = getattr(record, name)
        if value and (cleaned := clean_text(value)) is not value:
            object.__setattr__(record, name, cleaned)
