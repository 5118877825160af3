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
