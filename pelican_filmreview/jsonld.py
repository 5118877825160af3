"""A Film and the facts of its page in, the schema.org Review out: built as a dict, written as JSON.

Terms and their types are those of schema.org 30; which of them are asked for, and in which form,
is in the search engines' guidelines on review snippets, movies and structured data in general.
What the page does not show is not said here either. Forms that every validator accepts are
preferred: one `@type` per node, the Movie nested in the Review, years as strings.

Precedence of the review's author: 1. the block, 2. the article, 3. the site's AUTHOR, 4. none:
then there is no Review, since a review without its author is no review to a search engine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from pelican_filmreview.conversation import anchor_comment
from pelican_filmreview.film import Comment, Credit, Film, Person, Rating, Trailer
from pelican_filmreview.identity import name_film, read_year, year_of

Json: TypeAlias = "str | int | float | list[Json] | dict[str, Json]"
Node: TypeAlias = "dict[str, Json]"
LanguageTag: TypeAlias = Callable[[str], "str | None"]

# A value that begins so is an address: no text of a block holds this character, which XML forbids.
_MARK = "\0"
# So are the pieces of a cast in waiting held apart: roles and persons. And so is its place marked.
_ROLE, _PERSON = "\0", "\1"
_CAST, _CAST_JSON = "\1", '"\\u0001"'
_MARK_JSON = '"\\u0000'
_ADDRESS = re.compile(r'"\\u0000([^"\\]*(?:\\.[^"\\]*)*)"')

# No name of a film has a quotation mark in it.
_NAMED = re.compile(r'^(\{"@id":)"[^"]*"')

# Review snippet guideline: an author's name has to be shorter than 100 characters.
MAX_AUTHOR = 100
# The contract's own bound: the opinion, short enough to be quoted.
MAX_DESCRIPTION = 200

TYPES = {
    "film": "Movie",
    "short": "Movie",
    "documentary": "Movie",
    "series": "TVSeries",
    "season": "TVSeason",
    "episode": "TVEpisode",
}


# What each part of a block shows. A part that a page leaves out says nothing here either: marked-up
# facts have to be visible to the reader (structured data guidelines, quality).
_WORK_TERMS = {
    "poster": ("image",),
    "details": (
        "director", "author", "producer", "musicBy", "editor", "genre", "inLanguage",
        "contentRating", "productionCompany", "countryOfOrigin", "datePublished", "duration",
    ),
    "cast": ("actor",),
    "awards": ("award",),
    "links": ("sameAs",),
    "trailer": ("trailer",),
}  # fmt: skip


class PageFacts(NamedTuple):
    """What a Review says about the page that it stands on; dates are ISO 8601 with zone, or empty.

    `absolute` turns an address of the block (`{static}` link, path, URL) into an absolute one.
    """

    url: str
    name: str
    authors: tuple[Person, ...]
    publisher: str
    publisher_url: str
    published: str
    modified: str
    language: str
    body: str
    absolute: Callable[[str], str]


def build_review(film: Film, language_tag: LanguageTag, hidden: Collection[str] = ()) -> Node:
    """Build what a Review says of its film.

    `language_tag` gives the BCP 47 tag for a language's name, or None; `hidden` are the parts of
    the block that the page does not show. Addresses are left to `finish_reviews`.
    """
    review: Node = {
        "author": _authors(film.author),
        "name": film.title,
        "description": "" if "verdict" in hidden else shorten(film.verdict, MAX_DESCRIPTION),
        "reviewRating": _ratings(film, hidden),
        "itemReviewed": build_work(film, language_tag, hidden),
    }
    if film.comments and "comments" not in hidden:
        review["comment"] = [_comment(film, comment) for comment in film.comments]
        review["commentCount"] = len(film.comments)
    node = _node("Review", review)
    if film.author and "author" not in node:
        node["author"] = []  # the page's author did not write this review
    return node


class Waiting(NamedTuple):
    """What a Review says of its film, as JSON, until the page is written.

    `terms` are lines: a term, then its value, in turn. `cast` is in its own short form, empty where
    the terms hold it: performances are half of what a Review says, and so a third as large.
    """

    terms: str
    cast: str

    @property
    def has_links(self) -> bool:
        """Whether an address in it is Pelican's to resolve."""
        return _MARK_JSON + "{" in self.terms or _MARK_JSON + "|" in self.terms


