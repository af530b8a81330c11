"""The dump attacker: whoever holds a full copy of the database, its logs and its backups tries to link names to words.

`people.py` lets simulated people meet on the real server, eager ones first in everything they do; `copies.py` takes the
files and reads from them whatever order they hold; `attack.py` tries every order on one side against every order on the
other, chooses the best on half of the meetings and scores it on the other half; `builds.py` has three builds that are
broken on purpose, which must be found. A short form runs in `make test`, the full one in `make bench`.
"""
