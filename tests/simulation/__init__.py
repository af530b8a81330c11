"""Whole meetings in a world of their own: one thread, one clock that nobody waits for, one seed that decides everything.

The real rules, desk, journal, store, wire, fan-out and gateway run here, with eventlet as in production, on a hub whose
time is virtual and whose order is drawn from the seed. Only what lies outside the program is simulated: phones (a twin of
static/js/live.js), the network below Engine.IO, the disk's delays and failures, and power cuts.

`python -m tests.simulation --seed N` plays one run and prints its history; `--seeds N` plays many and counts.
Nothing here may be imported by a process that does something else: it takes over clock, chance and threads.
"""
