"""How often one address may ask for what could be guessed. Counted in memory, or for all processes together in Redis;
there an address is a keyed hash that is forgotten within the hour.
"""

from typing import Any

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from facilitator.config import Config
from facilitator.house import house
from facilitator.store.redis_link import no_second_try
from facilitator.store.sealing import keyed_hash

PATIENCE = 0.5
"""Seconds after which Redis counts as gone; limits are then counted in each process's memory until it is back."""


def who_asks() -> str:
    """The address that asks, as it is counted."""
    address = get_remote_address()
    return keyed_hash(house().keys.server, "limits", address) if current_app.config["LIMITS_SHARED"] else address


limiter = Limiter(key_func=who_asks, strategy="moving-window")


def settings(config: Config) -> dict[str, Any]:
    """Where Flask-Limiter counts."""
    if not config.redis:
        return {"LIMITS_SHARED": False, "RATELIMIT_STORAGE_URI": "memory://"}
    address = config.redis.replace("unix://", "redis+unix://", 1)
    return {
        "LIMITS_SHARED": True,
        "RATELIMIT_STORAGE_URI": address,
        "RATELIMIT_STORAGE_OPTIONS": {
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            "retry": no_second_try(),
        },
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "RATELIMIT_KEY_PREFIX": "facilitator",
    }
