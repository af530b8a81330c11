"""A Redis and a PostgreSQL of the tests' own, to stop, to hang, and to start again."""

import contextlib
import glob
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import redis

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

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, socket_timeout=2)

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


def workers(server: Server) -> list[int]:
    """The processes that a server with several has started."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text()
    return [int(pid) for pid in children.split()]


@contextlib.contextmanager
def behind_nginx(sample: Path, port: int, upstreams: list[int]) -> Iterator[None]:
    """nginx with a sample file of ours, changed in nothing but its addresses."""
    folder = Path(tempfile.mkdtemp(prefix="facilitator-nginx-"))
    text = sample.read_text()
    servers = "\n".join(f"    server 127.0.0.1:{p};" for p in upstreams)
    text = re.sub(r"(?:^ *server 127\.0\.0\.1:\d+;\n)+", servers + "\n", text, flags=re.MULTILINE)
    text = re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", text)
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
        shutil.rmtree(folder, ignore_errors=True)
