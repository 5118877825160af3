"""The plan of a diary in, what its template sees out: years, months, and the viewings in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pelican_filmreview import labels
from pelican_filmreview.collection.diary import Diary, Month, Seen

if TYPE_CHECKING:
    from pelican_filmreview.collection.views import FilmRow, _Filling


@dataclass(slots=True)
class SeenView:
    """A viewing: `row` is the review that it stands in, as all lists show it.

    `date` is empty where no more is known than what it stands under; `written` is a date that
    was not read as one.
    """

    row: FilmRow
    date: str
    date_text: str
    written: str
    place: str
    is_rewatch: bool
    badge: Markup
    note: str


@dataclass(slots=True)
class MonthView:
    """A month, or what is left of a year: `id` is its place to jump to."""

    name: str
    id: str
    count: str
    viewings: list[SeenView]


@dataclass(slots=True)
class YearChoice:
    """A year of which there are viewings, with the address of its page or nothing."""

    name: str
    href: str
    is_here: bool


def fill_diary(page: _Filling) -> dict[str, Any]:
    """Give what the template of a diary, or of one year of it, sees."""
    values = page.plan.values
    diary: Diary = values["diary"]
    months = [_view_month(month, page) for year in diary.years for month in year.months]
    return {
        "total": page.plan.count,
        "years": [
            YearChoice(
                labels.format_date(year, page.plan.lang), page.href(url), year == values["here"]
            )
            for year, url in values["urls"].items()
            if url
        ],
        "months": months,
        "undated": _view_all(diary.undated, page),
        "statistics_href": page.href(page.look.collection.addresses.url("statistics")),
    }


def _view_month(month: Month, page: _Filling) -> MonthView:
    name = labels.format_date(month.iso, page.plan.lang)
    if len(month.iso) == len("2013"):
        name = labels.fill_label(page.look.words["month_unknown"], year=name)
    count = page.look.count("viewings_count", len(month.seen))
    return MonthView(name, f"seen-{month.iso}", count, _view_all(month.seen, page))


def _view_all(viewings: Iterable[Seen], page: _Filling) -> list[SeenView]:
    return [_view_viewing(seen, page) for seen in viewings]


def _view_viewing(seen: Seen, page: _Filling) -> SeenView:
    viewing = seen.viewing
    has_day = seen.iso and seen.first_day == seen.last_day
    return SeenView(
        row=page.row(seen.one),
        date=seen.iso if has_day else "",
        date_text=labels.format_day(seen.iso, page.plan.lang) if has_day else "",
        written=viewing.date.written if viewing.date is not None and not seen.iso else "",
        place=", ".join(part for part in (viewing.venue, viewing.medium) if part),
        is_rewatch=seen.is_rewatch,
        badge=page.look.badge(seen.rating),
        note=viewing.note,
    )
