"""A text that is kept beside each post in, a few bytes out; and back again."""

from __future__ import annotations

import zlib

# The fastest level; and a window of 4 KB, as large as such a text, with tables to match: setting up
# the usual ones takes longer than packing the text.
_LEVEL, _WINDOW, _TABLES = 1, -12, 5
# What blocks have in common, the most frequent last (RFC 1950, 2.3). A text that was packed with
# other words does not come back, and Pelican's generator cache keeps such texts.
_COMMON = (
    b"discussion: comments:\nthoughts:\npros:\ncons:\nposter: {static}/images/poster_alt: imdb: tt0"
    b"\nwatched:\n  - date: 20original_title: quote:\n  text:   speaker: rating: 8/10\nfacts:\n"
    b"  source:   url: https://\nsynopsis:\n  text: runtime: 1\ncountry: United \nlanguage: English"
    b"\ngenre: Drama, Comedy\nverdict: The cast:\n  - as the \n  - as \nwriter: director: year: 19"
    b"\nyear: 20title: The "
)
_MOST = 50_000_000  # bytes of a text; nobody types that much


def pack(text: str) -> bytes:
    """Pack a text, lone surrogates included."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _TABLES, zdict=_COMMON)
    return packer.compress(text.encode("utf-8", "surrogatepass")) + packer.flush()


def checksum(text: str) -> int:
    """Give a number that tells, near enough, whether a text is still what it was."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def unpack(packed: bytes) -> str:
    """Give a packed text back.

    Raises ValueError where the bytes are not what `pack` gave, or would fill the memory: a few of
    them can stand for a thousand times as many.
    """
    unpacker = zlib.decompressobj(_WINDOW, zdict=_COMMON)
    try:
        text = unpacker.decompress(packed, _MOST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacker.eof:
        raise ValueError("too long, or cut off")
    return text.decode("utf-8", "surrogatepass")
