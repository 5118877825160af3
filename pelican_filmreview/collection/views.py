"""The plan of a page in, what its templates see out: rows, words and links as they are printed.

Words and numbers are in the language of the collection, links as the page's own place needs them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup, escape

from pelican_filmreview import labels
from pelican_filmreview.collection.diary_views import fill_diary
from pelican_filmreview.collection.entry import ACTOR, JOBS
from pelican_filmreview.collection.frame import Frame
from pelican_filmreview.collection.gather import Collection, Group, Listed
from pelican_filmreview.collection.pages import GROUPS, KINDS, ORDERS
from pelican_filmreview.collection.people import Person
from pelican_filmreview.collection.plans import Plan, name_group, name_order
from pelican_filmreview.collection.statistics_views import fill_statistics
from pelican_filmreview.film import Rating
from pelican_filmreview.jsonld import TYPES
from pelican_filmreview.page import page_of
from pelican_filmreview.site import Site
from pelican_filmreview.views import Page, view_rating


class Look:
    """What all pages of one collection are made with, and what is the same on many of them."""

    def __init__(
        self, collection: Collection, site: Site, pelican_settings: dict[str, Any], frame: Frame
    ) -> None:
        self.frame = frame
        self.collection = collection
        self.site = site
        self.pelican_settings = pelican_settings
        self.words = labels.labels_for(collection.lang, site.settings.labels)
        self.page = Page(collection.lang, site.settings, lambda url: url)
        # What is read far from the site needs its address; without one there is no feed.
        address = pelican_settings.get("SITEURL") or pelican_settings.get("FEED_DOMAIN") or ""
        self.address = str(address).rstrip("/")
        feed = collection.addresses.place(site.settings.feed_save_as)
        self.feed_place = feed if self.address else ""
        self._badges: dict[tuple[Rating, str], Markup] = {}
        self._posters: dict[int, str] = {}
        self._rows: dict[int, FilmRow] = {}
        self._rows_root = ""

    def rows_at(self, root: str) -> dict[int, FilmRow]:
        """Give the rows made so far by place, for pages from which the site's root is `root`."""
        if root != self._rows_root:
            self._rows, self._rows_root = {}, root
        return self._rows

    def count(self, key: str, number: int) -> str:
        """Give a label in the form that a number asks for, with the number in it."""
        return labels.count_label(self.collection.lang, key, number, self.site.settings.labels)

    def count_films(self, key: str, reviews: Iterable[Listed]) -> str:
        """Give a label with the number of films in it; one that has several reviews is one."""
        return self.count(key, self.collection.count_films(reviews))

    def name_job(self, job: str) -> str:
        """Give what somebody does who has one job in a film."""
        return self.words["acting"] if job == ACTOR else self.count(job, 1)

    def badge(self, rating: Rating | None) -> Markup:
        """Give a rating's badge; a blog has many films and few ratings."""
        if rating is None:
            return Markup("")
        key = (rating, str(rating.value))
        badge = self._badges.get(key)
        if badge is None:
            # The author's words beside the score are for the review itself.
            view = view_rating(rating._replace(label=""), self.page)
            html = self.site.renderer.render_values("badge", {"rating": view}, self.site.report)
            badge = self._badges[key] = Markup(html)
        return badge

    def average_badge(self, films: Iterable[Listed]) -> Markup:
        """Give the badge of the mean of films' ratings, on the site's scale; exact until drawn."""
        shares = [one.share for one in films if one.share is not None]
        if not shares:
            return Markup("")
        settings = self.site.settings
        mean = sum(shares, Decimal(0)) / len(shares)
        value = settings.worst + mean * (settings.best - settings.worst)
        places = Decimal("0.1") if settings.best - settings.worst <= 20 else Decimal(1)
        value = value.quantize(places, "ROUND_HALF_UP")
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
        return self.badge(Rating(value, settings.best, settings.worst))

    def poster_path(self, one: Listed) -> str:
        """Give a poster's address: from the site's root, or a full one."""
        path = self._posters.get(one.place)
        if path is None:
            path = self._posters[one.place] = _find_poster(one, self)
        return path


def _find_poster(one: Listed, look: Look) -> str:
    poster, article = one.film.poster, one.article
    if poster is None:
        return ""
    url = page_of(article, look.site.settings).link(poster.url)
    if url.startswith(("{", "|")):
        # Pelican resolves such links inside HTML only.
        html = article._update_content(f'<img src="{escape(url)}">', "")
        return str(Markup(html[len('<img src="') : -len('">')]).unescape()).lstrip("/")
    siteurl = str(look.pelican_settings.get("SITEURL") or "")
    if siteurl and url.startswith(siteurl + "/"):
        return url[len(siteurl) + 1 :]
    return url if "//" in url[:8] else urljoin("/" + one.page_url, url).lstrip("/")


