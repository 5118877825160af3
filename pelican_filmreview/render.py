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
    """A rating, ready to be printed. `percent` is the fraction of the drawing, 0 to 100."""

    text: Markup
    plain: str
    value: str
    best: str
    percent: str
    badge: str
    label: str
    in_range: bool


class Renderer:
    """Renders films through the templates of one build."""

    def __init__(self, folders: list[str]) -> None:
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
            return _tidy(template.render(values))
        except Exception as error:  # noqa: BLE001 - a template may raise anything at all
            report(_describe(name, error))
        return _tidy(self.own.get_template(f"filmreview/{name}.html").render(values))

    def _load(self, name: str, report: Callable[[str], None]) -> Template:
        try:
            return self.env.get_template(f"filmreview/{name}.html")
        except (TemplateError, UnicodeDecodeError, OSError) as error:
            report(_describe(name, error))
            return self.own.get_template(f"filmreview/{name}.html")


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
    }


def view_rating(rating: Rating | None, page: Page, badge: str = "") -> RatingView | None:
    """Give a rating as templates print it; None where there is none."""
    if rating is None:
        return None
    lang = page.lang
    value = labels.format_number(rating.value, lang) if rating.value is not None else ""
    best = labels.format_number(rating.best, lang)
    percent = (rating.fraction * 100).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
    text = _rating_text(rating, value, best, lang)
    return RatingView(
        text=text,
        plain=text.striptags(),
        value=value,
        best=best,
        percent=f"{percent:f}",
        badge=_choose_badge(rating, badge or page.settings.badge),
        label=rating.label,
        in_range=rating.in_range,
    )


def _choose_badge(rating: Rating, badge: str) -> str:
    if not rating.in_range:
        return "written"
    if rating.notation in ("letter", "thumbs"):
        return rating.notation
    return "number" if badge in ("letter", "thumbs") else badge


def _rating_text(rating: Rating, value: str, best: str, lang: str) -> Markup:
    """Give the one text that says the rating, its numbers marked up (microformats2 h-review)."""
    if not rating.in_range:
        return escape(rating.written)
    number = f"{rating.value:f}"
    if rating.notation == "letter":
        return Markup('<data class="p-rating" value="{}">{}</data>').format(number, rating.letter)
    if rating.notation == "thumbs":
        words = labels.labels_for(lang)
        up = rating.fraction >= Decimal("0.5")
        text = words["thumbs_up" if up else "thumbs_down"]
        return Markup('<data class="p-rating" value="{}">{}</data>').format(number, text)
    if rating.notation == "percent":
        text = labels.format_percent(rating.value or Decimal(0), lang)
        return Markup('<data class="p-rating" value="{}">{}</data>').format(number, text)
    return Markup(_out_of(lang)).format(
        Markup('<data class="p-rating" value="{}">{}</data>').format(number, value),
        Markup('<data class="p-best" value="{}">{}</data>').format(f"{rating.best:f}", best),
    )


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
    return {"year": _year(film), "original_title": other}


def _year(film: Film) -> str:
    return film.year or (film.released.iso[:4] if film.released else "")


def _rating(film: Film, page: Page) -> dict[str, Any]:
    rating = view_rating(film.rating, page, film.badge)
    return {"rating": rating} if rating or film.favorite else {}


def _poster(film: Film, page: Page) -> dict[str, Any]:
    if film.poster is None:
        return {}
    label = labels.labels_for(page.lang, page.settings.labels)["poster_alt"]
    alt = film.poster.alt or label.replace("{title}", film.title)
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
    yield "also_known_as", _marks(film.also_known_as)
    if film.kind != "film":
        words = labels.labels_for(page.lang, page.settings.labels)
        yield "kind", _marks((words["kind_" + film.kind],))
    yield "series", _marks((film.series,) if film.series else ())
    yield "season", _marks((film.season,) if film.season else ())
    yield "episode", _marks((film.episode,) if film.episode else ())
    if film.released is None and film.year:
        yield "year", _marks((film.year,))
    if film.released is not None:
        yield "released", (mark_date(film.released, page.lang),)
    for name in _PEOPLE_ROWS:
        yield name, tuple(_mark_person(person, page) for person in getattr(film, name))
    yield "genre", _marks(film.genre)
    yield "country", _marks(film.country)
    yield "language", _marks(film.language)
    if film.runtime is not None:
        yield "runtime", (_mark_runtime(film, page.lang),)
    yield "content_rating", _marks((film.content_rating,) if film.content_rating else ())
    yield "based_on", _marks(film.based_on)


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
    words = labels.labels_for(page.lang, page.settings.labels)
    label = words["more_cast"].replace("{n}", str(len(credits) - fold))
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
    items = [(score.name, view_rating(score.rating, page, "bar")) for score in film.scores]
    return {"items": items} if items else {}


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
    return {"trailer": film.trailer, "href": page.link(film.trailer.url)} if film.trailer else {}


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
