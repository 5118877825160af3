"""A Film in, the HTML of its parts out, through templates that a theme may override.

Templates are looked for under `filmreview/` in the site's overrides, then in the theme, then
here. They see plain values that are ready to be printed; text is escaped by the environment,
which, unlike Pelican's own, escapes everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, Template, TemplateError
from markupsafe import Markup, escape

from pelican_filmreview import labels
from pelican_filmreview.film import Credit, Film, FilmDate, Link, Person, Rating, Text
from pelican_filmreview.settings import PARTS, Settings

TEMPLATES = Path(__file__).parent / "templates"
STYLESHEET = "filmreview/filmreview.css"

# Parts that stand beside the poster; the people among the rows of the fact box, in their order.
_HEAD_PARTS = ("title", "tagline", "rating", "details")
_PEOPLE_ROWS = ("director", "writer", "composer", "cinematographer", "editor", "producer", "studio")


class BrokenTemplate(Exception):
    """A template of the theme cannot be used; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """What templates know of the page: its language, and how addresses are written there."""

    lang: str
    settings: Settings
    link: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class RatingView:
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


class Renderer:
    """Renders films through the templates of one build."""

    def __init__(self, folders: list[str]) -> None:
        self.folders = [*folders, str(TEMPLATES)]
        loaders = [FileSystemLoader(folders)] if folders else []
        self.env = Environment(
            loader=ChoiceLoader([*loaders, FileSystemLoader(TEMPLATES)]),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,
        )
        self.own = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates: dict[str, Template] = {}

    def render_parts(
        self, film: Film, page: Page, report: Callable[[str], None]
    ) -> dict[str, Markup]:
        """Render every part that the film has something for, by name, in the page's order."""
        shared = _shared(film, page)
        parts: dict[str, Markup] = {}
        for part in PARTS:
            values = _PART_VALUES[part](film, page)
            if values:
                html = self._render(part, {**shared, **values}, report)
                if html:
                    parts[part] = Markup(html)
        return parts

    def render_block(
        self,
        film: Film,
        page: Page,
        parts: Mapping[str, Markup],
        anchor: str,
        layout: str,
        report: Callable[[str], None],
    ) -> str:
        """Render a film's block around the parts that are shown in it."""
        values = {
            **_shared(film, page),
            "parts": parts,
            "anchor": anchor,
            "layout": layout,
            "machine_rating": "" if "rating" in parts else _machine_rating(film.rating),
            "head_parts": [html for part, html in parts.items() if part in _HEAD_PARTS],
            "body_parts": [
                html for part, html in parts.items() if part not in _HEAD_PARTS and part != "poster"
            ],
        }
        return self._render("review", values, report)

    def render_placed(
        self,
        film: Film,
        page: Page,
        part: str,
        html: Markup,
        anchor: str,
        report: Callable[[str], None],
    ) -> str:
        """Render the frame of a part that stands elsewhere in the prose."""
        values = {**_shared(film, page), "part": part, "html": html, "anchor": anchor}
        return self._render("part", values, report)

    def stylesheet(self) -> str:
        """Give the stylesheet: the site's, the theme's, or ours."""
        source, _, _ = _loader(self.env).get_source(self.env, STYLESHEET)
        return source

    def _render(self, name: str, values: dict[str, Any], report: Callable[[str], None]) -> str:
        """Render a template; where the theme's fails, say so and render ours."""
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self._load(name, report)
        try:
            return _tidy(_fill(template, values))
        except Exception as error:  # noqa: BLE001 - a template may raise anything at all
            report(_describe(name, error))
        return _tidy(_fill(self.own.get_template(f"filmreview/{name}.html"), values))

    def _load(self, name: str, report: Callable[[str], None]) -> Template:
        try:
            _, filename, _ = _loader(self.env).get_source(self.env, f"filmreview/{name}.html")
            # Ours only extends the one in `_base`: asking for that saves a level in each part.
            is_ours = filename == str(TEMPLATES / "filmreview" / f"{name}.html")
            return self.env.get_template(f"filmreview/{'_base/' if is_ours else ''}{name}.html")
        except (TemplateError, UnicodeDecodeError, OSError) as error:
            report(_describe(name, error))
            return self.own.get_template(f"filmreview/{name}.html")


def _fill(template: Template, values: dict[str, Any]) -> str:
    """Render a template, as its `render` does, without copying the values for each part."""
    context = template.new_context({**template.globals, **values}, shared=True)
    return "".join(template.root_render_func(context))


def _loader(env: Environment) -> ChoiceLoader:
    if not isinstance(env.loader, ChoiceLoader):
        raise TypeError(env.loader)
    return env.loader


def _describe(name: str, error: Exception) -> str:
    where = getattr(error, "lineno", None)
    line = f", line {where}" if where else ""
    return (
        f"the template filmreview/{name}.html{line} cannot be used "
        f"({type(error).__name__}: {error}); the plugin's own was used instead"
    )


def _tidy(html: str) -> str:
    """Take the white space that templates leave between lines away."""
    return _BREAKS.sub("\n", html).strip()


_BREAKS = re.compile(r"\s*\n\s*")


# --- what each template sees ----------------------------------------------------------------------