def write_review(review: Node) -> Waiting:
    """Write what `build_review` gives."""
    casts: list[str] = []
    lines: list[str] = []
    for term, value in review.items():
        whole = _set_cast_aside(value, casts) if term == "itemReviewed" else value
        lines += (term, _write(whole))
    return Waiting("\n".join(lines), casts[0] if casts else "")


def finish_reviews(
    films: Iterable[tuple[str, Waiting]], page: PageFacts, names: Sequence[str] = ()
) -> str:
    """Give the JSON-LD of a page from its anchors and their Reviews; empty without an author.

    One document: the Review, or a graph of several. Safe inside a script element. `names` are what
    the site calls the films where that is not what their blocks say; there all may have one, which
    may be empty.
    """
    own = {
        "url": page.url,
        "name": page.name,
        "datePublished": page.published,
        "dateModified": page.modified,
        "inLanguage": page.language,
        "reviewBody": page.body,
    }
    shared = {term: _write(value) for term, value in own.items() if value}
    if page.publisher:
        shared["publisher"] = _write_publisher(page.publisher, page.publisher_url)
    author = _write_authors(page.authors)
    reviews = []
    for number, (anchor, waiting) in enumerate(films):
        lines = waiting.terms.split("\n")
        terms = dict(zip(lines[::2], lines[1::2], strict=True))
        if names and names[number]:
            terms["itemReviewed"] = _rename(terms["itemReviewed"], names[number])
        # 1. what the page says, 2. for the author only: what the block says before it
        by = terms.get("author", author)
        if by and by != _NOBODY:
            terms |= {**shared, "@id": _write(f"{page.url}#{anchor}"), "author": by}
            reviews.append(_finish_terms(terms, waiting.cast, page))
    if not reviews:
        return ""
    if len(reviews) == 1:
        return f'{{"@context":"https://schema.org",{reviews[0]}}}'
    graph = ",".join([f"{{{review}}}" for review in reviews])
    return f'{{"@context":"https://schema.org","@graph":[{graph}]}}'


def _rename(work: str, name: str) -> str:
    """Give what is written of a work another `@id`, which is the first of its sorted terms."""
    return _NAMED.sub(lambda found: found[1] + _write(_address(name)), work, count=1)


def _finish_terms(terms: dict[str, str], cast: str, page: PageFacts) -> str:
    """Give a Review's terms in one, with its cast and with addresses that only the page knows."""
    text = ",".join([f'"{term}":{terms[term]}' for term in sorted(terms)])
    if cast:
        text = text.replace(_CAST_JSON, _escape(_write_cast(cast)), 1)
    if _MARK_JSON not in text:
        return text
    return _ADDRESS.sub(lambda found: _write(page.absolute(json.loads(f'"{found[1]}"'))), text)


@lru_cache(maxsize=256)
def _write_publisher(name: str, url: str) -> str:
    return _write(_node("Organization", {"name": name, "url": url}))


@lru_cache(maxsize=256)
def _write_authors(authors: tuple[Person, ...]) -> str:
    """Write the page's authors, as one where it is one; empty where no name is short enough."""
    people = _authors(authors)
    return _write(people[0] if len(people) == 1 else people) if people else ""


def _write(value: Json) -> str:
    """Write JSON that is safe inside a script element.

    ASCII throughout: `<`, `>` and `&` are escaped so that no text can close the element or open a
    comment (HTML 13.1.2, restrictions on script), and non-ASCII needs no encoding to agree on.
    """
    return _escape(_ENCODER.encode(value))


def _escape(text: str) -> str:
    for sign, code in _ESCAPED:
        if sign in text:  # a look costs a hundredth of a replacement
            text = text.replace(sign, code)
    return text


_ESCAPED = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))


