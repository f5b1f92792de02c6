# SPDX-License-Identifier: MIT
"""What a file is by what it contains: an ending can be typed by anybody."""

from __future__ import annotations

from dataclasses import dataclass

HEAD_BYTES = 4096
_MB = 1024 * 1024
LARGEST_PICTURE = 80 * _MB
LARGEST_DOCUMENT = 30 * _MB

_PICTURES = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"BM", "bmp"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"))
_VIDEOS = (b"\x1aE\xdf\xa3", b"FLV\x01", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"0&\xb2u")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC_WAY = "请在手机“设置—相机—格式”里选“兼容性最佳”后重拍，或另存为JPG再添加"
_KNOWN = "可以添加的有照片（JPG、PNG等）、PDF、Word、Excel和WPS文件"


@dataclass(frozen=True, slots=True)
class FileType:
    """The kept ending of a file that can be taken; `is_picture` is made to fit, others are not.

    A `container` still has to be looked into: "zip" or "ole".
    """

    ending: str
    is_picture: bool = False
    container: str = ""

    @property
    def largest(self) -> int:
        """How many bytes such a file may have."""
        return LARGEST_PICTURE if self.is_picture else LARGEST_DOCUMENT


def type_of(head: bytes) -> FileType | str:
    """What begins with these bytes, or why it cannot be taken and what to do."""
    if not head:
        return f"是空文件；{_KNOWN}"
    for start, ending in _PICTURES:
        if head.startswith(start):
            return FileType(ending, is_picture=True)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileType("webp", is_picture=True)
    if b"%PDF-" in head[:1024]:
        return FileType("pdf")
    if head.startswith(b"PK\x03\x04"):
        return FileType("zip", container="zip")
    if head.startswith(_OLE):
        return FileType("ole", container="ole")
    return _refusal(head)


def _refusal(head: bytes) -> str:
    if head.startswith(_PROGRAMS):
        return f"的内容是程序，不是照片或文件，没有添加；{_KNOWN}"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return f"是苹果手机的HEIC照片，本程序读不了；{_HEIC_WAY}"
    is_riff_video = head[:4] == b"RIFF" and head[8:12] == b"AVI "
    if head[4:8] == b"ftyp" or is_riff_video or head.startswith(_VIDEOS):
        return "是视频，不能作为佐证添加；请截取其中的画面存成照片再添加"
    return f"不是认识的照片或文件；{_KNOWN}"


def limits_in_words() -> str:
    """What may be added and how large it may be, to be told before anything is chosen."""
    picture, document = LARGEST_PICTURE // _MB, LARGEST_DOCUMENT // _MB
    return f"照片最大{picture}MB，PDF、Word、Excel文件最大{document}MB，视频不能添加"


def refuse_unknown() -> str:
    """Why an archive that is no office document cannot be taken."""
    return f"不是Word、Excel、WPS文件；{_KNOWN}"


def size_fault(kind: FileType, size: int) -> str | None:
    """Why a file of that size cannot be taken, None when it can."""
    if size <= kind.largest:
        return None
    what = "照片" if kind.is_picture else "文件"
    return f"有{size / _MB:.0f}MB，{what}最大{kind.largest // _MB}MB；请压缩或拆分后再添加"