@dataclass(frozen=True, slots=True)
class FilmRow:
    """A film in a list: links and marked-up texts as this page prints them."""

    title: str
    href: str
    original_title: str
    kind: str
    year: str
    year_href: str
    directors: Markup
    badge: Markup
    favorite: bool
    poster: str
    poster_width: int
    poster_height: int
    date: str
    date_text: str
    roles: str = ""


@dataclass(slots=True)
class LetterRows:
    """The rows under one letter, or one year: `id` is its place to jump to."""

    name: str
    id: str
    rows: list[FilmRow]


@dataclass(slots=True)
class Choice:
    """A link of a list: what it is called, its address, a number beside it, whether it is here."""

    name: str
    href: str
    count: str = ""
    is_here: bool = False
    badge: Markup = Markup("")
    id: str = ""


@dataclass(slots=True)
class PageView:
    """What the frame of a page sees, and what its head says."""

    kind: str
    title: str
    site_name: str
    description: str
    canonical: str
    lang: str
    direction: str
    stylesheets: tuple[str, ...]
    feed: tuple[str, str]
    jsonld: str
    body: Markup
    base: str
    block: str


class _Filling:
    """One page, or one numbered part of a page, on its way into its template."""

    def __init__(self, plan: Plan, look: Look, context: dict[str, Any]) -> None:
        self.plan = plan
        self.look = look
        self.root = str(context.get("SITEURL") or "")
        self.site_url = str(look.pelican_settings.get("SITEURL") or "")
        self.site_name = str(Markup(look.pelican_settings.get("SITENAME") or "").striptags())
        self.part = context.get("films_page")
        self.paginator = context.get("films_paginator")
        self.films: Sequence[Listed] = self.part.object_list if self.part else plan.films
        self.url = str(self.part.url) if self.part and self.part.number > 1 else plan.url

    def href(self, url: str) -> str:
        """Give an address from the site's root as this page links it; nothing for nothing."""
        if not url or "//" in url[:8]:
            return url
        return f"{self.root}/{url}"

    def fill(self) -> PageView:
        values = {
            "plan": self.plan,
            "title": self.plan.title,
            "lang": self.plan.lang,
            "labels": self.look.words,
            "count": self.look.count,
            "crumbs": self._crumbs(),
            "numbers": self._numbers(),
            **_FILLERS[self.plan.template](self),
        }
        report = self.look.site.report
        name = f"collection/{self.plan.template}"
        body = self.look.site.renderer.render_values(name, values, report)
        settings = self.look.site.settings
        sheets = (settings.stylesheet_path, settings.collection_stylesheet_path)
        return PageView(
            kind=self.plan.kind,
            title=self._title(),
            site_name=self.site_name,
            description=self._describe(),
            canonical=f"{self.site_url}/{self.url}" if self.site_url else "",
            lang=self.plan.lang,
            direction=labels.text_direction(self.plan.lang),
            stylesheets=tuple(f"{self.root}/{path}" for path in sheets)
            if settings.stylesheet
            else (),
            feed=(
                f"{self.site_name} - {self.look.words['films']}",
                self.href(self.look.feed_place),
            ),
            jsonld=self._write_jsonld() if settings.jsonld else "",
            body=Markup(f"{self.look.frame.opening}{body}{self.look.frame.closing}"),
            base=self.look.frame.base,
            block=self.look.frame.block,
        )

    def _title(self) -> str:
        if self.part is None or self.part.number == 1:
            return self.plan.title
        number = labels.format_number(Decimal(self.part.number), self.plan.lang)
        return f"{self.plan.title} ({number})"

    def _describe(self) -> str:
        count = self.plan.count or self.look.count_films("films_reviewed", self.plan.films)
        if not (self.plan.films or self.plan.count):
            return f"{self.plan.title} – {self.site_name}"
        return f"{self.plan.title}: {count} – {self.site_name}"

    def _crumbs(self) -> list[Choice]:
        above = [Choice(crumb.title, self.href(crumb.url)) for crumb in self.plan.crumbs]
        return [
            Choice(self.look.words["home"], f"{self.root}/"),
            *above,
            Choice(self.plan.title, self.href(self.plan.url), is_here=True),
        ]

    def _numbers(self) -> list[Choice]:
        """Give the links to the numbered parts of a long page; none where there is but one."""
        if self.part is None or self.paginator is None or self.paginator.num_pages < 2:
            return []
        return [
            Choice(
                labels.format_number(Decimal(number), self.plan.lang),
                self.href(str(self.paginator.page(number).url) if number > 1 else self.plan.url),
                is_here=number == self.part.number,
            )
            for number in self.paginator.page_range
        ]

    def _write_jsonld(self) -> str:
        return write_jsonld(
            [(crumb.title, f"{self.site_url}/{crumb.url}") for crumb in self.plan.crumbs],
            (self.look.words["home"], f"{self.site_url}/"),
            (self.plan.title, f"{self.site_url}/{self.plan.url}"),
            [f"{self.site_url}/{url}" for url in find_carousel(self.films)],
        )

    # --- rows -------------------------------------------------------------------------------------

    def row(self, one: Listed) -> FilmRow:
        """Give a film as a row of this page; it stands in some twenty lists, mostly the same."""
        rows = self.look.rows_at(self.root)
        row = rows.get(one.place)
        if row is None:
            row = rows[one.place] = self._make_row(one)
        return row

    def _make_row(self, one: Listed) -> FilmRow:
        film, poster = one.film, one.film.poster
        collection, words = self.look.collection, self.look.words
        return FilmRow(
            title=film.title,
            href=self.href(one.url),
            original_title=film.original_title,
            kind=words["kind_" + film.kind] if film.kind != "film" else "",
            year=labels.format_date(film.year, self.plan.lang) if film.year else "",
            year_href=self.href(collection.group_url("year", film.year)) if film.year else "",
            directors=self._link_people(one, "director"),
            badge=self.look.badge(film.rating),
            favorite=film.favorite,
            poster=self.href(self.look.poster_path(one)),
            poster_width=poster.width if poster else 0,
            poster_height=poster.height if poster else 0,
            date=one.date.date().isoformat(),
            date_text=labels.format_date(one.date.date().isoformat(), self.plan.lang),
        )

    def _link_people(self, one: Listed, job: str) -> Markup:
        people = self.look.collection.people
        linked = []
        for credit in one.film.credits_in(job):
            person = people.find(credit, one.film)
            url = person.url if person is not None else ""
            linked.append(link_or_text(credit.name, self.href(url)))
        return Markup(", ").join(linked)


