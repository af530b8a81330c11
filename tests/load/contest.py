"""Facilitator, Node's socket.io and stock Flask-SocketIO, side by side in one run: the same scenes from the same generator,
which sits on a core of its own. Facilitator stores everything before it answers; the others store nothing."""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.load.opened import open_sessions
from tests.load.table import Row, show
from tests.places import ROOT, Server

PEERS = Path(__file__).parent / "peers"
SOCKET_IO = "socket.io@4"
Json = dict[str, Any]
Start = Callable[[int], contextlib.AbstractContextManager[tuple[int, int, list[str]]]]
"""Starts a server with so many sessions; gives its process, its port, and a link into each."""

LARGE = {"people": 1000, "rate": 10, "seconds": 12}
SCENES: list[tuple[str, str, int, Json, tuple[str, ...]]] = [
    ("large_room", "large_room", 1, LARGE, ("ours", "node", "flask")),
    ("answers", "answers", 1, {"people": 1000, "seconds": 2}, ("ours", "node")),
    ("rooms", "rooms", 200, {"people": 10, "every": 2, "seconds": 12}, ("ours", "node")),
    ("joins", "joins", 2, {"people": 1000, "seconds": 0}, ("ours", "node")),
    ("joins in 2 s", "joins", 2, {"people": 1000, "seconds": 2}, ("ours", "node")),
]


