"""The plan of the statistics in, what their template sees out: figures, charts and rankings.

A chart is drawn by its template, of numbers that are percentages of its size: so the type in it
keeps the size of the text on the narrowest phone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pelican_filmreview import labels
from pelican_filmreview.collection.diary import Seen
from pelican_filmreview.collection.gather import Listed
from pelican_filmreview.collection.statistics import Statistics, Tally

if TYPE_CHECKING:
    from pelican_filmreview.collection.views import _Filling

# The height of a chart is a hundred: values stand above the highest column, names below all.
_TOP, _BOTTOM = 14, 86
# How much of its place a column fills, and how wide, in hundredths of the chart, it gets at most.
_SHARE, _WIDEST = 0.76, 9.0
# The least width of a chart on a phone and elsewhere, and of its letters, in pixels.
_NARROW, _WIDE = 270, 560
_LETTER, _WIDE_LETTER, _SPACE = 7, 12, 5


@dataclass(slots=True)
class Column:
    """A column of a chart: its box in percent, `middle` its own middle, what stands at it.

    `shows_name` and `shows_value` say where there is room for these: `always`, `wide`, `never`.
    """

    name: str
    href: str
    value: str
    count: int
    x: str
    y: str
    width: str
    height: str
    middle: str
    shows_name: str
    shows_value: str


@dataclass(slots=True)
class Chart:
    """A row of columns, with what says it in words: `summary`, and heads for a table."""

    title: str
    summary: str
    name_head: str
    value_head: str
    columns: list[Column]


@dataclass(slots=True)
class Rank:
    """A line of a ranking: `share` is its part of the longest bar, in percent."""

    name: str
    href: str
    value: str
    share: str


@dataclass(slots=True)
class Ranking:
    """Names with numbers, the largest first, and heads for their table."""

    title: str
    name_head: str
    value_head: str
    rows: list[Rank]


@dataclass(slots=True)
class Figure:
    """A number, or a film, with what it is: `note` is a date or a length."""

    name: str
    value: Markup | str
    note: Markup | str = ""


def fill_statistics(page: _Filling) -> dict[str, Any]:
    """Give what the template of the statistics sees."""
    found: Statistics = page.plan.values["statistics"]
    return {
        "figures": list(_list_figures(found, page)),
        "ends": list(_list_ends(found, page)),
        # Of one film there is nothing to compare.
        "charts": list(_list_charts(found, page)) if len(found.films) > 1 else [],
        "rankings": list(_list_rankings(found, page)) if len(found.films) > 1 else [],
        "diary_href": page.href(page.look.collection.addresses.url("diary"))
        if found.viewings
        else "",
    }


def _number(number: int, page: _Filling) -> str:
    return labels.format_number(Decimal(number), page.plan.lang)


def _list_figures(found: Statistics, page: _Filling) -> Iterator[Figure]:
    words = page.look.words
    yield Figure(words["films"], _number(len(found.films), page))
    if found.reviews != len(found.films):
        yield Figure(words["reviews"], _number(found.reviews, page))
    if found.viewings:
        yield Figure(words["viewings_all"], _number(found.viewings, page))
        yield Figure(words["rewatches"], _number(found.rewatches, page))
    if found.minutes:
        hours = int((Decimal(found.minutes) / 60).quantize(Decimal(1), ROUND_HALF_UP))
        untimed = found.untimed
        note = page.look.count("films_untimed", untimed) if untimed else ""
        yield Figure(words["time_watched"], page.look.count("hours", hours), note)
    average = page.look.average_badge(page.look.collection.films)
    if average:
        yield Figure(words["average_rating"], average)


def _list_ends(found: Statistics, page: _Filling) -> Iterator[Figure]:
    """Give the films at the ends: first and last seen, longest and shortest."""
    words = page.look.words
    seen: tuple[tuple[str, Seen | None], ...] = (
        ("first_viewing", found.first),
        ("last_viewing", found.last),
    )
    for name, viewing in seen:
        if viewing is not None:
            date = labels.format_date(viewing.iso, page.plan.lang)
            when = Markup('<time datetime="{}">{}</time>').format(viewing.iso, date)
            yield Figure(words[name], _link_film(viewing.one, page), when)
    timed = (("longest_film", found.longest), ("shortest_film", found.shortest))
    for name, film in timed:
        if film is not None and found.longest is not found.shortest:
            length = labels.format_minutes(film.film.minutes, page.plan.lang)
            yield Figure(words[name], _link_film(film, page), length)


def _link_film(one: Listed, page: _Filling) -> Markup:
    return Markup('<a href="{}" dir="auto">{}</a>').format(page.href(one.url), one.film.title)


# --- charts -------------------------------------------------------------------------------------


def _list_charts(found: Statistics, page: _Filling) -> Iterator[Chart]:
    words, collection, lang = page.look.words, page.look.collection, page.plan.lang
    urls: dict[str, str] = page.plan.values["urls"]

    def name_decade(key: str) -> str:
        return labels.fill_label(words["decade_of"], year=labels.format_date(key, lang))

    if found.ratings:
        yield _draw_chart(
            (words["ratings"], words["rating"], words["reviews"]),
            found.ratings,
            lambda key: labels.format_number(Decimal(key), lang),
            lambda key: collection.group_url("rating", key),
            page,
        )
    if len(found.years) > 1:
        yield _draw_chart(
            (words["viewings_per_year"], words["year"], words["viewings_all"]),
            found.years,
            lambda key: labels.format_date(key, lang),
            lambda key: urls.get(key, ""),
            page,
        )
    if len(found.decades) > 1:
        yield _draw_chart(
            (words["films_per_decade"], words["decades"], words["films"]),
            found.decades,
            name_decade,
            lambda key: collection.group_url("decade", key),
            page,
        )


def _draw_chart(
    heads: tuple[str, str, str],
    tallies: Sequence[Tally],
    name: Callable[[str], str],
    find_url: Callable[[str], str],
    page: _Filling,
) -> Chart:
    """Draw a chart, from right to left where the language runs so."""
    most = max(tally.count for tally in tallies)
    peaks = [name(tally.key) for tally in tallies if tally.count == most]
    names = [name(tally.key) for tally in tallies]
    values = [_number(tally.count, page) for tally in tallies]
    is_rtl = labels.text_direction(page.plan.lang) == "rtl"
    shown_names, shown_values = _find_room(names), _find_room(values)
    columns = []
    for place, tally in enumerate(tallies):
        shown = shown_values[place] if tally.count != most else "always"
        across = len(tallies) - 1 - place if is_rtl else place
        columns.append(
            Column(
                names[place],
                page.href(find_url(tally.key)) if tally.count else "",
                values[place],
                tally.count,
                *_place_column(across, len(tallies), tally.count / most),
                shows_name=shown_names[place],
                shows_value=shown if tally.count else "never",
            )
        )
    summary = labels.fill_label(
        page.look.words["chart_summary"],
        title=heads[0],
        name=labels.join_names(peaks, page.plan.lang),
        n=_number(most, page),
    )
    return Chart(heads[0], summary, heads[1], heads[2], columns)


def _place_column(place: int, count: int, share: float) -> tuple[str, str, str, str, str]:
    """Give left edge, top, width, height and middle of a column, in percent of the chart."""
    slot = 100 / count
    width, middle = min(slot * _SHARE, _WIDEST), slot * (place + 0.5)
    height = (_BOTTOM - _TOP) * share
    numbers = (middle - width / 2, _BOTTOM - height, width, height, middle)
    x, y, wide, high, centre = (f"{number:.2f}%" for number in numbers)
    return x, y, wide, high, centre


def _find_room(texts: Sequence[str]) -> list[str]:
    """Say for each text below or above a column where there is room for it.

    Where there is none for all of them it is every second, third ... one, up to the last.
    """
    longest = max(_measure(text) for text in texts)
    narrow, wide = (-(-len(texts) * (longest + _SPACE) // size) for size in (_NARROW, _WIDE))
    narrow = -(-narrow // wide) * wide  # what is seen on a phone is seen elsewhere, too
    places = range(len(texts) - 1, -1, -1)
    return [
        "always" if place % narrow == 0 else "wide" if place % wide == 0 else "never"
        for place in places
    ]


def _measure(text: str) -> int:
    return sum(
        _WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else _LETTER for letter in text
    )


# --- rankings -----------------------------------------------------------------------------------


def _list_rankings(found: Statistics, page: _Filling) -> Iterator[Ranking]:
    words, count = page.look.words, page.look.count
    people = (
        ("top_directors", count("director", 1), found.directors),
        ("top_actors", words["cast"], found.actors),
    )
    for title, head, tallies in people:
        rows = ((one.person.name, one.person.url, one.count) for one in tallies)
        if tallies:
            yield Ranking(words[title], head, words["films"], _rank(rows, page))
    if found.countries:
        rows = ((one.group.name, one.group.url, one.count) for one in found.countries)
        head = count("country", 1)
        yield Ranking(words["top_countries"], head, words["films"], _rank(rows, page))


def _rank(rows: Iterable[tuple[str, str, int]], page: _Filling) -> list[Rank]:
    rows = list(rows)
    most = max(count for _, _, count in rows)
    return [
        Rank(name, page.href(url), _number(count, page), f"{100 * count / most:.2f}")
        for name, url, count in rows
    ]
