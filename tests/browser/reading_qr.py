"""Reads a QR code from its squares: the standard's fixed patterns and error correction from segno, the rest by hand."""

import segno
from segno import consts
from segno.encoder import Buffer, make_final_message

DATA = (consts.TYPE_DATA_DARK, consts.TYPE_DATA_LIGHT)
MASKS = (
    lambda y, x: (y + x) % 2,
    lambda y, x: y % 2,
    lambda y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)


def text_in(drawn: list[list[int]]) -> str:
    """What a code of medium error correction says, written as bytes. Fails if any square is not as the standard has it."""
    size = len(drawn)
    version = (size - 17) // 4
    for mask in range(8):
        like = segno.make("x", error="m", mode="byte", boost_error=False, version=version, mask=mask)
        kinds = [list(row) for row in like.matrix_iter(border=0, verbose=True)]
        plain = [list(row) for row in like.matrix_iter(border=0)]
        kinds[8][size - 9] = DATA[0]  # which segno counts to the format bits beside it
        fixed = [(y, x) for y in range(size) for x in range(size) if kinds[y][x] not in DATA]
        if all(drawn[y][x] == plain[y][x] for y, x in fixed):
            bits = [drawn[y][x] ^ (not MASKS[mask](y, x)) for y, x in _path(size) if kinds[y][x] in DATA]
            return _said(version, bits)
    raise AssertionError("no mask fits")


def _path(size: int):
    """The order in which squares are written: two columns at a time, up and down, from the right."""
    columns = [*range(size - 1, 6, -2), 5, 3, 1]
    for n, right in enumerate(columns):
        for y in range(size - 1, -1, -1) if n % 2 == 0 else range(size):
            yield from ((y, right), (y, right - 1))


def _said(version: int, bits: list[int]) -> str:
    words = [int("".join(map(str, map(int, bits[i : i + 8]))), 2) for i in range(0, len(bits) - 7, 8)]
    sizes = [i.num_data for i in consts.ECC[version][consts.ERROR_LEVEL_M] for _ in range(i.num_blocks)]
    blocks: list[list[int]] = [[] for _ in sizes]
    stream = iter(words)
    for n in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if n < size:
                block.append(next(stream))
    data = "".join(f"{word:08b}" for block in blocks for word in block)
    written = make_final_message(version, consts.ERROR_LEVEL_M, Buffer(map(int, data)))
    assert list(written.getbits()) == [int(b) for b in bits], "the error correction is right"
    assert data[:4] == "0100", "bytes"
    counted = 8 if version < 10 else 16
    length = int(data[4 : 4 + counted], 2)
    start = 4 + counted
    return bytes(int(data[start + 8 * i : start + 8 * i + 8], 2) for i in range(length)).decode()
