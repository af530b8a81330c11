"""Join codes: six letters and digits nobody can misread, for typing. Links carry a long secret instead."""

import secrets

ALPHABET = "CDFHJKMNPRTVWXY3479"
"""No vowels, so that no code spells a word; nothing that looks like something else (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V)."""
LENGTH = 6


def new_code() -> str:
    """A random code: one of 47 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def new_secret() -> str:
    """What a link or a QR carries: 128 random bits."""
    return secrets.token_urlsafe(16)


def typed(text: str) -> str:
    """A code as people type it: any case, with spaces or dashes."""
    return "".join(c for c in text.upper() if c.isalnum())[:12]
