"""Signed tokens that expire, by the clocks of several servers: one may be a little ahead of another.

itsdangerous refuses what was signed in the future, if only by a second; here five minutes are forgiven.
"""

from typing import Any

from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer

SLACK = 300
"""Seconds by which the clocks of two servers may differ."""


class PatientSigner(TimestampSigner):
    """Signs as its parent does, and forgives a clock that is ahead."""

    def unsign(self, signed_value: Any, max_age: int | None = None, return_timestamp: bool = False) -> Any:
        """The value, if its signature is good and not too old. Raises `SignatureExpired`, `BadSignature`."""
        value, at = super().unsign(signed_value, return_timestamp=True)
        age = self.get_timestamp() - int(at.timestamp())
        if max_age is not None and not -SLACK <= age <= max_age:
            raise SignatureExpired("too old, or far ahead of our clock", payload=value, date_signed=at)
        return (value, at) if return_timestamp else value


class PatientSerializer(URLSafeTimedSerializer):
    """Text that holds a value, its signature and when it was signed."""

    default_signer = PatientSigner
