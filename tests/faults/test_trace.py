"""What the operating system saw: before an answer leaves the server, what it answers for has been forced to the disk."""

import re
import signal
import subprocess

import pytest

from tests.places import Server, wait_until

CALLS = "trace=pwrite64,fsync,fdatasync,sendto"
WRITTEN = re.compile(r"pwrite64\(\d+<[^>]*\.sqlite3-wal>")
FORCED = re.compile(r"(?:fdatasync|fsync)\(\d+<[^>]*\.sqlite3-wal>")
ANSWERED = re.compile(r'sendto\(\d+<[^>]*>, "[^"]*43\d*\[\{\\"ok\\":true')


def unforced(trace: str) -> tuple[int, int]:
    """Of all answers in a trace, how many left while something written was not yet forced to the disk, or when nothing had
    been since the last one; and how many answers there were."""
    answers = bad = 0
    waiting, forced = False, False
    for line in _whole(trace):
        if WRITTEN.search(line):
            waiting = True
        elif FORCED.search(line):
            waiting, forced = False, True
        elif ANSWERED.search(line):
            answers += 1
            bad += waiting or not forced
            forced = False
    return bad, answers


def _whole(trace: str) -> list[str]:
    """A call that another thread interrupts is written in two parts: it counts where it ends."""
    begun: dict[str, str] = {}
    lines = []
    for line in trace.splitlines():
        thread = line.split(maxsplit=1)[0]
        if line.endswith("<unfinished ...>"):
            begun[thread] = line.removesuffix("<unfinished ...>")
        elif "resumed>" in line:
            lines.append(begun.pop(thread, "") + line.partition("resumed>")[2])
        else:
            lines.append(line)
    return lines


@pytest.mark.timeout(120)
def test_before_every_answer_the_write_ahead_log_is_forced_to_the_disk(own_server: Server, tmp_path):
    session = own_server.open()
    ana = session.phone("Ana")
    session.begin("shoutouts")
    into = tmp_path / "trace"
    tracer = subprocess.Popen(["strace", "-f", "-y", "-s", "80", "-e", CALLS, "-o", str(into), "-p", str(own_server.pid)],
                              stderr=subprocess.PIPE, text=True)  # fmt: skip
    try:
        wait_until(lambda: "attached" in tracer.stderr.readline())
        for n in range(20):
            ana.do("shoutouts.give", text=f"words {n}")
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(20)
        tracer.stderr.close()
    assert unforced(into.read_text()) == (0, 20)
    session.close()


def test_an_answer_that_is_early_is_found():
    wal, socket = "9</x/facilitator.sqlite3-wal>", "7<socket:[1]>"
    write, force = f"1 pwrite64({wal}, ...) = 4096", f"2 fdatasync({wal}) = 0"
    answer = f'1 sendto({socket}, "\\201\\r43[{{\\"ok\\":true}}]", 15, 0) = 15'
    assert unforced("\n".join((write, force, answer))) == (0, 1)
    assert unforced("\n".join((write, answer, force))) == (1, 1)
    assert unforced("\n".join((write, force, answer, answer))) == (1, 2)
    interrupted = f"2 fdatasync({wal} <unfinished ...>"
    assert unforced("\n".join((write, interrupted, answer, "2 <... fdatasync resumed>) = 0"))) == (1, 1)