def measure(times: int = 3, only: str = "") -> list[Row]:
    """Plays every scene at every server so many times, in turn, and gives the table."""
    cores = sorted(os.sched_getaffinity(0))
    found: dict[str, dict[str, list[Json]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        starts = {"ours": _ours, "node": _node(Path(folder)), "flask": _flask}
        for _ in range(times):
            for name, scene, sessions, how, servers in SCENES:
                if only and only not in name:
                    continue
                for server in servers:
                    figures = _play(starts[server], server, scene, sessions, how, cores, _sized(found))
                    found.setdefault(name, {}).setdefault(server, []).append(figures)
                    print(
                        f"  {name} {server}: " + ", ".join(f"{k} {_short(v)}" for k, v in figures.items()), flush=True
                    )
    return _rows(found)


def _sized(found: dict[str, dict[str, list[Json]]]) -> int:
    """The peers' changes are as long as ours, once that is known."""
    ours = found.get("large_room", {}).get("ours")
    return max(0, int(ours[-1]["bytes"]) - 75) if ours else 200


def _play(start: Start, server: str, scene: str, sessions: int, how: Json, cores: list[int], more: int) -> Json:
    os.sched_setaffinity(0, {cores[0]})  # servers inherit it
    try:
        with start(sessions) as (pid, port, links):
            job = {"server": server, "scene": scene, "host": "127.0.0.1", "port": port, "pid": pid, "links": links, "how": how,
                   "more": more, "core": cores[-1]}  # fmt: skip
            played = subprocess.run([sys.executable, "-m", "tests.load.generator"], input=json.dumps(job), text=True, cwd=ROOT,
                                    stdout=subprocess.PIPE, check=True)  # fmt: skip
            return dict(json.loads(played.stdout))
    finally:
        os.sched_setaffinity(0, set(cores))


@contextlib.contextmanager
def _ours(sessions: int) -> Iterator[tuple[int, int, list[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        links = open_sessions(Path(folder), sessions)
        server = Server(Path(folder)).start()
        try:
            yield server.pid, server.port, links
        finally:
            server.kill()


@contextlib.contextmanager
def _program(*command: str, folder: Path) -> Iterator[tuple[int, int]]:
    program = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert program.stdout
        yield program.pid, int(program.stdout.readline().split()[1])
    finally:
        program.kill()
        program.wait()
        program.stdout.close()


def _node(folder: Path) -> Start:
    """Installs socket.io from npm into a folder that goes away again."""

    @contextlib.contextmanager
    def start(sessions: int) -> Iterator[tuple[int, int, list[str]]]:
        script = folder / "node.mjs"
        if not script.exists():
            install = ("npm", "install", "--no-save", "--no-audit", "--no-fund", "--silent", SOCKET_IO)
            subprocess.run(install, cwd=folder, check=True)
            script.write_text((PEERS / "node.mjs").read_text())
        with _program("node", "node.mjs", folder=folder) as (pid, port):
            yield pid, port, [f"room{n}" for n in range(sessions)]

    return start


@contextlib.contextmanager
def _flask(sessions: int) -> Iterator[tuple[int, int, list[str]]]:
    with _program(sys.executable, str(PEERS / "flask_peer.py"), folder=PEERS) as (pid, port):
        yield pid, port, [f"room{n}" for n in range(sessions)]


def _short(value: Any) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else str(value)


class Figures:
    """One figure of one scene at each server, over all runs."""

    def __init__(self, scene: dict[str, list[Json]], key: str) -> None:
        self._runs = {server: [float(run[key]) for run in runs] for server, runs in scene.items()}

    def of(self, server: str) -> float:
        """The median at one server."""
        return statistics.median(self._runs[server])

    def spread(self, server: str, unit: float = 1, digits: int = 1) -> str:
        """Median, and from where to where."""
        low, middle, high = (
            f"{v / unit:,.{digits}f}" for v in (min(self._runs[server]), self.of(server), max(self._runs[server]))
        )
        return f"{middle} ({low} to {high})"

    def worst(self) -> float:
        """The greatest anywhere."""
        return max(v for runs in self._runs.values() for v in runs)


def _rows(found: dict[str, dict[str, list[Json]]]) -> list[Row]:
    rows: list[Row] = []

    def add(scene: str, key: str, figure: str, said: Callable[[Figures], str], goal: str) -> None:
        if scene in found:
            rows.append(Row(figure, said(Figures(found[scene], key)), goal))

    def beside(f: Figures, unit: float, digits: int, name: str) -> str:
        return f"{f.spread('ours', unit, digits)}; Node {f.spread('node', unit, digits)} {name}".strip()

    add("large_room", "per_cpu_second", "deliveries per server CPU-second, a room of 1,000, durable",
        lambda f: f"{f.spread('ours', 1000, 0)} k; Node {f.spread('node', 1000, 0)} k; "
        f"Flask-SocketIO {f.spread('flask', 1000, 0)} k: "
        f"{f.of('ours') / f.of('node'):.2f} x Node, {f.of('ours') / f.of('flask'):.1f} x Flask-SocketIO",
        ">= 1.5 x Node, >= 4 x Flask-SocketIO")  # fmt: skip
    add("large_room", "seen_p99", "change seen by the last of 1,000 phones, p99, 10 changes/s, ms",
        lambda f: f"{beside(f, 0.001, 0, '')}; Flask-SocketIO {f.spread('flask', 0.001, 0)}", "<= Node's")  # fmt: skip
    add(
        "answers", "patches", "1,000 answers in 2 s: patches to each phone", lambda f: f"{beside(f, 1, 0, '')}", "<= 40"
    )
    add("answers", "right_after", "... until every screen is right, after the last answer, ms",
        lambda f: f"{beside(f, 0.001, 0, '')}: {f.of('ours') / f.of('node'):.3f} x", "<= 0.1 x Node's")  # fmt: skip
    add("rooms", "seen_p99", "200 rooms x 10, an action a room every 2 s: seen by the last, p99, ms",
        lambda f: f"{beside(f, 0.001, 1, '')}: {f.of('ours') / f.of('node'):.2f} x", "<= 3 x Node's")  # fmt: skip
    for scene, words in (("joins", "as fast as they come"), ("joins in 2 s", "in 2 s")):
        add(scene, "all_in", f"1,000 joins {words}: until all are in, s",
            lambda f: f"{beside(f, 1, 2, '')}: {f.of('ours') / f.of('node'):.2f} x", "<= 3 x Node's")  # fmt: skip
        add(scene, "refused", f"1,000 joins {words}: refused", lambda f: f"{f.of('ours'):.0f}", "0")
        add(scene, "form_max", f"1,000 joins {words}: the slowest form, s", lambda f: f.spread("ours", 1, 2), "<= 1")
    add(
        "joins in 2 s",
        "calm_p99",
        "a room of 30 elsewhere, p99 while calm, ms",
        lambda f: f.spread("ours", 0.001, 1),
        "",
    )
    add("joins in 2 s", "rush_p99", "... during the rush, ms", lambda f: f.spread("ours", 0.001, 1), "<= 3 x calm")
    add("large_room", "memory", "server memory per connected phone, kB", lambda f: f"{beside(f, 1000, 0, '')}", "<= 80")
    add(
        "large_room",
        "bytes",
        "a change costs a phone, room of 1,000, bytes",
        lambda f: f.spread("ours", 1, 0),
        "< 1,000",
    )
    for scene in found:
        add(scene, "generator_busy", f"generator busy at most, {scene}", lambda f: f"{f.worst():.0%}", "< 100 %")
    return rows


if __name__ == "__main__":
    show(measure(*(int(a) for a in sys.argv[1:2])))
