# SPDX-License-Identifier: MIT
"""Signatures with a certificate file: valid by another reader's checks, refused in words."""

from __future__ import annotations

import datetime as dt
import io
import sys

import pytest
from filled_checks import filled_check

from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, paper_kind
from bizenv_desktop.domain.papers.paper_records import paper_record
from bizenv_desktop.errors import UserError
from bizenv_desktop.reports.papers import write_paper
from bizenv_desktop.reports.signing import certificate_file, read_certificate, sign

pytest.importorskip("pyhanko")
from certificates import BEGINS, CENTRE, PASSWORD, certificate_of, pfx
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def key():
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="module")
def pdf(faces):
    record = paper_record(paper_kind("report"), filled_check([]), {})
    return write_paper(record, PaperFormat.PDF, faces).content


def signatures(signed):
    from pyhanko.pdf_utils.reader import PdfFileReader

    return PdfFileReader(io.BytesIO(signed)).embedded_signatures


def test_the_signature_covers_the_whole_file_and_changes_nothing_before_it(pdf, key):
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    signed = sign(pdf, pfx(key), PASSWORD, NOW, "自查报告定稿")
    assert signed.startswith(pdf)
    (found,) = signatures(signed)
    assert found.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert found.sig_object["/Reason"] == "自查报告定稿"
    context = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False, moment=NOW)
    status = validate_pdf_signature(found, context)
    assert (status.intact, status.valid, status.coverage.name) == (True, True, "ENTIRE_FILE")


def test_a_byte_changed_afterwards_is_noticed(pdf, key):
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    signed = bytearray(sign(pdf, pfx(key), PASSWORD, NOW))
    at = signed.index(b"/Title") + 12
    signed[at] ^= 1
    (found,) = signatures(bytes(signed))
    context = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False, moment=NOW)
    assert not validate_pdf_signature(found, context).intact


def test_an_archive_can_be_signed_and_stays_one(pdf, key):
    pikepdf = pytest.importorskip("pikepdf")
    from bizenv_desktop.reports.archive import archive

    signed = sign(archive(pdf), pfx(key), PASSWORD, NOW)
    with (
        pikepdf.open(io.BytesIO(signed)) as document,
        document.open_metadata() as metadata,
    ):
        assert metadata.pdfa_status == "2B"
    assert len(signatures(signed)) == 1


def test_keys_of_offices_can_sign(pdf):
    key = rsa.generate_private_key(65537, 2048)
    assert len(signatures(sign(pdf, pfx(key, password=""), "", NOW))) == 1


def test_whose_certificate_it_is_can_be_shown(key):
    found = read_certificate(pfx(key), PASSWORD)
    assert (found.subject, found.issuer) == (CENTRE, CENTRE)
    assert (found.begins, found.ends) == (BEGINS, BEGINS + dt.timedelta(days=365))


@pytest.mark.parametrize(
    ("content", "password", "told"),
    [
        (lambda key: pfx(key), "另一个", "证书密码不对"),
        (lambda key: pfx(key), "", "证书密码不对"),
        (lambda key: pfx(key)[:300], PASSWORD, "不是证书文件，或不完整"),
        (lambda key: b"nonsense", "", "不是证书文件"),
        (lambda key: b"0", "", "不是证书文件"),
        (lambda key: b"", "", "证书文件是空的"),
        (lambda key: pfx(None, certificate_of(key)), PASSWORD, "没有私钥"),
        (lambda key: pfx(ed25519.Ed25519PrivateKey.generate()), PASSWORD, "密钥种类不能用来签"),
        (lambda key: pfx(key, days=1), PASSWORD, "已于2026年11月02日到期"),
    ],
)
def test_what_cannot_sign_is_refused_in_words(pdf, key, content, password, told):
    with pytest.raises(UserError, match=told):
        sign(pdf, content(key), password, NOW)


def test_a_certificate_of_the_future_is_refused(pdf, key):
    with pytest.raises(UserError, match="从2026年11月01日起才有效"):
        sign(pdf, pfx(key), PASSWORD, BEGINS - dt.timedelta(days=1))


@pytest.mark.parametrize("spoil", [lambda pdf: pdf[:5000], lambda pdf: b"x", lambda pdf: b""])
def test_half_a_paper_is_not_signed(pdf, key, spoil):
    with pytest.raises(UserError, match="已经签过名或不完整"):
        sign(spoil(pdf), pfx(key), PASSWORD, NOW)


def test_a_signed_paper_is_not_signed_again(pdf, key):
    signed = sign(pdf, pfx(key), PASSWORD, NOW)
    with pytest.raises(UserError, match="已经签过名"):
        sign(signed, pfx(key), PASSWORD, NOW)


def test_the_certificate_file_must_be_there(tmp_path):
    with pytest.raises(UserError, match=r"读不到证书文件“无\.pfx”"):
        certificate_file(tmp_path / "无.pfx")
    with pytest.raises(UserError, match="读不到证书文件"):
        certificate_file(tmp_path)
    large = tmp_path / "大.pfx"
    large.write_bytes(bytes(1_000_001))
    with pytest.raises(UserError, match="太大，不是证书文件"):
        certificate_file(large)
    small = tmp_path / "单位.pfx"
    small.write_bytes(b"abc")
    assert certificate_file(small) == b"abc"


@pytest.mark.parametrize("gone", ["cryptography", "pyhanko"])
def test_without_the_libraries_the_user_is_told(monkeypatch, pdf, key, gone):
    content = pfx(key)
    for name in [name for name in sys.modules if name.split(".")[0] == gone]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UserError, match="没有安装电子签名所需的组件"):
        sign(pdf, content, PASSWORD, NOW)
