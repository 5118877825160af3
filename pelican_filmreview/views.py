"""A Film in, what each template sees of it out: plain values, ready to be printed.

Words and numbers are in the language of the post. Text is text, which the templates' environment
escapes; what is marked up here (a date, a link, a rating's numbers) is Markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from pelican_filmreview import labels
from pelican_filmreview.conversation import anchor_comment
from pelican_filmreview.derivatives import Derivative, choose_derivative
from pelican_filmreview.film import (
    Comment,
    Credit,
    Film,
    FilmDate,
    Link,
    Person,
    Poster,
    Rating,
    Text,
)
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.settings import Settings

# The people among the rows of the fact box, in their order.
_PEOPLE_ROWS = ("director", "writer", "composer", "cinematographer", "editor", "producer", "studio")


class Page(NamedTuple):
    """What templates know of the page: its language, and how addresses are written there."""

    lang: str
    settings: Settings
    link: Callable[[str], str]
    # Those of pelican-image-process, by name.
    transforms: Mapping[str, Any] = MappingProxyType({})


class RatingView(NamedTuple):
    """A rating, ready to be printed.

    `text` is the one text that says it, marked up, and `plain` the same without; `machine` says
    it to parsers alone. Drawings: `percent` and `rest` of a hundred, `stars` and how much of
    them is filled (a star is 20 wide), `glyph` (letter, percentage, the number in a ring), and
    `thumb`: up, down or sideways.
    """

    text: Markup
    plain: str
    machine: Markup
    value: str
    best: str
    percent: str
    rest: str
    badge: str
    stars: int
    fill: str
    glyph: str
    thumb: str
    label: str
    in_range: bool


def share_values(film: Film, page: Page) -> dict[str, Any]:
    """Give what every template of a film sees."""
    layout = film.layout or page.settings.layout
    return {"film": film, "layout": layout, **share_words(page)}


def share_words(page: Page) -> dict[str, Any]:
    """Give what every template sees, whether there is a film or not."""
    level = page.settings.heading_level
    return {
        "labels": labels.labels_for(page.lang, page.settings.labels),
        "lang": page.lang,
        "settings": page.settings,
        "heading": f"h{level}",
        "subheading": f"h{level + 1}",
        "link": page.link,
        "direction": labels.text_direction(page.lang),
    }


def view_rating(rating: Rating | None, page: Page, badge: str = "") -> RatingView | None:
    """Give a rating as templates print it; None where there is none.

    `badge` is the drawing that the film or the part asks for, before the site's.
    """
    if rating is None:
        return None
    # A blog has a few scores and many reviews: each is put into words once.
    key = (rating, page.lang, badge, page.settings.badge, id(page.settings.letters))
    known = _views.get(key)
    if known is not None:
        return known[1]
    if len(_views) > 500:
        _views.clear()
    view = _make_view(rating, page, badge)
    _views[key] = (page.settings.letters, view)
    return view


# Each with the table of letters whose id is in its key, so that no other one can come to have it
# in a later build of the same process.
_views: dict[tuple[object, ...], tuple[object, RatingView]] = {}


def _make_view(rating: Rating, page: Page, badge: str) -> RatingView:
    lang = page.lang
    value = labels.format_number(rating.value, lang) if rating.value is not None else ""
    best = labels.format_number(rating.best, lang)
    share = _share(rating)
    chosen = _choose_badge(rating, badge, page.settings.badge)
    text = _rating_text(rating, value, best, lang)
    stars = _count_stars(rating)
    return RatingView(
        text=text,
        plain=text.striptags(),
        machine=mark_machine_rating(rating),
        value=value,
        best=best,
        percent=_round(share * 100),
        rest=_round(100 - share * 100),
        badge=chosen,
        stars=stars,
        fill=_fill_stars(share, stars),
        glyph=_choose_glyph(rating, chosen, share, page),
        thumb=_point_thumb(rating, share),
        label=rating.label,
        in_range=rating.in_range,
    )


def _choose_badge(rating: Rating, asked: str, usual: str) -> str:
    if not rating.in_range:
        return "written"
    if rating.notation == "thumbs":
        return "thumbs"
    return asked or ("letter" if rating.notation == "letter" else usual)


def _share(rating: Rating) -> Decimal:
    """Give what a drawing fills: the part of the best, as "3 out of 5" says, also from 1 to 5."""
    if rating.value is None or not rating.in_range or rating.best == 0 or rating.worst < 0:
        return rating.fraction
    return rating.value / rating.best


def _round(number: Decimal) -> str:
    rounded = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".")


# How many stars are drawn; any other best is drawn on five.
_STAR_COUNTS = (3, 4, 6, 10)
_STAR_MARGIN, _STAR_WIDTH = Decimal(1), Decimal(18)  # the drawing of a star, 20 wide


def _count_stars(rating: Rating) -> int:
    if rating.best not in _STAR_COUNTS or (rating.best == 10 and rating.notation != "stars"):
        return 5
    return int(rating.best)


def _fill_stars(share: Decimal, stars: int) -> str:
    """Give where the filling ends: the space beside a star is no part of its fraction."""
    whole, fraction = divmod(share * stars, 1)
    return _round(whole * 20 + (_STAR_MARGIN + fraction * _STAR_WIDTH if fraction else 0))


def _choose_glyph(rating: Rating, badge: str, share: Decimal, page: Page) -> str:
    """Give what a badge shows in large beside the text, where the text itself is not that."""
    if badge == "percent" and rating.notation != "percent":
        whole = (share * 100).quantize(Decimal(1), ROUND_HALF_UP)
        return labels.format_percent(whole, page.lang)
    if badge == "letter" and rating.notation != "letter":
        return _nearest_letter(share, page.settings.letters)
    if badge == "ring" and rating.value is not None:
        number = labels.format_number(rating.value, page.lang)
        shown = rating.letter or number
        return shown if len(shown) <= 4 else ""
    return ""


def _nearest_letter(share: Decimal, letters: Mapping[str, Decimal]) -> str:
    lowest, highest = min(letters.values()), max(letters.values())
    points = lowest + share * (highest - lowest)
    return min(letters, key=lambda letter: (abs(letters[letter] - points), -letters[letter]))


def _point_thumb(rating: Rating, share: Decimal) -> str:
    """Give a thumb's direction; numbers need three fifths for an "up", as the review press has."""
    if rating.notation == "thumbs" and share == Decimal("0.5"):
        return "sideways"
    return "up" if share >= Decimal("0.6") else "down"


