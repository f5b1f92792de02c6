# SPDX-License-Identifier: MIT
"""Ed25519 signatures over package headers; keys are 32 bytes, written in hex."""

from __future__ import annotations

SIGNATURE_BYTES = 64
_CONTEXT = b"bizenv package header 1\x00"  # a signature made for anything else never fits here


def new_key() -> tuple[str, str]:
    """A new secret key and its public key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw().hex(), key.public_key().public_bytes_raw().hex()


def public_key(secret: str) -> str:
    """The public key of a secret one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    return key.public_key().public_bytes_raw().hex()


def sign(secret: str, content: bytes, context: bytes = _CONTEXT) -> bytes:
    """The signature of that key over the content."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).sign(context + content)


def verify(public: str, signature: bytes, content: bytes, context: bytes = _CONTEXT) -> bool:
    """Whether that key signed the content."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(signature, context + content)
    except (InvalidSignature, ValueError):
        return False
    return True
