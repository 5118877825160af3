"""Pelican's signals in, the plugin's handlers out: one connection a line.

Signals hold their receivers weakly and know each only once, so handlers are functions of modules,
and registering twice connects once.
"""

from __future__ import annotations

from pelican.plugins import signals

from pelican_filmreview import site
from pelican_filmreview.collection import door


def connect() -> None:
    """Connect the handlers."""
    signals.initialized.connect(site.prepare_build)
    signals.generator_init.connect(site.prepare_generator)
    signals.get_generators.connect(door.give_generators)
    signals.content_object_init.connect(site.visit)
    signals.article_generator_pretaxonomy.connect(site.visit_waiting)
    signals.article_generator_finalized.connect(site.report_cached)
    signals.page_generator_finalized.connect(site.report_cached)
    signals.page_writer_finalized.connect(site.save_visits)
    signals.feed_generated.connect(site.finish_feed)
    signals.article_writer_finalized.connect(site.write_stylesheet)
    signals.feed_generated.connect(door.trim_feed)
