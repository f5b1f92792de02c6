# SPDX-License-Identifier: MIT
"""Signing a PDF with the unit's own certificate file: PAdES baseline B (ETSI EN 319 142-1).

The signature is invisible: no seal is drawn, and only a seal of the state's own system is one
(State Council Order 716, article 9). pyHanko is optional and loaded only here; nothing is asked of
any network, so there is no time stamp of a third party.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cryptography import x509
    from pyhanko.sign.signers import SimpleSigner

_NOT_INSTALLED = "本机没有安装电子签名所需的组件（pyHanko）；请安装后再试，或打印后签字盖章。"
_FIELD = "BizenvSignature"
_LARGEST = 1_000_000  # bytes; a certificate file has a few thousand
_CHINA = "%Y年%m月%d日"


@dataclass(frozen=True, slots=True)
class SigningCertificate:
    """Whose certificate it is, by whom it was issued, and until when it is valid."""

    subject: str
    issuer: str
    begins: datetime
    ends: datetime


def read_certificate(content: bytes, password: str) -> SigningCertificate:
    """What stands in a certificate file (.pfx, .p12); `UserError` when it cannot be opened."""
    _, certificate, _ = _opened(content, password)
    return SigningCertificate(
        _name(certificate.subject),
        _name(certificate.issuer),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
    )


def certificate_file(path: Path) -> bytes:
    """The bytes of a certificate file; `UserError` when it is not there or cannot be read."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(f"“{path.name}”太大，不是证书文件；请选择 .pfx 或 .p12 文件。")
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"读不到证书文件“{path.name}”；请检查文件或U盘是否还在。") from error


def sign(pdf: bytes, content: bytes, password: str, now: datetime, reason: str = "") -> bytes:
    """The PDF with a signature appended; what was there stays byte for byte.

    `content` is the certificate file's; `now`, with its zone, decides whether it is valid. The
    signing time itself is the PC's. `UserError` for a wrong password, a file without certificate
    or key, a certificate not valid now, or a kind of key that cannot sign a PDF.
    """
    signer = _signer(content, password, now)
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import PdfSignatureMetadata, signers
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.general import SigningError

    metadata = PdfSignatureMetadata(
        field_name=_FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        reason=reason or None,
    )
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        signed: io.BytesIO = signers.sign_pdf(writer, metadata, signer=signer)
    except (PdfError, SigningError) as error:
        raise UserError("这份 PDF 已经签过名或不完整，不能再签；请重新生成后再签。") from error
    return signed.getvalue()


def _signer(content: bytes, password: str, now: datetime) -> SimpleSigner:
    _, certificate, _ = _opened(content, password)
    _refuse_unless_valid(certificate, now)
    try:
        from pyhanko.sign.signers import SimpleSigner
    except ImportError as error:
        raise UserError(_NOT_INSTALLED) from error
    signer: SimpleSigner = SimpleSigner.load_pkcs12_data(content, [], password.encode() or None)
    return signer


def _opened(content: bytes, password: str) -> tuple[Any, x509.Certificate, list[x509.Certificate]]:
    """The key, its certificate and the others of a PKCS #12 file."""
    try:
        from cryptography.hazmat.primitives.asymmetric import ec, rsa
        from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates
    except ImportError as error:
        raise UserError(_NOT_INSTALLED) from error

    if not content:
        raise UserError("证书文件是空的；请选择单位的 .pfx 或 .p12 证书文件。")
    try:
        key, certificate, others = load_key_and_certificates(content, password.encode() or None)
    except ValueError as error:
        if _is_whole(content):
            raise UserError("证书密码不对；请核对密码后再试。") from error
        raise UserError(
            "这个文件不是证书文件，或不完整；请选择单位的 .pfx 或 .p12 证书文件。"
        ) from error
    except Exception as error:
        raise UserError("证书里的密钥种类不能用来签 PDF；请换用 RSA 或 ECC 证书。") from error
    if certificate is None or key is None:
        missing = "私钥" if key is None and (certificate or others) else "证书"
        raise UserError(f"证书文件里没有{missing}，不能签名；请选择带私钥的 .pfx 或 .p12 文件。")
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise UserError("证书里的密钥种类不能用来签 PDF；请换用 RSA 或 ECC 证书。")
    return key, certificate, others


def _is_whole(content: bytes) -> bool:
    """Whether the file is a PKCS #12 one to its end: a sequence as long as it says, version 3."""
    if content[:1] != b"\x30" or len(content) < 2:
        return False
    more = content[1] - 0x80 if content[1] > 0x80 else 0
    length = int.from_bytes(content[2 : 2 + more], "big") if more else content[1]
    inside = content[2 + more :]
    return inside.startswith(b"\x02\x01\x03") and (content[1] == 0x80 or length <= len(inside))


def _refuse_unless_valid(certificate: x509.Certificate, now: datetime) -> None:
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > ends:
        day = ends.strftime(_CHINA)
        raise UserError(f"证书已于{day}到期，不能再签名；请换用有效的证书。")
    if now < begins:
        day = begins.strftime(_CHINA)
        raise UserError(f"证书从{day}起才有效；请核对电脑的日期，或换用有效的证书。")


def _name(name: x509.Name) -> str:
    from cryptography.x509.oid import NameOID

    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(oid):
            return str(attribute.value)
    return name.rfc4514_string()
