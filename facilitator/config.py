"""Settings: read once from the environment into one frozen value. A bad one stops the start and is named."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit


class BadSetting(Exception):
    """A setting that cannot be used; the message is one plain sentence that names it."""


@dataclass(frozen=True)
class Config:
    """Everything that may differ between one installation and another."""

    data: Path
    """DATA_DIR: where the database and the automatic backups are."""
    keys: Path
    """KEYS_DIR: where the keys are. Never part of a backup."""
    database: str
    """DATABASE_URL: an SQLite file in DATA_DIR unless set to a PostgreSQL address."""
    host: str
    port: int
    public_url: str
    """PUBLIC_URL: the address phones are given, where it is not the one the server is reached at."""
    open_hours: int
    """OPEN_HOURS: after this long a meeting that was left open closes by itself."""
    room_limit: int
    """ROOM_LIMIT: the most seats in one meeting."""
    proxies: int
    """TRUSTED_PROXIES: how many reverse proxies stand in front and set X-Forwarded-*."""
    redis: str = ""
    """REDIS_URL: for several processes. Tells them at once what others have stored, and counts limits for all of them."""
    processes: int = 1
    """PROCESSES: how many processes `serve` starts."""
    metrics_token: str = ""
    """METRICS_TOKEN: who shows it may read /metrics, which is not there without one."""
    async_mode: str = "eventlet"
    build: str = ""
    """Overrides the build id in the addresses of static files; tests use it."""

    @property
    def sqlite(self) -> bool:
        """Whether the database is a file of ours."""
        return self.database.startswith("sqlite")

    @property
    def share_port(self) -> bool:
        """Whether several processes listen on one port. Behind a proxy each has its own, one after the other, so that
        the proxy can keep a phone with one of them."""
        return self.processes > 1 and not self.proxies

    @property
    def transports(self) -> list[str]:
        """How sockets may come. Polling is many requests, which must all reach the same process."""
        return ["websocket"] if self.share_port else ["polling", "websocket"]


def of_a_command() -> Config:
    """The settings of a command that serves nobody: plain threads do. Raises as `from_environment` does."""
    return replace(from_environment(os.environ), async_mode="threading")


def from_environment(env: Mapping[str, str]) -> Config:
    """The settings in `env`. Raises `BadSetting`, naming what is wrong and what would do."""
    data = Path(env.get("DATA_DIR") or "data").absolute()
    return Config(
        data=data,
        keys=Path(env.get("KEYS_DIR") or data / "keys").absolute(),
        database=_database(env.get("DATABASE_URL", ""), data),
        host=env.get("HOST") or "0.0.0.0",  # noqa: S104 - phones in the room must reach it
        port=_number(env, "PORT", 8000, 0, 65535),
        public_url=_address(env.get("PUBLIC_URL", "")),
        open_hours=_number(env, "OPEN_HOURS", 6, 1, 48),
        room_limit=_number(env, "ROOM_LIMIT", 1200, 2, 5000),
        proxies=_number(env, "TRUSTED_PROXIES", 0, 0, 5),
        redis=_redis(env.get("REDIS_URL", "")),
        processes=_number(env, "PROCESSES", 1, 1, 64),
        metrics_token=_token(env.get("METRICS_TOKEN", "")),
        async_mode=_one_of(env, "ASYNC_MODE", "eventlet", "threading"),
    )


def _number(env: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = env.get(name) or str(usual)
    if not text.isdecimal() or not least <= int(text) <= most:
        raise BadSetting(f"{name} is {text!r}. It must be a whole number from {least} to {most}.")
    return int(text)


def _one_of(env: Mapping[str, str], name: str, *allowed: str) -> str:
    text = env.get(name) or allowed[0]
    if text not in allowed:
        raise BadSetting(f"{name} is {text!r}. It must be one of: {', '.join(allowed)}.")
    return text


def _address(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/")):
        raise BadSetting(
            f"PUBLIC_URL is {url!r}. It must look like https://groups.example.org, with no path behind it."
        )
    return url.rstrip("/")


def _redis(url: str) -> str:
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise BadSetting("REDIS_URL must start with redis://, rediss:// or unix://.")
    return url


def _token(token: str) -> str:
    if token and (len(token) < 16 or not token.isascii() or " " in token):
        raise BadSetting("METRICS_TOKEN is too short or has blanks in it. It must be at least 16 letters and digits.")
    return token


def _database(url: str, data: Path) -> str:
    """SQLAlchemy takes a plain `postgresql://` to mean psycopg 3, which stops the whole process under eventlet."""
    if not url:
        return f"sqlite:///{data / 'facilitator.sqlite3'}"
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg2://{rest}"
    if scheme not in ("sqlite", "postgresql+psycopg2"):
        raise BadSetting("DATABASE_URL must start with sqlite:/// or postgresql://.")
    return url
