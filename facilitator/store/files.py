"""Small files that hold keys: replaced whole, and overwritten before they go."""

import os
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Write, fsync, rename: after a crash there is the old file or the new one, never half of one. The old file's bytes
    are overwritten first where the file system lets them be reached."""
    beside = path.with_suffix(path.suffix + ".new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    old = open(path, "r+b") if path.exists() else None  # noqa: SIM115 - must outlive the rename
    os.replace(beside, path)
    sync_folder(path.parent)
    if old:
        with old:
            _zero(old)


def blot_out(path: Path) -> None:
    """Overwrites a file with nothing, where the file system lets its bytes be reached."""
    with open(path, "r+b") as file:
        _zero(file)


def _zero(file) -> None:  # type: ignore[no-untyped-def] # any binary file
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    file.write(b"\0" * size)
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Makes what was renamed or removed in a folder outlive a power cut."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