# The author of a review whose own author's name is too long.
_NOBODY = "[]"
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def _address(url: str) -> str:
    """Mark an address that only the page can make absolute."""
    return _MARK + url if url else ""


def build_work(film: Film, language_tag: LanguageTag, hidden: Collection[str]) -> Node:
    """Build the Movie, or the series, season or episode, that is reviewed."""
    kind = TYPES[film.kind]
    names = (
        "" if "title" in hidden else film.original_title,
        *(() if "details" in hidden else film.also_known_as),
    )
    work: Node = {
        "@id": _address(name_film(film, year_of(film), _list_links(film))),
        "name": film.title,
        "alternateName": [name for name in dict.fromkeys(names) if name and name != film.title],
        "image": _address(film.poster.url) if film.poster else "",
        "director": _people(film.director),
        "author": _people(film.writer),
        "producer": _people(film.producer),
        "musicBy": _people(film.composer),
        "editor": _people(film.editor),
        "actor": _gather_cast(film.cast),
        "genre": list(film.genre),
        "inLanguage": list(dict.fromkeys(filter(None, map(language_tag, film.language)))),
        "contentRating": film.content_rating,
        "productionCompany": [_organisation(studio) for studio in film.studio],
        "countryOfOrigin": [{"@type": "Country", "name": name} for name in film.country],
        "award": [award.text for award in film.awards],
        "sameAs": [link.url for link in film.links if link.site],
        "trailer": _trailer(film.trailer, film.title) if film.trailer else {},
    }
    work.update(_dates(film, kind))
    work.update(_series(film, kind))
    if kind == "TVSeason":
        del work["musicBy"]  # the one property here that schema.org does not give a season
    for part in hidden:
        for term in _WORK_TERMS.get(part, ()):
            work.pop(term, None)
    return _node(kind, work)


def _list_links(film: Film) -> Iterator[tuple[str, str]]:
    return ((link.site, link.url) for link in film.links)


def _comment(film: Film, comment: Comment) -> Node:
    """Give what a reader says; not what the reader would rate, which is no rating of the review.

    Threads are told by `parentItem` and not nested, since there is no end to how deep one goes.
    """
    terms: Node = {
        "@id": _address("#" + anchor_comment(film.slug, comment.id)),
        "author": {"@type": "Person", "name": shorten(comment.name, MAX_AUTHOR - 1)},
        "datePublished": comment.date.iso if comment.date else "",
        "text": comment.text,
    }
    if comment.reply_to:
        parent = anchor_comment(film.slug, comment.reply_to)
        terms["parentItem"] = {"@id": _address("#" + parent)}
    return _node("Comment", terms)


def _dates(film: Film, kind: str) -> Node:
    released = film.released.iso[:10] if film.released else ""
    dates: Node = {"datePublished": released, "dateCreated": read_year(film.year)}
    # `duration` is a property of Movie and Episode (schema.org), not of a series as a whole.
    if film.runtime and film.runtime.minutes and kind in ("Movie", "TVEpisode"):
        dates["duration"] = f"PT{film.runtime.minutes}M"
    return dates


def _series(film: Film, kind: str) -> Node:
    if kind not in ("TVSeason", "TVEpisode"):
        return {}
    series = _node("TVSeries", {"name": film.series}) if film.series else {}
    if kind == "TVSeason":
        return {"seasonNumber": film.season, "partOfSeries": series}
    season = _node("TVSeason", {"seasonNumber": film.season}) if film.season else {}
    return {"episodeNumber": film.episode, "partOfSeries": series, "partOfSeason": season}


def _ratings(film: Film, hidden: Collection[str]) -> Json:
    """Give the film's rating, aspects and further reviewers' scores as further ones.

    A rating outside its own scale is not published: the guideline on review snippets has the
    value within worstRating and bestRating.
    """
    ratings: list[Json] = []
    if film.rating is not None and film.rating.in_range and "rating" not in hidden:
        ratings.append(_rating(film.rating))
    for score in film.scores:
        if score.rating.in_range and "scores" not in hidden:
            node = _rating(score.rating)
            if score.reviewer:
                node["author"] = {"@type": "Person", "name": score.name}
            else:
                node["reviewAspect"] = score.name
            ratings.append(node)
    return ratings[0] if len(ratings) == 1 else ratings


