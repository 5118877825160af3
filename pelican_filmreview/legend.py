"""What a site's scores mean, in; the rows of its legend, best first, out.

Scores are read as ratings are, on the site's scale, and drawn with the site's badge.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pelican_filmreview.film import Rating
from pelican_filmreview.rating import read_rating, scale_of
from pelican_filmreview.settings import PREFIX, Settings
from pelican_filmreview.views import Page, RatingView, view_rating


def check_legend(settings: Settings, report: Callable[[str], None]) -> None:
    """Tell `report`, in a sentence each, what is doubtful about the scores of the legend."""
    scale = scale_of(settings)
    for score, _ in settings.legend:
        for problem in read_rating(score, scale).problems:
            report(f"{PREFIX}LEGEND: {problem}")


def view_legend(page: Page) -> list[tuple[RatingView | None, str]]:
    """Give each rating, or None for what is not rated, with what it means."""
    scale = scale_of(page.settings)
    badge = "number" if page.settings.layout == "bare" else ""
    rows = [(read_rating(score, scale).rating, words) for score, words in page.settings.legend]
    rows.sort(key=lambda row: _rank(row[0]), reverse=True)
    return [(view_rating(rating, page, badge), words) for rating, words in rows]


def _rank(rating: Rating | None) -> Decimal:
    """Give a number to sort by: what is not rated comes behind the worst score."""
    if rating is None or not rating.in_range:
        return Decimal(-1)
    return rating.fraction