def link_or_text(text: str, href: str) -> Markup:
    """Give a text as a link, or without an address as it is."""
    # Markup's own format takes three times as long, and lists are made of these.
    return Markup(f'<a href="{escape(href)}">{escape(text)}</a>') if href else escape(text)


def fill_page(plan: Plan, look: Look, context: dict[str, Any]) -> PageView:
    """Render the body of a page and give it with all that its frame and head say."""
    return _Filling(plan, look, context).fill()


def _fill_films(page: _Filling) -> dict[str, Any]:
    addresses = page.look.collection.addresses
    letters: list[LetterRows] = []
    for one in page.films:
        name = _heading_of(one, page)
        if not letters or letters[-1].name != name:
            letters.append(LetterRows(name, f"films-{len(letters) + 1}", []))
        letters[-1].rows.append(page.row(one))
    orders = {
        order: Choice(
            name_order(order, page.look.collection, page.look.words),
            page.href(
                addresses.url("films") if order == ORDERS[0] else addresses.url("films_by", order)
            ),
            is_here=order == page.plan.order,
        )
        for order in ORDERS
    }
    total = page.look.count_films("films_reviewed", page.plan.films)
    return {
        "letters": letters,
        "orders": orders,
        "total": total,
        "rows": [row for letter in letters for row in letter.rows],
        "ways": _list_ways(page),
    }


def _list_ways(page: _Filling) -> list[Choice]:
    """Give the links from the index of films to the other kinds of pages that there are."""
    collection = page.look.collection
    kinds: dict[str, object] = {
        "people": collection.shown_people,
        **{GROUPS[kind]: groups for kind, groups in collection.groups.items()},
        "diary": any(one.film.viewings for one in collection.films),
        "statistics": collection.films,
    }
    ways = ((KINDS[kind].label, collection.addresses.url(kind)) for kind in kinds if kinds[kind])
    return [Choice(page.look.words[label], page.href(url)) for label, url in ways if url]


def _heading_of(one: Listed, page: _Filling) -> str:
    """Give what a film stands under: a letter, its decade; nothing in the other orders."""
    if page.plan.order == "title":
        return one.letter
    if page.plan.order == "year" and one.film.year:
        label = page.look.words["decade_of"]
        return labels.fill_label(label, year=labels.format_date(one.film.decade, page.plan.lang))
    return ""


def _fill_group(page: _Filling) -> dict[str, Any]:
    return {
        "rows": [page.row(one) for one in page.films],
        "order": page.plan.order,
        "total": page.look.count_films("films_reviewed", page.plan.films),
        "average": page.look.average_badge(page.plan.films),
    }


