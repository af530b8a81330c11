"""Clients that mean harm: every command there is, from everybody who has no right to it, in every way it can be sent.

What may be is said by an oracle of its own (oracle.py), written from PRODUCT.md and never by asking the program's table.
`python -m tests.hostile` tries 50,000 and prints what they were; tests/faults/test_hostile_clients.py a few thousand.
"""
