"""Attendance: that a group met, how many came, for how long. Nothing here can be joined to words.

Reads and writes its own tables only; it knows of no seat, no handle and no words.
"""
