"""Signed values that run out. What the clock says is taken with care: it may step while people are in a meeting."""

from typing import Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

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


class PatientSigner(TimestampSigner):
    """For what a library signs and reads by itself: forgives a clock that is a little ahead of ours."""

    def unsign(self, signed_value: Any, max_age: int | None = None, return_timestamp: bool = False) -> Any:
        """The value, if its signature is good and not too old. Raises `SignatureExpired`, `BadSignature`."""
        value, at = super().unsign(signed_value, return_timestamp=True)
        age = self.get_timestamp() - int(at.timestamp())
        if max_age is not None and not -SLACK <= age <= max_age:
            raise SignatureExpired("too old, or far ahead of our clock", payload=value, date_signed=at)
        return (value, at) if return_timestamp else value


__all__ = ["BadData", "PatientSigner", "Timed"]