def _rating_text(rating: Rating, value: str, best: str, lang: str) -> Markup:
    """Give the one text that says the rating, its numbers marked up (microformats2 h-review)."""
    if not rating.in_range:
        return escape(rating.written)
    if rating.notation in ("letter", "thumbs", "percent"):
        shown = _say_without_best(rating, lang)
        number = Markup('<data class="p-rating" value="{}">{}</data>{}')
        return number.format(f"{rating.value:f}", shown, _machine_scale(rating))
    text = Markup(_out_of(lang)).format(
        Markup('<data class="p-rating" value="{}">{}</data>').format(f"{rating.value:f}", value),
        Markup('<data class="p-best" value="{}">{}</data>').format(f"{rating.best:f}", best),
    )
    return text + _machine_worst(rating)


def _say_without_best(rating: Rating, lang: str) -> str:
    if rating.notation == "letter":
        return rating.letter
    if rating.notation == "percent":
        return labels.format_percent(rating.value or Decimal(0), lang)
    thumb = _point_thumb(rating, _share(rating))
    return rating.written if thumb == "sideways" else labels.labels_for(lang)["thumbs_" + thumb]


def _hide(name: str, value: Decimal | None) -> Markup:
    return Markup('<data class="p-{}" value="{}" hidden></data>').format(name, f"{value:f}")


def _machine_worst(rating: Rating) -> Markup:
    """Say the worst score where a parser that assumes one to five would be wrong."""
    below = rating.value is not None and rating.value < 1
    return _hide("worst", rating.worst) if below or rating.worst > 1 else Markup("")


def _machine_scale(rating: Rating) -> Markup:
    return _hide("best", rating.best) + _machine_worst(rating)


def mark_machine_rating(rating: Rating | None) -> Markup:
    """Say a rating to parsers alone, for a block whose rating is read elsewhere on the page."""
    if rating is None or not rating.in_range:
        return Markup("")
    return _hide("rating", rating.value) + _machine_scale(rating)


@cache
def _out_of(lang: str) -> str:
    """Give "9.5 out of 10" as a pattern with two places, escaped."""
    return (
        str(escape(labels.rating_text("\x01", "\x02", lang)))
        .replace("\x01", "{0}")
        .replace("\x02", "{1}")
    )


def _title(film: Film, page: Page) -> dict[str, Any]:
    other = film.original_title if film.original_title != film.title else ""
    words = labels.labels_for(page.lang, page.settings.labels)
    kind = words["kind_" + film.kind] if film.kind != "film" else ""
    year: str = _year(film)
    if year and page.settings.collection:
        year = _await_link("year", year, year)
    return {"year": year, "kind": kind, "original_title": other}


