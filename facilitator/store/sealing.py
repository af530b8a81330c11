"""Encryption of what must not be readable in a copied file. AES-256-GCM from `cryptography`, nothing of our own."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Unreadable(Exception):
    """Sealed under another key, or changed since."""


def new_key() -> bytes:
    """A random key of 256 bits."""
    return secrets.token_bytes(32)


def seal(key: bytes, clear: bytes, where: str) -> bytes:
    """`clear`, readable again only with the same key and at the same place (`where`)."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, where.encode())


def unseal(key: bytes, sealed: bytes, where: str) -> bytes:
    """What was sealed. Raises `Unreadable`."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], where.encode())
    except (InvalidTag, ValueError):  # the second: shorter than anything that was ever sealed
        raise Unreadable from None


def keyed_hash(key: bytes, purpose: str, text: str) -> str:
    """A hash that can be looked up but not worked out without the key; each purpose has its own."""
    return hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()[:40]


def derived(key: bytes, purpose: str) -> bytes:
    """A key of its own for one purpose."""
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()