def _shared(film: Film, page: Page) -> dict[str, Any]:
    level = page.settings.heading_level
    return {
        "film": film,
        "labels": labels.labels_for(page.lang, page.settings.labels),
        "lang": page.lang,
        "settings": page.settings,
        "heading": f"h{level}",
        "subheading": f"h{level + 1}",
        "link": page.link,
        "layout": film.layout or page.settings.layout,
        "direction": labels.text_direction(page.lang),
    }


def view_rating(rating: Rating | None, page: Page, badge: str = "") -> RatingView | None:
    """Give a rating as templates print it; None where there is none.

    `badge` is the drawing that the film or the part asks for, before the site's.
    """
    if rating is None:
        return None
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
        machine=_machine_rating(rating),
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


def _machine_rating(rating: Rating | None) -> Markup:
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
    return {"year": _year(film), "kind": kind, "original_title": other}


def _year(film: Film) -> str:
    return film.year or (film.released.iso[:4] if film.released else "")


def _rating(film: Film, page: Page) -> dict[str, Any]:
    layout = film.layout or page.settings.layout
    badge = film.badge or ("number" if layout == "bare" else "")
    rating = view_rating(film.rating, page, badge)
    return {"rating": rating} if rating or film.favorite else {}


def _poster(film: Film, page: Page) -> dict[str, Any]:
    if film.poster is None:
        return {}
    label = labels.labels_for(page.lang, page.settings.labels)["poster_alt"]
    alt = film.poster.alt or labels.fill_label(label, title=film.title)
    return {"poster": film.poster, "alt": alt, "src": page.link(film.poster.url)}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the fact box: the field, its label, and the values, printed with commas between."""

    name: str
    label: str
    values: tuple[Markup, ...]


def _details(film: Film, page: Page) -> dict[str, Any]:
    overrides = page.settings.labels
    rows = [
        Row(name, labels.count_label(page.lang, name, len(values), overrides), values)
        for name, values in _detail_values(film, page)
        if values
    ]
    return {"rows": rows} if rows else {}


def _detail_values(film: Film, page: Page) -> Iterator[tuple[str, tuple[Markup, ...]]]:
    yield "series", _marks((film.series,) if film.series else ())
    yield "season", _marks((film.season,) if film.season else ())
    yield "episode", _marks((film.episode,) if film.episode else ())
    for name in _PEOPLE_ROWS:
        yield name, tuple(_mark_person(person, page) for person in getattr(film, name))
    if film.released is not None:
        yield "released", (mark_date(film.released, page.lang),)
    elif film.year and "title" not in page.settings.parts:  # the title has it
        yield "year", _marks((film.year,))
    yield "genre", _marks(film.genre)
    yield "country", _marks(film.country)
    yield "language", _marks(film.language)
    if film.runtime is not None:
        yield "runtime", (_mark_runtime(film, page.lang),)
    yield "content_rating", _marks((film.content_rating,) if film.content_rating else ())
    yield "based_on", _marks(film.based_on)
    yield "also_known_as", _marks(film.also_known_as)


def _marks(texts: tuple[str, ...]) -> tuple[Markup, ...]:
    return tuple(escape(text) for text in texts)


def _mark_person(person: Person, page: Page) -> Markup:
    if not person.url:
        return escape(person.name)
    return Markup('<a href="{}">{}</a>').format(page.link(person.url), person.name)


def mark_date(date: FilmDate, lang: str) -> Markup:
    """Give a date in the words of the language, with the machine's form beside it."""
    if not date.iso:
        return escape(date.written)
    return Markup('<time datetime="{}">{}</time>').format(
        date.iso, labels.format_date(date.iso, lang)
    )


def _mark_runtime(film: Film, lang: str) -> Markup:
    runtime = film.runtime
    if runtime is None or runtime.minutes is None:
        return escape(runtime.written if runtime else "")
    text = labels.format_minutes(runtime.minutes, lang)
    return Markup('<time datetime="PT{}M">{}</time>').format(runtime.minutes, text)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n|\n", text) if part.strip()]


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


@dataclass(frozen=True, slots=True)
class CreditView:
    """A line of the cast list: the actor, roles with their notes, and notes on the credit."""

    actor: Markup
    role: str
    notes: str


def _cast(film: Film, page: Page) -> dict[str, Any]:
    if not film.cast:
        return {}
    credits = [_view_credit(credit, page) for credit in film.cast]
    fold = page.settings.cast_fold
    if len(credits) <= fold + 2:  # a fold for one or two lines hides more than it saves
        fold = 0
    label = labels.count_label(page.lang, "more_cast", len(credits) - fold, page.settings.labels)
    return {"credits": credits, "fold": fold, "fold_label": label}


def _view_credit(credit: Credit, page: Page) -> CreditView:
    roles = " / ".join(
        role.name + "".join(f" ({note})" for note in role.notes) for role in credit.roles
    )
    return CreditView(
        _mark_person(credit.actor, page), roles, "".join(f" ({note})" for note in credit.notes)
    )


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
            Link(page.link(link.url) if link.url else "", link.label or _host(link.url), link.site)
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
    "discussion": _prose("discussion"),
}
