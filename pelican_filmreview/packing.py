"""A text that is kept beside each post in, a few bytes out; and back again."""

from __future__ import annotations

import zlib

# The fastest level; and a window of 4 KB, as large as such a text: setting up the usual one of
# 32 KB takes longer than packing the text.
_LEVEL, _WINDOW = 1, -12
_MOST = 50_000_000  # bytes of a text; nobody types that much


def pack(text: str) -> bytes:
    """Pack a text, lone surrogates included."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW)
    return packer.compress(text.encode("utf-8", "surrogatepass")) + packer.flush()


def checksum(text: str) -> int:
    """Give a number that tells, near enough, whether a text is still what it was."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def unpack(packed: bytes) -> str:
    """Give a packed text back.

    Raises ValueError where the bytes are not what `pack` gave, or would fill the memory: a few of
    them can stand for a thousand times as many.
    """
    unpacker = zlib.decompressobj(_WINDOW)
    try:
        text = unpacker.decompress(packed, _MOST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacker.eof:
        raise ValueError("too long, or cut off")
    return text.decode("utf-8", "surrogatepass")