def _rating(rating: Rating) -> Node:
    value = rating.value if rating.value is not None else Decimal(0)
    return {
        "@type": "Rating",
        "ratingValue": exact_number(value),
        "bestRating": exact_number(rating.best),
        "worstRating": exact_number(rating.worst),
    }


def exact_number(value: Decimal) -> int | float | str:
    """Give a number as JSON writes it: with a decimal point, and no more digits than it has.

    One with more digits than a float holds is given as text, which schema.org takes as well.
    """
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    return number if Decimal(repr(number)) == value else f"{value:f}"


def _authors(authors: tuple[Person, ...]) -> list[Json]:
    return [_person(author) for author in authors if author.name and len(author.name) < MAX_AUTHOR]


def _people(people: tuple[Person, ...]) -> list[Json]:
    return [_person(person) for person in people]


def _person(person: Person) -> Node:
    if not person.url and not person.same_as:
        return {"@type": "Person", "name": person.name}
    return _node("Person", _names(person))


def _organisation(studio: Person) -> Node:
    return _node("Organization", _names(studio))


def _names(person: Person) -> Node:
    return {"name": person.name, "url": person.url, "sameAs": list(person.same_as)}


def _gather_cast(cast: tuple[Credit, ...]) -> Json:
    """Give the performances; in one text, until the page is written, where all are plain names.

    They are half of what a Review says, and as text a third as large.
    """
    if any(credit.actor.url or credit.actor.same_as for credit in cast):
        return [_performance(c.actor, [role.name for role in c.roles]) for c in cast]
    return _PERSON.join(
        [_ROLE.join([credit.actor.name, *[role.name for role in credit.roles]]) for credit in cast]
    )


def _set_cast_aside(work: Json, casts: list[str]) -> Json:
    """Put a mark in the place of a cast that is one text, and that text to the others."""
    cast = work.get("actor") if isinstance(work, dict) else None
    if not isinstance(work, dict) or not isinstance(cast, str):
        return work
    casts.append(cast)
    return {**work, "actor": _CAST}


def _write_cast(cast: str) -> str:
    """Write the performances of a cast that is one text, as `_performance` and JSON would.

    Making nodes of them that are written at once would take four times as long.
    """
    written = []
    for credit in cast.split(_PERSON):
        name, *roles = map(_ENCODER.encode, credit.split(_ROLE))
        person = f'{{"@type":"Person","name":{name}}}'
        if roles:
            part = roles[0] if len(roles) == 1 else f"[{','.join(roles)}]"
            person = f'{{"@type":"PerformanceRole","actor":{person},"characterName":{part}}}'
        written.append(person)
    return written[0] if len(written) == 1 else f"[{','.join(written)}]"


def _performance(actor: Person, roles: list[str]) -> Node:
    """Give a Person, or where a role is known the PerformanceRole around the person."""
    person = _person(actor)
    if not roles:
        return person
    names: list[Json] = [*roles]
    return {
        "@type": "PerformanceRole",
        "actor": person,
        "characterName": names[0] if len(names) == 1 else names,
    }


def _trailer(trailer: Trailer, title: str) -> Node:
    """Give the VideoObject; the video guideline requires a thumbnail and an upload date."""
    if not trailer.thumbnail or not trailer.uploaded:
        return {}
    return _node(
        "VideoObject",
        {
            "name": trailer.name or title,
            "description": trailer.description,
            "url": _address(trailer.url),
            "thumbnailUrl": _address(trailer.thumbnail),
            "uploadDate": trailer.uploaded,
        },
    )


def shorten(text: str, limit: int) -> str:
    """Cut a text at a word's end to at most `limit` characters, with an ellipsis if it is cut."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _node(kind: str, terms: Node) -> Node:
    """Give a node of the vocabulary without its empty terms; a list of one is that one."""
    given: Node = {
        term: value[0] if isinstance(value, list) and len(value) == 1 else value
        for term, value in terms.items()
        if value
    }
    return {"@type": kind, **given}
