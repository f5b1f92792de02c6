# SPDX-License-Identifier: MIT
"""单位密钥卡: whose public key is whose, and the fingerprint that is read over the phone."""

# annotations are evaluated: domain/record_json.py reads them

import base64
import hashlib
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.papers.paper_code import ALPHABET, opened, sealed
from bizenv_desktop.domain.record_json import from_json, to_json
from bizenv_desktop.errors import PackageError, UserError

_FINGERPRINT_DIGITS = 15  # 75 bits, and a character that catches a slip of the tongue
_HEX = re.compile("[0-9a-f]{64}")
_SIGNATURE = re.compile("[0-9a-f]{128}")
_CODE = re.compile("[0-9A-Z]{1,24}")
_LONGEST = 60
_SCANNED = "BZK1"
_HALF_A_SCAN = "扫到的不是单位密钥卡，或没有扫完整；请关掉中文输入法再扫一次。"
LARGEST_CARD = 8192
"""Bytes of a card's file."""


@dataclass(frozen=True, slots=True)
class KeyCard:
    """A unit's public key as the unit itself states it; `signature` is by that very key.

    `issued` is when it was made by that PC's clock. That the card is the unit's is not in it: the
    fingerprint, read back by telephone or from paper, says so.
    """

    organisation: str
    name: str
    level: Level
    path: tuple[str, ...]
    key: str
    issued: str
    signature: str = ""
    format: int = 1

    @property
    def owner(self) -> Organisation:
        return Organisation(self.organisation, self.name, self.level, self.path)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key)

    @property
    def signed_content(self) -> bytes:
        """What the signature is over."""
        return to_json(replace(self, signature="")).encode()


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key that is accepted for a unit; `vouched_by` is the unit between that vouches for it.

    `accepted` is when, `accepted_by` who read the fingerprint back; `revoked` when it stopped
    being good, "" while it is.
    """

    card: KeyCard
    accepted: str
    accepted_by: str = ""
    vouched_by: str = ""
    revoked: str = ""

    @property
    def holds(self) -> bool:
        return not self.revoked


def fingerprint(public_key: str) -> str:
    """Sixteen characters in groups of four, of Crockford's alphabet, for a key given in hex."""
    number = int.from_bytes(hashlib.sha256(bytes.fromhex(public_key)).digest()[:10], "big") >> 5
    digits = (ALPHABET[number >> 5 * at & 31] for at in range(_FINGERPRINT_DIGITS - 1, -1, -1))
    return sealed("".join(digits))


def hinted(code: str) -> str:
    """A fingerprint of which only the first group is shown.

    Enough to see that both speak of the same card; the rest has to be heard, as what is copied from
    the screen proves nothing.
    """
    first, *others = code.split("-")
    return "-".join((first, *("____" for _ in others)))


def same_fingerprint(public_key: str, typed: str) -> bool:
    """Whether what was read back is the key's; `UserError` when a character was misheard."""
    length = _FINGERPRINT_DIGITS + 1
    try:
        code = opened(typed, length)
    except UserError as error:
        words = f"“{typed.strip()[:30]}”不是指纹，或听错、打错了字；请对方照密钥卡再念一遍，"
        raise UserError(f"{words}一共{length}个字符。") from error
    return code == fingerprint(public_key).replace("-", "")


def card_text(card: KeyCard) -> str:
    """The card as it stands in a file."""
    return to_json(card)


def scan_text(card: KeyCard) -> str:
    """The card as its QR holds it: capitals and digits alone.

    A scanner types what it reads, and neither Chinese nor quotation marks come through every
    keyboard and input method.
    """
    packed = base64.b32encode(zlib.compress(card_text(card).encode(), 9)).decode()
    return _SCANNED + packed.rstrip("=")


def _unscanned(text: str) -> str:
    """The card's text from what a scanner typed; `PackageError` when it is none."""
    packed = text.upper().removeprefix(_SCANNED)
    unpacking = zlib.decompressobj()
    try:
        content = base64.b32decode(packed + "=" * (-len(packed) % 8))
        plain = unpacking.decompress(content, LARGEST_CARD).decode()
    except (ValueError, zlib.error) as error:
        raise PackageError(_HALF_A_SCAN) from error
    if not unpacking.eof:
        raise PackageError(_HALF_A_SCAN)
    return plain


def parse_card(text: str) -> KeyCard:
    """A card from a file or a scan, its signature unchecked; `PackageError` when it is none."""
    if text.strip().upper().startswith(_SCANNED):
        text = _unscanned(text.strip())
    try:
        card = from_json(KeyCard, text.strip().removeprefix("\ufeff"))
    except UserError as error:
        raise PackageError("这不是单位密钥卡，或文件不完整；请让对方重新导出密钥卡。") from error
    if card.format != 1:
        raise PackageError("这张密钥卡由更新版本的程序导出；请先升级本程序再登记。")
    fits = all(len(each) <= _LONGEST for each in (card.name, *card.path, card.issued))
    if not (
        fits
        and card.name.strip()
        and _CODE.fullmatch(card.organisation)
        and _HEX.fullmatch(card.key)
        and _SIGNATURE.fullmatch(card.signature)
    ):
        raise PackageError("密钥卡的内容不合格式，没有登记；请让对方重新导出密钥卡。")
    return card


def holding(keys: Iterable[TrustedKey]) -> dict[str, TrustedKey]:
    """By key in hex, those that are good now.

    A key that is only vouched for needs a good key of the unit that vouches, above its own, and
    gives way to one that was enrolled here for the same unit.
    """
    known = [each for each in keys if each.holds]
    good = {each.card.key: each for each in known if not each.vouched_by}
    enrolled = {each.card.organisation for each in good.values()}
    waiting = [each for each in known if each.vouched_by and each.card.organisation not in enrolled]
    while True:
        units = {each.card.organisation for each in good.values()}
        now = [
            each
            for each in waiting
            if each.vouched_by in units and is_below(each.card.organisation, each.vouched_by)
        ]
        if not now:
            return good
        good |= {each.card.key: each for each in now}
        waiting = [each for each in waiting if each.card.key not in good]


def is_below(organisation: str, superior: str) -> bool:
    """Whether a unit's code lies within a superior's: 231222105 and 231222X01 in 231222 in 2312."""
    stem = superior
    while len(stem) > 2 and len(stem) % 2 == 0 and stem.endswith("00") and stem.isdigit():
        stem = stem[:-2]
    return organisation != superior and organisation.startswith(stem)
