"""The texts of a post's blocks in, its films out, when somebody asks for them.

A film is a hundred small objects, and most builds look at it only while its post is visited. So a
post keeps the texts of its blocks, packed, and reads them again for a theme that asks.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

from pelican.contents import Content

from pelican_filmreview.film import Film, Poster
from pelican_filmreview.page import reading_of
from pelican_filmreview.settings import override_settings, read_settings

_FASTEST = 1  # zlib's level: what is kept is small, and read by few


@dataclass(frozen=True, slots=True)
class Packed:
    """The blocks of a post: their texts, and of each what the visit has added to the film."""

    texts: bytes
    added: tuple[tuple[str, Poster | None], ...]


def pack_films(shown: Iterable[tuple[str, Film]]) -> Packed:
    """Pack the texts of blocks with their films' slugs and measured posters."""
    shown = list(shown)
    texts = json.dumps([text for text, _ in shown]).encode()
    return Packed(
        zlib.compress(texts, _FASTEST), tuple((film.slug, film.poster) for _, film in shown)
    )


def _ignore(message: str) -> None:
    """Hear nothing: the visit has reported all there was."""


class PostFilms(Sequence[Film]):
    """What `article.films` is: a sequence of films, read when it is looked into."""

    __slots__ = ("_content", "_films", "packed")

    def __init__(self, content: Content, packed: Packed) -> None:
        self._content = content
        self.packed = packed
        self._films: tuple[Film, ...] | None = None

    def __reduce__(self) -> tuple[type[PostFilms], tuple[Content, Packed]]:
        """Pickle with the post, in Pelican's generator cache."""
        return PostFilms, (self._content, self.packed)

    def _read(self) -> tuple[Film, ...]:
        if self._films is None:
            self._films = tuple(self._parse())
        return self._films

    def _parse(self) -> Iterator[Film]:
        from pelican_filmreview.parse import parse_film

        content = self._content
        site = read_settings(content.settings, _ignore)
        reading = reading_of(content, override_settings(site, content.metadata, _ignore))
        texts = json.loads(zlib.decompress(self.packed.texts))
        for text, (slug, poster) in zip(texts, self.packed.added, strict=True):
            film = parse_film(text, reading).film
            if film is not None:
                yield replace(film, slug=slug, poster=poster)

    @overload
    def __getitem__(self, index: int) -> Film: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Film, ...]: ...

    def __getitem__(self, index: int | slice) -> Film | tuple[Film, ...]:
        return self._read()[index]

    def __iter__(self) -> Iterator[Film]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self.packed.added)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(other) == self._read()

    def __hash__(self) -> int:
        return hash(self.packed)