def _year(film: Film) -> str:
    return film.year or (film.released.iso[:4] if film.released else "")


def _rating(film: Film, page: Page) -> dict[str, Any]:
    layout = film.layout or page.settings.layout
    badge = film.badge or ("number" if layout == "bare" else "")
    rating = view_rating(film.rating, page, badge)
    if not (rating or film.favorite):
        return {}
    legend = page.settings.legend_url
    return {"rating": rating, "legend_url": page.link(legend) if legend and rating else ""}


def _poster(film: Film, page: Page) -> dict[str, Any]:
    if film.poster is None:
        return {}
    label = labels.labels_for(page.lang, page.settings.labels)["poster_alt"]
    alt = film.poster.alt or labels.fill_label(label, title=film.title)
    layout = film.layout or page.settings.layout
    return {
        "poster": film.poster,
        "alt": alt,
        "src": page.link(film.poster.url),
        "derivative": view_derivative(film.poster, page, layout),
    }


def view_derivative(poster: Poster, page: Page, place: str) -> Derivative:
    """Give how a poster is processed in a layout, or in a "list"."""
    if not page.transforms:
        return _AS_IT_IS
    return choose_derivative(poster, page.settings.poster_transform, page.transforms, place)


_AS_IT_IS = Derivative()


class Row(NamedTuple):
    """A row of the fact box: the field, its label, and the values, printed with commas between."""

    name: str
    label: str
    values: tuple[str, ...]
    text: str


def _details(film: Film, page: Page) -> dict[str, Any]:
    rows = [
        Row(name, _label(page, name, len(values)), values, _join(values))
        for name, values in _detail_values(film, page)
        if values
    ]
    return {"rows": rows} if rows else {}


def _label(page: Page, name: str, count: int) -> str:
    key = (page.lang, name, count, id(page.settings.labels))
    known = _labels.get(key)
    if known is not None:
        return known[1]
    if len(_labels) > 500:
        _labels.clear()
    label = labels.count_label(page.lang, name, count, page.settings.labels)
    _labels[key] = (page.settings.labels, label)
    return label


# The labels of the fact box, looked up in each review; with the site's words, as for `_views`.
_labels: dict[tuple[str, str, int, int], tuple[object, str]] = {}


def _join(values: tuple[str, ...]) -> str:
    if len(values) == 1:
        return values[0]
    # Text is escaped by the template, all at once, unless some of it is marked up.
    is_marked_up = any(isinstance(value, Markup) for value in values)
    return Markup(", ").join(values) if is_marked_up else ", ".join(values)


def _detail_values(film: Film, page: Page) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "series", (film.series,) if film.series else ()
    yield "season", (film.season,) if film.season else ()
    yield "episode", (film.episode,) if film.episode else ()
    for name in _PEOPLE_ROWS:
        yield name, _mark_crew(name, film, page)
    if film.released is not None:
        yield "released", (mark_date(film.released, page.lang),)
    elif film.year and "title" not in page.settings.parts:  # the title has it
        yield "year", (film.year,)
    yield "genre", _mark_groups("genre", film.genre, page)
    yield "country", _mark_groups("country", film.country, page)
    yield "language", _mark_groups("language", film.language, page)
    if film.runtime is not None:
        yield "runtime", (_mark_runtime(film, page.lang),)
    yield "content_rating", (film.content_rating,) if film.content_rating else ()
    yield "based_on", film.based_on
    yield "also_known_as", film.also_known_as


def _mark_person(person: Person, page: Page) -> str:
    """Give a person's name, as a link where the block has one; text that templates escape."""
    if not person.url:
        return person.name
    return Markup('<a href="{}">{}</a>').format(page.link(person.url), person.name)


def _mark_crew(job: str, film: Film, page: Page) -> tuple[str, ...]:
    people: tuple[Person, ...] = getattr(film, job)
    if page.settings.collection and job != "studio":
        return tuple(_await_person(one, job, n, film, page) for n, one in enumerate(people))
    return tuple(_mark_person(person, page) for person in people)


def _await_person(person: Person, job: str, place: int, film: Film, page: Page) -> str:
    """Give a name that becomes a link if the person gets a page; the block's own address wins."""
    if person.url:
        return _mark_person(person, page)
    return _await_link("person", f"{film.slug} {job} {place}", person.name)


def _mark_groups(kind: str, names: tuple[str, ...], page: Page) -> tuple[str, ...]:
    if not page.settings.collection:
        return names
    return tuple(_await_link(kind, name, name) for name in names)