def _fill_groups(page: _Filling) -> dict[str, Any]:
    groups: list[Group] = page.plan.values["groups"]
    return {
        "choices": [
            Choice(
                name_group(group, page.look.collection, page.look.words),
                page.href(group.url),
                page.look.count_films("films_count", group.films),
                badge=page.look.average_badge(group.films),
            )
            for group in groups
        ],
    }


def _fill_people(page: _Filling) -> dict[str, Any]:
    people: list[Person] = page.plan.values["people"]
    sorter = page.look.collection.sorter
    letters: dict[str, list[Choice]] = {}
    for person in people:
        choice = Choice(
            person.name,
            page.href(person.url),
            page.look.count("films_count", len(person.films(page.look.collection.same))),
        )
        letters.setdefault(sorter.letter(person.sort or person.name), []).append(choice)
    return {"letters": list(letters.items())}


def _fill_person(page: _Filling) -> dict[str, Any]:
    person: Person = page.plan.values["person"]
    collection = page.look.collection
    parts: dict[int, list[str]] = {}
    jobs: dict[str, int] = {}
    for place, credit in person.credits:
        text = credit_text(credit.job, credit.roles, page.look)
        parts.setdefault(place, []).append(text)
        jobs[credit.job] = jobs.get(credit.job, 0) + 1
    rows = []
    for one in page.films:
        roles = ", ".join(dict.fromkeys(parts[one.place]))
        rows.append(replace(page.row(one), roles=roles))
    return {
        "person": person,
        "jobs": [page.look.name_job(job) for job in JOBS if job in jobs],
        "rows": rows,
        "order": page.plan.order,
        "total": page.look.count_films("films_reviewed", page.plan.films),
        "average": page.look.average_badge(page.plan.films),
        "coworkers": [
            Choice(other.name, page.href(other.url), page.look.count("films_count", count))
            for other, count in find_coworkers(person, collection)
        ],
    }


def credit_text(job: str, roles: tuple[str, ...], look: Look) -> str:
    """Give what somebody did in a film: "Director", or the roles of an actor."""
    return " / ".join(roles) if roles else look.name_job(job)


_MOST_COWORKERS = 12


def find_coworkers(person: Person, collection: Collection) -> list[tuple[Person, int]]:
    """Give who made at least two films with somebody, the most films first."""
    counts: dict[str, int] = {}
    people = collection.people.by_key
    for film in sorted(person.films(collection.same)):
        # Each review names whom its author thought worth it: together they have the film's people.
        others = {
            collection.people.find(credit, one.film): None
            for one in collection.reviews[film]
            for credit in one.film.credits
        }
        for other in others:
            if other is not None and other is not person:
                counts[other.key] = counts.get(other.key, 0) + 1
    found = [(people[key], count) for key, count in counts.items() if count > 1]
    found.sort(key=lambda item: (-item[1], item[0].key))
    return found[:_MOST_COWORKERS]


_FILLERS = {
    "films": _fill_films,
    "group": _fill_group,
    "groups": _fill_groups,
    "people": _fill_people,
    "person": _fill_person,
    "diary": fill_diary,
    "statistics": fill_statistics,
}


def find_carousel(films: Iterable[Listed]) -> list[str]:
    """Give the posts that a search engine's carousel can hold: of one type, and of this site.

    Films are of one type, and so are series; of these the list is made of which the page has most.
    """
    types: dict[str, dict[str, None]] = {}
    for one in films:
        if "//" not in one.page_url[:8]:
            types.setdefault(TYPES[one.film.kind], {})[one.page_url] = None
    counts = Counter(url for pages in types.values() for url in pages)
    pages = max(types.values(), key=len, default={})
    return [url for url in pages if counts[url] == 1]


def write_jsonld(
    above: list[tuple[str, str]],
    home: tuple[str, str],
    here: tuple[str, str],
    films: list[str],
) -> str:
    """Write where a page stands, and the list of reviews on it, safe inside a script element.

    A list is a carousel to search engines where it has two pages or more, all different and of one
    site, of which nothing but place and address is said (guideline on carousels, summary page).
    """
    crumbs = [
        {"@type": "ListItem", "position": number, "name": name, "item": url}
        for number, (name, url) in enumerate((home, *above, here), 1)
    ]
    graph: list[dict[str, Any]] = [{"@type": "BreadcrumbList", "itemListElement": crumbs}]
    pages = list(dict.fromkeys(films))
    if len(pages) > 1:
        items = [
            {"@type": "ListItem", "position": number, "url": url}
            for number, url in enumerate(pages, 1)
        ]
        graph.append({"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items})
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": graph}, separators=(",", ":"), sort_keys=True
    )
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
