"""Signed values that run out. What the clock says is taken with care: it may step while people are in a meeting."""

from typing import Any

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

SLACK = 300
"""Seconds by which the clocks of two servers may differ."""


class Timed:
    """Signs values, and reads them again for so many seconds. One that was signed later than now, by a clock that has
    been set back since, is ours all the same."""

    def __init__(self, key: bytes, purpose: str, seconds: int) -> None:
        self._signing: URLSafeTimedSerializer = URLSafeTimedSerializer(key, salt=purpose)
        self._seconds = seconds

    def sign(self, value: Any) -> str:
        """A value as text."""
        return str(self._signing.dumps(value))

    def read(self, text: str) -> Any:
        """The value. Raises `BadData` if it is not one of ours or has run out."""
        value, signed_at = self._signing.loads(text, return_timestamp=True)
        signer: Any = self._signing.make_signer()
        if signer.get_timestamp() - signed_at.timestamp() > self._seconds + SLACK:
            raise SignatureExpired("run out")
        return value


__all__ = ["BadData", "Timed"]