def _await_link(kind: str, key: str, text: str) -> Markup:
    """Give a text in an `a` without an address, which `collection.links` makes a link or opens."""
    return Markup('<a data-film-link="{} {}">{}</a>').format(kind, key, text)


def mark_date(date: FilmDate, lang: str) -> str:
    """Give a date in the words of the language, with the machine's form beside it."""
    if not date.iso:
        return date.written
    return _mark_time(date.iso, labels.format_date(date.iso, lang))


def _mark_time(machine: str, text: str) -> Markup:
    return Markup(f'<time datetime="{machine}">{escape(text)}</time>')


def _mark_runtime(film: Film, lang: str) -> str:
    runtime = film.runtime
    if runtime is None or runtime.minutes is None:
        return runtime.written if runtime else ""
    return _mark_time(f"PT{runtime.minutes}M", labels.format_minutes(runtime.minutes, lang))


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def _prose(name: str) -> Callable[[Film, Page], dict[str, Any]]:
    def values(film: Film, page: Page) -> dict[str, Any]:
        text = getattr(film, name)
        return {"paragraphs": _paragraphs(text)} if text else {}

    return values


def _list(name: str) -> Callable[[Film, Page], dict[str, Any]]:
    def values(film: Film, page: Page) -> dict[str, Any]:
        items = getattr(film, name)
        return {"items": items} if items else {}

    return values


class CreditView(NamedTuple):
    """A line of the cast list: the actor, roles with their notes, and notes on the credit.

    `billing` is all that follows the actor: "as Ye-sung (voice)".
    """

    actor: str
    role: str
    notes: str
    billing: str


def _cast(film: Film, page: Page) -> dict[str, Any]:
    if not film.cast:
        return {}
    word = labels.labels_for(page.lang, page.settings.labels)["as_role"]
    credits = [_view_credit(credit, page, word) for credit in film.cast]
    if page.settings.collection:
        credits = [
            view._replace(actor=_await_person(credit.actor, "actor", place, film, page))
            for place, (credit, view) in enumerate(zip(film.cast, credits, strict=True))
        ]
    fold = page.settings.cast_fold
    # A fold for one or two lines hides more than it saves.
    groups = [credits[:fold], credits[fold:]] if 0 < fold < len(credits) - 2 else [credits]
    label = labels.count_label(page.lang, "more_cast", len(groups[-1]), page.settings.labels)
    return {"credits": credits, "groups": groups, "fold_label": label}


def _view_credit(credit: Credit, page: Page, word: str) -> CreditView:
    roles = " / ".join(
        [role.name + _bracket(role.notes) if role.notes else role.name for role in credit.roles]
    )
    notes = _bracket(credit.notes) if credit.notes else ""
    billing = f"{word} {roles}{notes}" if roles else notes.lstrip()
    return CreditView(_mark_person(credit.actor, page), roles, notes, billing)


def _bracket(notes: tuple[str, ...]) -> str:
    return "".join([f" ({note})" for note in notes])


def _synopsis(film: Film, page: Page) -> dict[str, Any]:
    if film.synopsis is None:
        return {}
    return {
        "paragraphs": _paragraphs(film.synopsis.text),
        "source": _view_source(film.synopsis, page),
    }


def _view_source(text: Text, page: Page) -> Link | None:
    if not text.source and not text.url:
        return None
    return Link(page.link(text.url) if text.url else "", text.source or _host(text.url))


def _name_link(link: Link, page: Page) -> str:
    """Name a link by its host; a file of the site's own, `{filename}film.md`, by the kind of it."""
    if link.site and link.url[:1] in "{|":
        return labels.labels_for(page.lang, page.settings.labels)[link.site]
    return _host(link.url)


def _host(url: str) -> str:
    found = re.match(r"https?://(?:www\.)?([^/:?#]+)", url)
    return found[1] if found else url


def _facts(name: str) -> Callable[[Film, Page], dict[str, Any]]:
    def values(film: Film, page: Page) -> dict[str, Any]:
        items = [(fact.text, _view_source(fact, page)) for fact in getattr(film, name)]
        return {"items": items} if items else {}

    return values


def _pros(film: Film, page: Page) -> dict[str, Any]:
    return {"pros": film.pros, "cons": film.cons} if film.pros or film.cons else {}


def _scores(film: Film, page: Page) -> dict[str, Any]:
    if not film.scores:
        return {}
    plain = "number" if (film.layout or page.settings.layout) == "bare" else ""
    views = [
        (score, view_rating(score.rating, page, plain or (film.badge if score.reviewer else "bar")))
        for score in film.scores
    ]
    return {
        "aspects": [(score.name, view) for score, view in views if not score.reviewer],
        "reviewers": [(score.name, view) for score, view in views if score.reviewer],
    }


