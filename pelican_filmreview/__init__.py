"""A film block in a post becomes a published review: see the README.

Pelican imports every installed plugin in every build, so this face of the package imports
nothing that a site without films would have to pay for.
"""

from __future__ import annotations

__version__ = "0.1.0"


def register() -> None:
    """Connect the plugin to Pelican's signals; calling it again changes nothing."""
    from pelican_filmreview.plugin import connect

    connect()
