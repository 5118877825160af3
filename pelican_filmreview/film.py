"""The film model: what every door leads to and every output is made from.

Nothing here knows YAML, HTML, schema.org or Pelican. All values are converted and checked
before they get here (`parse`), are never changed afterwards, and pickle, since Pelican's
generator cache pickles whole articles. Text is plain text: escaping is the business of the
outputs. Everything is a named tuple, which is made in a third of the time that a frozen data
class takes, and there are a hundred in a film.
"""

# No postponed annotations: up to Python 3.13 a named tuple compiles each of them when its class is
# made, one by one, which would make the import of this module half as long again.

from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["film", "short", "documentary", "series", "season", "episode"]
Notation = Literal["number", "stars", "letter", "percent", "thumbs", "none"]


class Rating(NamedTuple):
    """A score, exactly as given.

    `value` is None where the author wrote something that is no score on any scale (it is then
    shown as written), and `in_range` is False where it lies outside `worst` and `best`.
    """

    value: Decimal | None
    best: Decimal
    worst: Decimal
    notation: Notation = "number"
    label: str = ""
    written: str = ""
    letter: str = ""

    @property
    def in_range(self) -> bool:
        """Whether the value can be drawn and published as it stands."""
        return self.value is not None and self.worst <= self.value <= self.best

    @property
    def fraction(self) -> Decimal:
        """The value's place between worst and best, 0 to 1; 0 where it has none."""
        if self.value is None or not self.in_range or self.best == self.worst:
            return Decimal(0)
        return (self.value - self.worst) / (self.best - self.worst)


class Person(NamedTuple):
    """Somebody credited, or an organisation, with pages about them."""

    name: str
    url: str = ""
    same_as: tuple[str, ...] = ()


class Role(NamedTuple):
    """A character, and how the part was played: `notes` holds "voice", "uncredited" and so on."""

    name: str
    notes: tuple[str, ...] = ()


class Credit(NamedTuple):
    """One line of a cast list: an actor, the roles, and notes on the credit as a whole."""

    actor: Person
    roles: tuple[Role, ...] = ()
    notes: tuple[str, ...] = ()


class Text(NamedTuple):
    """Words, with whom they are borrowed from."""

    text: str
    source: str = ""
    url: str = ""


class Quote(NamedTuple):
    """A line of the film: `speaker` is the character, `actor` who says it."""

    text: str
    speaker: str = ""
    actor: str = ""


class Link(NamedTuple):
    """A page about the film; `site` is the field that it came from, such as imdb, or empty."""

    url: str
    label: str = ""
    site: str = ""


class Poster(NamedTuple):
    """A picture; `url` may be a `{static}` link, sizes are pixels and 0 where unknown."""

    url: str
    alt: str = ""
    width: int = 0
    height: int = 0


class Trailer(NamedTuple):
    """A video elsewhere. `thumbnail` and `uploaded` make it complete enough for search engines."""

    url: str
    name: str = ""
    description: str = ""
    thumbnail: str = ""
    uploaded: str = ""


class FilmDate(NamedTuple):
    """A date as far as it is known: `iso` is `2013`, `2013-01`, `2013-01-23`, or empty.

    A time of day may follow a full date (ISO 8601). `written` is the author's own wording.
    """

    iso: str
    written: str


class Runtime(NamedTuple):
    """A length in whole minutes (None where the wording gives none) and the author's wording."""

    minutes: int | None
    written: str


class Viewing(NamedTuple):
    """One time the film was watched."""

    date: FilmDate | None = None
    venue: str = ""
    medium: str = ""
    rewatch: bool = False
    rating: Rating | None = None
    note: str = ""


class Score(NamedTuple):
    """A rating of one aspect, or by one of several reviewers (`reviewer` is True then)."""

    name: str
    rating: Rating
    reviewer: bool = False


class Comment(NamedTuple):
    """What a reader says. `id` names it within its film, `reply_to` is the id of what it answers.

    `text` has a line break where the reader made one, and a blank line between paragraphs.
    """

    name: str
    text: str
    date: FilmDate | None = None
    rating: Rating | None = None
    url: str = ""
    id: str = ""
    reply_to: str = ""


class Film(NamedTuple):
    """One reviewed film, or series, season or episode, with what the reviewer says about it."""

    title: str
    slug: str = ""
    kind: Kind = "film"
    rating: Rating | None = None
    favorite: bool = False
    poster: Poster | None = None
    original_title: str = ""
    also_known_as: tuple[str, ...] = ()
    tagline: str = ""
    year: str = ""
    released: FilmDate | None = None
    director: tuple[Person, ...] = ()
    writer: tuple[Person, ...] = ()
    producer: tuple[Person, ...] = ()
    composer: tuple[Person, ...] = ()
    cinematographer: tuple[Person, ...] = ()
    editor: tuple[Person, ...] = ()
    studio: tuple[Person, ...] = ()
    cast: tuple[Credit, ...] = ()
    genre: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    runtime: Runtime | None = None
    content_rating: str = ""
    series: str = ""
    season: str = ""
    episode: str = ""
    based_on: tuple[str, ...] = ()
    synopsis: Text | None = None
    quote: tuple[Quote, ...] = ()
    facts: tuple[Text, ...] = ()
    awards: tuple[Text, ...] = ()
    thoughts: tuple[str, ...] = ()
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    verdict: str = ""
    scores: tuple[Score, ...] = ()
    spoilers: str = ""
    has_spoilers: bool = False
    watched: tuple[Viewing, ...] = ()
    where: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    trailer: Trailer | None = None
    disclosure: str = ""
    discussion: str = ""
    # In the order of the page: what starts a thread, then all that answers it.
    comments: tuple[Comment, ...] = ()
    author: tuple[Person, ...] = ()
    layout: str = ""
    badge: str = ""

    # What a block has as fields of their own and the model as parts of something: themes may ask
    # for it by the field's name.

    @property
    def best(self) -> Decimal | None:
        """The best score that the rating is out of."""
        return self.rating.best if self.rating is not None else None

    @property
    def worst(self) -> Decimal | None:
        """The worst score that the rating could be."""
        return self.rating.worst if self.rating is not None else None

    @property
    def poster_alt(self) -> str:
        """What the poster shows."""
        return self.poster.alt if self.poster is not None else ""

    @property
    def synopsis_source(self) -> str:
        """Whose words the synopsis is."""
        return self.synopsis.source if self.synopsis is not None else ""

    @property
    def synopsis_url(self) -> str:
        """Where the synopsis is from."""
        return self.synopsis.url if self.synopsis is not None else ""

    @property
    def imdb(self) -> str:
        """The film's address at IMDb, or empty, as with the other sites."""
        return self._address_at("imdb")

    @property
    def tmdb(self) -> str:
        """The film's address at TMDB."""
        return self._address_at("tmdb")

    @property
    def letterboxd(self) -> str:
        """The film's address at Letterboxd."""
        return self._address_at("letterboxd")

    @property
    def wikidata(self) -> str:
        """The film's address at Wikidata."""
        return self._address_at("wikidata")

    @property
    def rotten_tomatoes(self) -> str:
        """The film's address at Rotten Tomatoes."""
        return self._address_at("rotten_tomatoes")

    @property
    def douban(self) -> str:
        """The film's address at Douban."""
        return self._address_at("douban")

    @property
    def website(self) -> str:
        """The address of the film's own site."""
        return self._address_at("website")

    def _address_at(self, site: str) -> str:
        return next((link.url for link in self.links if link.site == site), "")
