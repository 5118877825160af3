"""The texts of a post's blocks in, its films out, when somebody asks for them.

A film is a hundred small objects, and most builds look at it only while its post is visited. So a
post keeps the texts of its blocks, and reads them again for a theme that asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

from pelican.contents import Content

from pelican_filmreview.film import Comment, Film, Poster
from pelican_filmreview.page import reading_of
from pelican_filmreview.settings import override_settings, read_settings


class Packed(NamedTuple):
    """A block of a post as it is kept: its text in UTF-8, and what the visit has added."""

    text: bytes
    slug: str
    poster: Poster | None
    # Where files beside the post hold comments: all those of the film.
    comments: tuple[Comment, ...] = ()


# A block may hold half of a character, as JSON writes it.
_UTF_8 = ("utf-8", "surrogatepass")


def encode_text(text: str) -> bytes:
    """Give a block's text as it is kept: in memory, one Korean name doubles all of its letters."""
    return text.encode(*_UTF_8)


def _ignore(message: str) -> None:
    """Hear nothing: the visit has reported all there was."""


class PostFilms(Sequence[Film]):
    """What `article.films` is: a sequence of films, read when it is looked into."""

    __slots__ = ("_content", "_films", "packed")

    def __init__(self, content: Content, packed: tuple[Packed, ...]) -> None:
        self._content = content
        self.packed = packed
        self._films: tuple[Film, ...] | None = None

    def __reduce__(self) -> tuple[type[PostFilms], tuple[Content, tuple[Packed, ...]]]:
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
        for packed in self.packed:
            film = parse_film(packed.text.decode(*_UTF_8), reading).film
            if film is not None and packed.comments:
                film = film._replace(comments=packed.comments)
            if film is not None:
                yield film._replace(slug=packed.slug, poster=packed.poster)

    @overload
    def __getitem__(self, index: int) -> Film: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Film, ...]: ...

    def __getitem__(self, index: int | slice) -> Film | tuple[Film, ...]:
        return self._read()[index]

    def __iter__(self) -> Iterator[Film]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self.packed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(other) == self._read()

    def __hash__(self) -> int:
        return hash(self.packed)
