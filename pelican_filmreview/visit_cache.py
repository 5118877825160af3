"""What the visits of a build found in, kept in a file beside Pelican's reader cache.

Pelican packs its cache anew in each build, which for what we find would take as long as to find
it. A file of our own is written only when a visit has found something else. It is used again only
where everything that the visit looked at is the same: the key says what that was.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from pelican.cache import FileDataCacher

from pelican_filmreview.store import Found, stamp

logger = logging.getLogger(__name__)

# The file's, in Pelican's CACHE_PATH, and those of what is in it.
NAME = "FilmReview-Visits"
POSTS, REVIEWS = "posts", "reviews"


class VisitCache:
    """What the last build found in posts and wrote in heads, by the path of the post and a key."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._last: dict[str, tuple[object, Found]] = {}
        self._last_reviews: dict[str, tuple[object, str]] = {}
        try:
            cacher = FileDataCacher(settings, NAME, True, settings["LOAD_CONTENT_CACHE"])
            self._last = cacher.get_cached_data(POSTS, {})
            self._last_reviews = cacher.get_cached_data(REVIEWS, {})
        except Exception as error:  # noqa: BLE001 - a damaged pickle may raise anything at all
            logger.debug("film: the cache %s cannot be read (%s)", NAME, error)
        self._kept: dict[str, tuple[object, Found]] = {}
        self._reviews: dict[str, tuple[object, str]] = {}
        self._is_changed = False

    def get(self, path: str, key: object) -> Found | None:
        """Give what was found in a post, if it was under this key."""
        entry = self._last.get(path)
        if entry is None or entry[0] != key:
            return None
        if any(stamp(Path(name)) != (name, *rest) for name, *rest in entry[1].files):
            return None
        self._kept[path] = entry
        return entry[1]

    def put(self, path: str, key: object, found: Found) -> None:
        """Keep what was found in a post."""
        self._kept[path] = (key, found)
        self._is_changed = True

    def get_reviews(self, path: str, key: object) -> str | None:
        """Give the Reviews in the head of a post, if they were made under this key."""
        entry = self._last_reviews.get(path)
        found = self._kept.get(path)
        # What is in the head came from the visit: they are good for the same builds.
        if entry is None or entry[0] != key or found is None or found is not self._last.get(path):
            return None
        self._reviews[path] = entry
        return entry[1]

    def put_reviews(self, path: str, key: object, reviews: str) -> None:
        """Keep the Reviews in the head of a post."""
        self._reviews[path] = (key, reviews)
        self._is_changed = True

    def save(self) -> None:
        """Write down what this build found, unless it is what the file says already."""
        if self._is_changed or len(self._kept) != len(self._last):
            cacher = FileDataCacher(self._settings, NAME, True, False)
            cacher.cache_data(POSTS, self._kept)
            cacher.cache_data(REVIEWS, self._reviews)
            cacher.save_cache()
