"""A Redis and a PostgreSQL of the tests' own, to stop, to hang, and to start again."""

import contextlib
import glob
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import redis

from facilitator.rehearsing.phone import Screen
from tests.places import Server, free_port, wait_until


class Redis:
    """A Redis that keeps nothing on disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        """Empty, on the same port."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
        wait_until(self.answers)

    def client(self, patience: float | None = 2) -> redis.Redis:
        return redis.Redis.from_url(self.url, socket_timeout=patience)

    def answers(self) -> bool:
        with contextlib.suppress(redis.RedisError), self.client() as client:
            return bool(client.ping())
        return False

    def hang(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


def restart_postgresql(url: str) -> None:
    """The cluster behind an address goes down hard, and comes back."""
    with contextlib.closing(psycopg2.connect(f"{url}/postgres")) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        data = cursor.fetchone()[0]
    pg_ctl = str(sorted(Path(p) for p in glob.glob("/usr/lib/postgresql/*/bin/pg_ctl"))[-1])
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    log = str(Path(data).parent / "log")
    subprocess.run(
        [*as_user, pg_ctl, "-D", data, "-m", "immediate", "-l", log, "-w", "restart"], check=True, cwd="/",
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


@contextlib.contextmanager
def hung_postgresql(url: str) -> Iterator[None]:
    """The cluster behind an address stands still meanwhile."""
    with contextlib.closing(psycopg2.connect(f"{url}/postgres")) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        pid = int((Path(cursor.fetchone()[0]) / "postmaster.pid").read_text().split()[0])
    processes = [pid, *_children(pid)]
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def workers(server: Server) -> list[int]:
    """The processes that a server with several has started."""
    return _children(server.pid)


def _told(pid: int, option: str) -> str:
    told = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return told[told.index(option) + 1]


def number_of(pid: int) -> int:
    """Which of those that serve together a process is."""
    return int(_told(pid, "--worker"))


def among(pid: int) -> Path:
    """The folder in which those that serve together find one another."""
    return Path(_told(pid, "--among"))


def process_of(screen: Screen, among: list[int]) -> int:
    """Which of these processes a screen's socket is open to."""
    ours = screen.socket.eio.ws.sock.getsockname()[1]
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    inodes = {line[9] for line in lines if int(line[2].split(":")[1], 16) == ours}
    return next(pid for pid in among if inodes & _inodes(pid))


def _inodes(pid: int) -> set[str]:
    found = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found.add(os.readlink(handle).removeprefix("socket:[").removesuffix("]"))
    return found


def _certificate(folder: Path) -> str:
    """A certificate for this computer that nobody has signed, as nginx wants to be told of it."""
    asked = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -keyout key.pem -out cert.pem"
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(["openssl", *asked.split(), *named], check=True, cwd=folder, capture_output=True)
    return f"ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;"


@contextlib.contextmanager
def behind_nginx(sample: Path, port: int, upstreams: list[int], folder: Path) -> Iterator[None]:
    """nginx with a sample file of ours, changed in nothing but its addresses and a certificate of its own."""
    text = sample.read_text()
    for n, upstream in enumerate(upstreams):
        text = text.replace(f"127.0.0.1:800{n + 1} ", f"127.0.0.1:{upstream} ")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port} ssl; {_certificate(folder)}")
    main = f"""
        daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
        events {{ worker_connections 2000; }}
        http {{
            access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
            fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
            {text}
        }}"""
    (folder / "nginx.conf").write_text(main)
    process = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def behind_caddy(sample: Path, port: int, upstreams: list[int], folder: Path) -> Iterator[None]:
    """Caddy with a sample file of ours, changed in nothing but its addresses."""
    text = sample.read_text().replace(":80 {", f"http://127.0.0.1:{port} {{")
    for n, upstream in enumerate(upstreams):
        text = text.replace(f"127.0.0.1:800{n + 1} ", f"127.0.0.1:{upstream} ")
    (folder / "Caddyfile").write_text("{\n    admin off\n}\n" + text)
    process = subprocess.Popen(
        ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"], stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
    )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        process.wait()
