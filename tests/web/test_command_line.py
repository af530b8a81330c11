"""What a person meets in the terminal: one plain line, and what to do next."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from tests.places import ROOT, free_port, settings, wait_until


def facilitator(*words: str, **env: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "facilitator", *words], cwd=ROOT, env={**os.environ, **env}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def said(process: subprocess.Popen) -> str:
    out, err = process.communicate(timeout=60)
    return (out + err).strip()


@pytest.mark.parametrize(
    ("words", "env", "expected"),
    [
        (("version",), {}, "Facilitator 0."),
        (("run",), {"PORT": "many"}, "PORT is 'many'. It must be a whole number"),
        (("run",), {"HOST": "nowhere.invalid", "PORT": "0"}, "Cannot listen on nowhere.invalid:0: "),
        (("circle",), {}, "This is started by a rehearsal"),
    ],
)
def test_an_answer_is_one_plain_line(tmp_path, words, env, expected):
    answer = said(facilitator(*words, **{**settings(tmp_path), **env}))
    assert answer.startswith(expected)
    assert len(answer.splitlines()) == 1


def test_a_taken_port_says_so_and_offers_another(tmp_path):
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = said(facilitator("run", **{**settings(tmp_path), "PORT": str(port)}))
    assert (
        answer
        == f"Another program uses port {port} on this computer. Stop it, or choose another: PORT={port + 1} make run"
    )


def test_a_second_run_on_the_same_folder_says_where_the_first_one_is(tmp_path):
    port = free_port()
    first = facilitator("run", **{**settings(tmp_path), "PORT": str(port)})
    try:
        wait_until(lambda: "set-up" in first.stdout.readline(), 60)
        answer = said(facilitator("run", **{**settings(tmp_path), "PORT": "0"}))
        assert answer == f"Facilitator is running here already: http://localhost:{port}"
    finally:
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=30)
    assert first.returncode == 0
