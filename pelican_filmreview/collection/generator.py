"""The articles of a build in, the pages of the collection out: Pelican's generator of them."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, Template
from pelican.generators import Generator

from pelican_filmreview.collection.export import write_films
from pelican_filmreview.collection.feed import write_feed
from pelican_filmreview.collection.frame import CONTENT_BLOCKS, Frame, find_frame
from pelican_filmreview.collection.gather import Collection, gather
from pelican_filmreview.collection.head import finish_head
from pelican_filmreview.collection.links import link_posts
from pelican_filmreview.collection.names import FilmNames
from pelican_filmreview.collection.pages import KINDS
from pelican_filmreview.collection.people import KnownPerson
from pelican_filmreview.collection.people_file import read_people
from pelican_filmreview.collection.plans import Plan, plan_pages
from pelican_filmreview.collection.views import Look, fill_page
from pelican_filmreview.render import COLLECTION_STYLESHEET, TEMPLATES
from pelican_filmreview.site import SITE_KEY, Site, write_sheet

logger = logging.getLogger(__name__)

# What Pelican calls these pages in PAGINATED_TEMPLATES, before the kind.
TEMPLATE_PREFIX = "filmreview_"
OUTER = "filmreview/collection_page.html"


class CollectionGenerator(Generator):
    """Gathers the films behind the generators of articles and pages, and writes their pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collections: dict[str, Collection] = {}
        self.names = FilmNames(())
        self.env.loader.loaders.append(FileSystemLoader(TEMPLATES))
        # The site's own numbers stay; a page of ours holds more than a page of whole posts does.
        usual = {TEMPLATE_PREFIX + kind: self.site.settings.collection_rows for kind in KINDS}
        self.settings["PAGINATED_TEMPLATES"] = {**usual, **self.settings["PAGINATED_TEMPLATES"]}

    @property
    def site(self) -> Site:
        """What this build knows."""
        site: Site = self.context[SITE_KEY]
        return site

    def generate_context(self) -> None:
        """Gather the films of all posts."""
        if self.site.settings.collection:
            self.collections = gather(
                self.context["articles"], self.site.settings, self.settings, self._read_people()
            )
            posts = list(self.context["generated_content"].values())
            self.names = FilmNames(self.collections.values())
            self.site.film_names = self.names.list_others(posts)
            link_posts(posts, self.collections, self.settings, self.site)

    def _read_people(self) -> tuple[KnownPerson, ...]:
        """Read the people file, and report what is wrong with it."""
        name = self.site.settings.people_file
        if not name:
            return ()
        try:
            text = Path(self.path, name).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            logger.error("film: the people file %s cannot be read (%s)", name, error)
            return ()
        people, problems = read_people(text)
        for problem in problems:
            logger.error("%s:%s: film: %s", name, problem.line, problem.message)
        return people

    def generate_output(self, writer: Any) -> None:
        """Write the pages, those of each language."""
        if not self.collections:
            return
        settings = self.site.settings
        if settings.stylesheet:
            place = settings.collection_stylesheet_path
            write_sheet(self.site, writer, COLLECTION_STYLESHEET, place)
        frame = self._find_frame()
        write = partial(writer.write_file, relative_urls=self.settings["RELATIVE_URLS"])
        looks = []
        for collection in self.collections.values():
            look = Look(collection, self.site, dict(self.settings), frame)
            looks.append(look)
            for plan in plan_pages(collection):
                self._write(write, plan, look)
            write_feed(look, writer, self.context)
        if settings.data_save_as:
            write_films(looks, self.names, writer, settings.data_save_as)

    def _find_frame(self) -> Frame:
        """Find the theme's frame, and say where there is none, unless the site has a way round."""
        frame = find_frame(self.env)
        outer = self.env.get_template(OUTER).filename or ""
        if frame.is_foreign and Path(outer).is_relative_to(TEMPLATES):
            logger.warning(
                "film: the theme has no base.html with a block %s or %s for the collection's "
                "pages, so they stand in Pelican's theme 'simple'; a template %s of your own "
                "gives them another frame",
                ", ".join(CONTENT_BLOCKS[:-1]),
                CONTENT_BLOCKS[-1],
                OUTER,
            )
        return frame

    def _write(self, write: Any, plan: Plan, look: Look) -> None:
        page = PlannedPage(self.env.get_template(OUTER), plan, look)
        try:
            write(
                plan.save_as,
                page,
                self.context,
                url=plan.url,
                template_name=TEMPLATE_PREFIX + plan.kind,
                paginated={"films": plan.films} if plan.films else {},
                page_name=str(Path(plan.save_as).with_suffix("")),
                filmreview_page=plan,
            )
        except RuntimeError as error:
            if not page.is_rendered:  # `pelican --fatal` has stopped at a problem
                raise
            logger.error(
                "film: the page %s cannot be written (%s); FILMREVIEW_%s_SAVE_AS sets another "
                "file, or none",
                plan.save_as,
                error,
                plan.kind.upper(),
            )


class PlannedPage:
    """Stands in for a template of Pelican's: renders body, frame and head of one page."""

    def __init__(self, template: Template, plan: Plan, look: Look) -> None:
        self.template = template
        self.plan = plan
        self.look = look
        self.is_rendered = False

    def render(self, context: dict[str, Any]) -> str:
        """Give the page as it is written, for the place in the site that the context names."""
        view = fill_page(self.plan, self.look, context)
        html = self.template.render({**context, "filmreview_page": view})
        self.is_rendered = True
        return finish_head(html, view)
