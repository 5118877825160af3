"""Pelican's settings in; doors opened, one build's memory, and its stylesheet out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.contents import Content

from pelican_filmreview.claim import ClaimingRead
from pelican_filmreview.head import add_to_environment
from pelican_filmreview.page_head import print_head
from pelican_filmreview.settings import read_settings

if TYPE_CHECKING:
    from pelican_filmreview.render import Renderer

logger = logging.getLogger(__name__)

MARKDOWN_EXTENSION = "pelican_filmreview.markdown_extension"
# Where one build's memory hangs: in the context that all generators of a build share.
SITE_KEY = "filmreview_site"


class Site:
    """What one build knows: made with its first generator, gone with its context."""

    def __init__(self, pelican_settings: dict[str, Any]) -> None:
        self.pelican_settings = pelican_settings
        self.settings = read_settings(pelican_settings, _warn)
        self.has_films = False
        self.visited: set[str] = set()
        self._renderer: Renderer | None = None

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        """Pickle as nothing: Pelican's generator cache pickles the context with each article."""
        return (_forget, ())

    @property
    def renderer(self) -> Renderer:
        """The templates of this build, made with the first film."""
        if self._renderer is None:
            from pelican_filmreview.render import Renderer

            theme = Path(self.pelican_settings["THEME"]).expanduser() / "templates"
            overrides = self.pelican_settings.get("THEME_TEMPLATES_OVERRIDES") or []
            self._renderer = Renderer([*map(str, overrides), str(theme)])
        return self._renderer


def _forget() -> None:
    return None


def _warn(message: str) -> None:
    logger.warning("film: %s", message)


def site_of(content: Content) -> Site:
    site = content._context.get(SITE_KEY)
    if not isinstance(site, Site):
        site = content._context[SITE_KEY] = Site(content.settings)
    return site


def prepare_build(pelican: Any) -> None:
    """Make the Markdown and reStructuredText doors known, before any reader is made."""
    from pelican_filmreview.rst_directive import register_directive

    register_directive()
    markdown = pelican.settings.get("MARKDOWN")
    if isinstance(markdown, dict):
        extensions = markdown.setdefault("extensions", [])
        if MARKDOWN_EXTENSION not in extensions:
            markdown["extensions"] = [*extensions, MARKDOWN_EXTENSION]


def prepare_generator(generator: Any) -> None:
    """Claim blocks in what this generator's readers read, and print heads in its templates."""
    site = generator.context.get(SITE_KEY)
    if site is None:
        site = generator.context[SITE_KEY] = Site(generator.settings)
    for reader in {id(one): one for one in generator.readers.readers.values()}.values():
        if not isinstance(reader.read, ClaimingRead):
            reader.read = ClaimingRead(reader.read)
    add_to_environment(
        generator.env, lambda context: print_head(context, site), automatic=site.settings.head
    )


def write_stylesheet(generator: Any, writer: Any) -> None:
    """Write the stylesheet to the output, if a page of this build links it."""
    site = generator.context[SITE_KEY]
    settings = site.settings
    if not (site.has_films and settings.stylesheet):
        return
    path = Path(writer.output_path) / settings.stylesheet_path
    if not path.resolve().is_relative_to(Path(writer.output_path).resolve()):
        _warn(f"FILMREVIEW_STYLESHEET_PATH: {settings.stylesheet_path!r} is outside the output")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(site.renderer.stylesheet(), "utf-8")
