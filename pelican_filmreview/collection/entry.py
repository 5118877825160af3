"""A Film in, what the collection keeps of it out: an entry, lean and ready to be pickled.

A film is read once, while its post is visited; reading it again for every list that it stands in
would take longer than all the rest. Ten thousand entries with their credits stay in memory until
the last page is written, so equal strings and ratings are kept once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sys import intern

from pelican_filmreview.film import Film, Kind, Person, Poster, Rating, Viewing
from pelican_filmreview.identity import year_of

# The jobs of which a person can have a page, in the order in which credits are kept. A studio is
# nobody. The first six are fields of a film, whose people have no roles.
CREW = ("director", "writer", "composer", "cinematographer", "editor", "producer")
ACTOR = "actor"
JOBS = (*CREW, ACTOR)


@dataclass(frozen=True, slots=True)
class CreditEntry:
    """One person in one job; `roles` are the characters, and `place` counts within the job."""

    name: str
    job: str
    place: int
    roles: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilmEntry:
    """What lists, people's pages, diary and statistics need of one film of one post.

    `year` is that of the release, four digits or empty; `released` an ISO date or empty;
    `minutes` 0 where the length is unknown; `poster` has its address as the block has it;
    `links` are pages about the film elsewhere, by site; `slug` is unique within the post;
    `hidden` are the parts of the block that the page does not show.
    """

    title: str
    slug: str
    kind: Kind
    original_title: str
    also_known_as: tuple[str, ...]
    year: str
    released: str
    rating: Rating | None
    favorite: bool
    credits: tuple[CreditEntry, ...]
    genres: tuple[str, ...]
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    series: str
    season: str
    episode: str
    minutes: int
    viewings: tuple[Viewing, ...]
    poster: Poster | None
    verdict: str
    links: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of the film's block on its page."""
        return f"film-{self.slug}"

    @property
    def decade(self) -> str:
        """The first year of the decade of its release, or empty."""
        return f"{self.year[:3]}0" if self.year else ""

    def credits_in(self, job: str) -> tuple[CreditEntry, ...]:
        """Give the credits of one job, in their order."""
        return tuple(credit for credit in self.credits if credit.job == job)


def make_entry(film: Film, hidden: Iterable[str] = ()) -> FilmEntry:
    """Make the entry of a film whose slug and poster are complete."""
    released = film.released.iso[:10] if film.released else ""
    return FilmEntry(
        title=film.title,
        slug=intern(film.slug),
        kind=film.kind,
        original_title=film.original_title if film.original_title != film.title else "",
        also_known_as=film.also_known_as,
        year=intern(year_of(film)),
        released=released,
        rating=_share_rating(film.rating),
        favorite=film.favorite,
        credits=tuple(_list_credits(film)),
        genres=_intern(film.genre),
        countries=_intern(film.country),
        languages=_intern(film.language),
        series=intern(film.series),
        season=film.season,
        episode=film.episode,
        minutes=film.runtime.minutes or 0 if film.runtime else 0,
        viewings=film.watched,
        poster=film.poster,
        verdict=film.verdict,
        links=tuple((intern(link.site), link.url) for link in film.links if link.site),
        hidden=_intern(tuple(hidden)),
    )


def _list_credits(film: Film) -> Iterator[CreditEntry]:
    for job in CREW:
        people: tuple[Person, ...] = getattr(film, job)
        for place, person in enumerate(people):
            yield CreditEntry(intern(person.name), job, place, (), person.same_as)
    for place, credit in enumerate(film.cast):
        roles = tuple(role.name for role in credit.roles)
        yield CreditEntry(intern(credit.actor.name), ACTOR, place, roles, credit.actor.same_as)


def _intern(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(intern, words))


def _share_rating(rating: Rating | None) -> Rating | None:
    """Give one object for all equal ratings; a blog has a few scores and many reviews."""
    if rating is None:
        return None
    # Decimal("9.50") and Decimal("9.5") are equal and not written alike.
    return _ratings.setdefault((rating, str(rating.value), str(rating.best)), rating)


_ratings: dict[tuple[Rating, str, str], Rating] = {}
