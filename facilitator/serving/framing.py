"""A message as the bytes that go over the wire: what a WebSocket text frame looks like. Sends nothing."""

import struct

TEXT = 0x81
"""A whole text message in one frame; nothing compressed."""


def text_frame(text: str) -> bytes:
    """One WebSocket text frame from a server, which masks nothing (RFC 6455, 5.2)."""
    body = text.encode()
    if len(body) < 126:
        return struct.pack("!BB", TEXT, len(body)) + body
    if len(body) < 65536:
        return struct.pack("!BBH", TEXT, 126, len(body)) + body
    return struct.pack("!BBQ", TEXT, 127, len(body)) + body
