# SPDX-License-Identifier: MIT
"""Certificate files of an invented office, self-signed; needs cryptography."""

from __future__ import annotations

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

BEGINS = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PASSWORD = "密码<&>1"
CENTRE = "榆林镇便民服务中心"


def certificate_of(key, days=365, begins=BEGINS):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, CENTRE)])
    usage = x509.KeyUsage(True, True, *[False] * 7)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(7)
    builder = builder.not_valid_before(begins).not_valid_after(begins + dt.timedelta(days=days))
    digest = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return builder.add_extension(usage, critical=True).sign(key, digest)


def pfx(key, certificate=None, password=PASSWORD, **changes):
    certificate = certificate or certificate_of(key, **changes)
    secret = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, secret)