def _watched(film: Film, page: Page) -> dict[str, Any]:
    items = [
        {
            "date": mark_date(viewing.date, page.lang) if viewing.date else "",
            "place": ", ".join(part for part in (viewing.venue, viewing.medium) if part),
            "rewatch": viewing.rewatch,
            "rating": view_rating(viewing.rating, page, "number"),
            "note": viewing.note,
        }
        for viewing in film.watched
    ]
    return {"items": items} if items else {}


def _links(name: str) -> Callable[[Film, Page], dict[str, Any]]:
    def values(film: Film, page: Page) -> dict[str, Any]:
        items = [
            Link(
                page.link(link.url) if link.url else "",
                link.label or _name_link(link, page),
                link.site,
            )
            for link in getattr(film, name)
        ]
        return {"items": items} if items else {}

    return values


def _trailer(film: Film, page: Page) -> dict[str, Any]:
    if film.trailer is None:
        return {}
    thumbnail = film.trailer.thumbnail
    return {
        "trailer": film.trailer,
        "href": page.link(film.trailer.url),
        "still": page.link(thumbnail) if thumbnail else "",
    }


def _spoilers(film: Film, page: Page) -> dict[str, Any]:
    if not film.has_spoilers:
        return {}
    return {"paragraphs": _paragraphs(film.spoilers)}


def _discussion(film: Film, page: Page) -> dict[str, Any]:
    if not film.discussion:
        return {}
    href = page.settings.discussion_link
    return {"paragraphs": _paragraphs(film.discussion), "href": page.link(href) if href else ""}


_BLANK_LINES = compile_late(r"\n\s*\n")


class CommentView(NamedTuple):
    """What a reader says: `paragraphs` are lists of lines, `day` is the date in words.

    `answers` is the anchor of the comment that it answers, with the words for it; None where that
    is the one that the thread begins with.
    """

    anchor: str
    name: str
    url: str
    iso: str
    day: str
    rating: str
    paragraphs: list[list[str]]
    answers: tuple[str, str] | None


def _comments(film: Film, page: Page) -> dict[str, Any]:
    if not film.comments:
        return {}
    names = {comment.id: comment.name for comment in film.comments}
    threads: list[tuple[CommentView, list[CommentView]]] = []
    first = ""
    for comment in film.comments:
        if not comment.reply_to or not threads:
            first = comment.id
            threads.append((_view_comment(comment, film, page), []))
        else:
            other = comment.reply_to
            named = names[other] if other != first else ""
            threads[-1][1].append(_view_comment(comment, film, page, named))
    count = len(film.comments)
    return {"threads": threads, "count": count, "title": _label(page, "comments", count)}


def _view_comment(comment: Comment, film: Film, page: Page, answered: str = "") -> CommentView:
    words = labels.labels_for(page.lang, page.settings.labels)["in_reply_to"]
    answers = (
        anchor_comment(film.slug, comment.reply_to),
        labels.fill_label(words, name=answered),
    )
    rating = view_rating(comment.rating, page, "number")
    date = comment.date
    day = labels.format_date(date.iso, page.lang) if date and date.iso else ""
    return CommentView(
        anchor_comment(film.slug, comment.id),
        comment.name,
        comment.url,
        date.iso if date else "",
        day or (date.written if date else ""),
        rating.plain if rating else "",
        [part.strip().splitlines() for part in _BLANK_LINES.split(comment.text)],
        answers if answered else None,
    )


def view_part(part: str, film: Film, page: Page) -> dict[str, Any]:
    """Give what the template of a part sees; nothing where the film has nothing for it."""
    return _PART_VALUES[part](film, page)


_PART_VALUES: dict[str, Callable[[Film, Page], dict[str, Any]]] = {
    "poster": _poster,
    "title": _title,
    "tagline": _prose("tagline"),
    "rating": _rating,
    "details": _details,
    "quote": _list("quote"),
    "synopsis": _synopsis,
    "cast": _cast,
    "facts": _facts("facts"),
    "awards": _facts("awards"),
    "thoughts": _list("thoughts"),
    "pros": _pros,
    "spoilers": _spoilers,
    "verdict": _prose("verdict"),
    "scores": _scores,
    "watched": _watched,
    "where": _links("where"),
    "trailer": _trailer,
    "links": _links("links"),
    "disclosure": _prose("disclosure"),
    "discussion": _discussion,
    "comments": _comments,
    # Which other reviews there are is known when all are read: `collection.links` renders it.
    "related": lambda film, page: {},
}
