"""Pelican's question for generators in, the collection's out where the site asks for it.

Every build passes here; what the collection needs is loaded behind this door only.
"""

from __future__ import annotations

from typing import Any

SWITCH = "FILMREVIEW_COLLECTION"


def give_generators(pelican: Any) -> type | None:
    """Give the generator of the collection's pages, where the setting is there at all."""
    if SWITCH not in pelican.settings:
        return None
    from pelican_filmreview.collection.generator import CollectionGenerator

    return CollectionGenerator


def trim_feed(context: Any, feed: Any) -> None:
    """Leave what links to other reviews out of a feed before it is written.

    A new review changes these links in old posts, and feed readers would show those as new.
    """
    if SWITCH not in context:
        return
    from pelican_filmreview.collection.marks import drop_related

    for item in feed.items:
        for name in ("content", "description"):
            if item.get(name):
                item[name] = drop_related(item[name])
