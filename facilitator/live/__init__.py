"""The running meeting: one door to change it, the journal it lives in, and the screens that show it.

The only package that knows Socket.IO. Decides nothing about groups: that is meeting/.
"""
