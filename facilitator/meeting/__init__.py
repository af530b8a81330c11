"""What a group session is: a pure state machine.

A command and the state give events or a refusal; an event and the state give the next state; a view is what
one audience may know of a state. Standard library and msgspec only. No clock, no randomness, no I/O, no Flask, no SQL:
whatever is needed from outside (the time, fresh ids, the text of words) is handed in as a value.
"""
