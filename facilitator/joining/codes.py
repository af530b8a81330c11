"""Join codes: six letters and digits nobody can misread, for typing. Links carry a long secret instead.

How long a code is, is a matter of arithmetic. Whoever guesses gets `guesses()` answers in two hours, from however many
addresses (guessing.py): 5 a second and 25 at once are 36,025. Each guess is a code of one length, so the odds that one
of them is right are at most 36,025 x (open meetings with codes of that length) / 19^length. They are to stay
below 0.5 %: six characters (47 million codes) are enough for up to 6 open meetings, seven (894 million) for up to 124,
which makes 0.40 % for 100, and eight for up to 2,357. `make bench` prints it.
"""

import secrets

from facilitator.joining.guessing import A_SECOND, AT_ONCE

ALPHABET = "CDFHJKMNPRTVWXY3479"
"""No vowels, so that no code spells a word; nothing that looks like something else (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V)."""
SHORTEST, LONGEST = 6, 12
ODDS = 0.005
HOURS = 2


def guesses() -> int:
    """How many guesses are answered in two hours, wherever they come from."""
    return AT_ONCE + A_SECOND * HOURS * 3600


def odds(open_meetings: int, length: int) -> float:
    """That guessing for two hours opens any of so many meetings with codes of this length."""
    return guesses() * open_meetings / len(ALPHABET) ** length


def length_for(open_meetings: int) -> int:
    """How long the code of one further meeting must be, when so many are open already."""
    return next(n for n in range(SHORTEST, LONGEST + 1) if odds(open_meetings + 1, n) <= ODDS or n == LONGEST)


def new_code(open_meetings: int = 0) -> str:
    """A random code, long enough for so many open meetings."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length_for(open_meetings)))


def new_secret() -> str:
    """What a link or a QR carries: 128 random bits."""
    return secrets.token_urlsafe(16)


def typed(text: str) -> str:
    """A code as people type it: any case, with spaces or dashes."""
    return "".join(c for c in text.upper() if c.isalnum())[:LONGEST]


def is_secret(key: str) -> bool:
    """Whether this can only have come from a link: nobody types so much."""
    return len(key) > LONGEST
