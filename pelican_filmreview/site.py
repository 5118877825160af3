"""What Pelican calls, in; doors opened, posts visited and heads printed, out.

Every build of every site that has the plugin installed passes through here, with films or
without: what only films need is loaded with the first of them.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, FileSystemLoader
from pelican.contents import Article, Content, Page, Static
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals

from pelican_filmreview import __version__
from pelican_filmreview.block import MARK
from pelican_filmreview.claim import ClaimingRead
from pelican_filmreview.head import add_to_environment

if TYPE_CHECKING:
    from jinja2.runtime import Context

    from pelican_filmreview.post_comments import Folders
    from pelican_filmreview.render import Renderer
    from pelican_filmreview.settings import Settings
    from pelican_filmreview.visit_cache import VisitCache

logger = logging.getLogger(__name__)

MARKDOWN_EXTENSION = "pelican_filmreview.markdown_extension"
# Where one build's memory hangs: in the context that all generators of a build share.
SITE_KEY = "filmreview_site"
SETTINGS_PREFIX = "FILMREVIEW_"
TEMPLATES = Path(__file__).parent / "templates"


class Site:
    """What one build knows: made with its first generator, gone with its context."""

    def __init__(self, pelican_settings: dict[str, Any]) -> None:
        self.pelican_settings = pelican_settings
        self.has_films = False
        self.visited: set[str] = set()
        # What the collection calls the films of posts, by the post's file: see `FilmNames`.
        self.film_names: dict[str, tuple[str, ...]] = {}
        # Articles to visit when all are read; None where nobody will come to visit them.
        self.waiting: list[Content] | None = None
        self._settings: Settings | None = None
        self._renderer: Renderer | None = None
        self._fingerprint = ""
        self.has_heads = False  # whether a page of this build has asked for its head
        self._lists_anywhere: bool | None = None
        self._visits: VisitCache | None = None
        self._folders: Folders | None = None
        if any(name.startswith(SETTINGS_PREFIX) for name in pelican_settings):
            _ = self.settings  # what is wrong with them is said even where there is no film yet

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        """Pickle as nothing: Pelican's generator cache pickles the context with each article."""
        return (_forget, ())

    @property
    def settings(self) -> Settings:
        """The plugin's settings, read once a build."""
        if self._settings is None:
            from pelican_filmreview.settings import read_settings

            self._settings = read_settings(self.pelican_settings, _warn)
            if self._settings.legend:
                from pelican_filmreview.legend import check_legend

                check_legend(self._settings, _warn)
        return self._settings

    def print_badge(self, article: Content) -> str:
        """What `filmreview_badge(article)` gives a theme."""
        if not getattr(article, "films", ()):
            return ""
        from pelican_filmreview import listing

        return listing.render_badge(article, self.settings, self.renderer, _report)

    def print_poster(self, article: Content, loading: str = "lazy") -> str:
        """What `filmreview_poster(article)` gives a theme."""
        if not getattr(article, "films", ()):
            return ""
        from pelican_filmreview import listing

        return listing.render_poster(article, self.settings, self.renderer, _report, loading)

    def print_poster_url(self, article: Content) -> str:
        """What `filmreview_poster_url(article)` gives a theme."""
        if not getattr(article, "films", ()):
            return ""
        from pelican_filmreview import listing

        return listing.find_poster_url(article)

    def report(self, message: str) -> None:
        """Log what is wrong with a template."""
        _report(message)

    @property
    def fingerprint(self) -> str:
        """What all visits of a build look at: settings, templates and versions, as one text."""
        if not self._fingerprint:
            self._fingerprint = _fingerprint(self.pelican_settings, self.renderer.folders)
        return self._fingerprint

    @property
    def lists_anywhere(self) -> bool:
        """Whether the theme shows badges or posters elsewhere than in Pelican's own lists."""
        if self._lists_anywhere is None:
            from pelican_filmreview.page_head import lists_anywhere

            self._lists_anywhere = lists_anywhere(self.renderer.folders, self.pelican_settings)
        return self._lists_anywhere

    @property
    def folders(self) -> Folders:
        """The folders beside posts, as this build has found them."""
        if self._folders is None:
            from pelican_filmreview.post_comments import Folders

            self._folders = Folders()
        return self._folders

    @property
    def visits(self) -> VisitCache | None:
        """What the last build's visits found, where Pelican keeps what readers read."""
        given = self.pelican_settings
        keeps = given["CACHE_CONTENT"] and given["CONTENT_CACHING_LAYER"] == "reader"
        if keeps and self._visits is None:
            from pelican_filmreview.visit_cache import VisitCache

            self._visits = VisitCache(given)
        return self._visits

    def save_visits(self) -> None:
        """Keep what this build's visits found."""
        if self._visits is not None:
            self._visits.save()

    @property
    def prints_head(self) -> bool:
        """Whether heads are printed without the theme's doing."""
        return SETTINGS_PREFIX + "HEAD" not in self.pelican_settings or self.settings.head

    @property
    def renderer(self) -> Renderer:
        """The templates of this build, made with the first film."""
        if self._renderer is None:
            from pelican_filmreview.render import Renderer

            theme = Path(self.pelican_settings["THEME"]).expanduser() / "templates"
            overrides = self.pelican_settings.get("THEME_TEMPLATES_OVERRIDES") or []
            self._renderer = Renderer([*map(str, overrides), str(theme)])
        return self._renderer


def _fingerprint(settings: dict[str, Any], folders: list[str]) -> str:
    from pelican_filmreview.store import FORMAT, stamp

    digest = hashlib.sha256(f"{__version__} {FORMAT}".encode())
    for name in sorted(settings):
        if name.startswith((SETTINGS_PREFIX, *_SETTINGS_LOOKED_AT)):
            digest.update(f"{name}={settings[name]!r}".encode("utf-8", "surrogatepass"))
    *theirs, ours = folders
    looked_at = [Path(ours, "filmreview")]
    if any(Path(folder, "filmreview").is_dir() for folder in theirs):
        # A template that stands in for one of ours may include any other.
        looked_at += map(Path, theirs)
    for root in looked_at:
        for path in sorted(root.rglob("*")):
            digest.update(repr(stamp(path)).encode())
    return digest.hexdigest()


# The settings of Pelican's own on which a fragment, a summary or a slug depends.
_SETTINGS_LOOKED_AT = (
    "SITEURL",
    "RELATIVE_URLS",
    "PATH",
    "SLUG",
    "SUMMARY",
    "DEFAULT_LANG",
    "IMAGE_PROCESS",
)


def _forget() -> None:
    return None


def _report(message: str) -> None:
    logger.error("film: %s", message)


def _warn(message: str) -> None:
    logger.warning("film: %s", message)


def prepare_build(pelican: Any) -> None:
    """Make the Markdown and reStructuredText doors known, before any reader is made."""
    from pelican_filmreview.rst_directive import register_directive

    register_directive()
    _reserve_name()
    markdown = pelican.settings.get("MARKDOWN")
    if isinstance(markdown, dict):
        extensions = markdown.setdefault("extensions", [])
        if MARKDOWN_EXTENSION not in extensions:
            markdown["extensions"] = [*extensions, MARKDOWN_EXTENSION]


def _reserve_name() -> None:
    """Let Python keep the name `get_summary` beside those of Pelican's attributes, for all posts.

    It keeps up to thirty for a class, and gives the room of new ones up while posts are made, but
    for one. A visit of a post that waited sets two, and so would leave each with a table of its own
    (PEP 412), of more than a kilobyte. The rest of the room is for the site's own metadata.
    """
    for kind in (Article, Page):
        object.__new__(kind).get_summary = None


def prepare_generator(generator: Any) -> None:
    """Claim blocks in what this generator's readers read, and print heads in its templates."""
    site = generator.context.get(SITE_KEY)
    if site is None:
        site = generator.context[SITE_KEY] = Site(generator.settings)
    for reader in {id(one): one for one in generator.readers.readers.values()}.values():
        if not isinstance(reader.read, ClaimingRead):
            reader.read = ClaimingRead(reader.read)

    def print_head(context: Context) -> str:
        site.has_heads = True
        if not site.has_films:
            return ""
        from pelican_filmreview import page_head

        return page_head.print_head(context, site)

    if isinstance(generator, ArticlesGenerator) and site.waiting is None:
        site.waiting = []
    add_to_environment(generator.env, print_head, automatic=site.prints_head)
    generator.env.globals.update(
        filmreview_badge=site.print_badge,
        filmreview_poster=site.print_poster,
        filmreview_poster_url=site.print_poster_url,
    )
    _offer_macros(generator.env.loader)


def _offer_macros(loader: object) -> None:
    """Let a theme import `filmreview/list.html`; behind all others, so that its own comes first."""
    if isinstance(loader, ChoiceLoader):
        loader.loaders = [*loader.loaders, FileSystemLoader(TEMPLATES)]


def visit(content: Content) -> None:
    """Open the sealed blocks of a post or page, and put what they show in their place.

    Articles wait until all are read: one after the other they take three quarters of the time that
    they take between runs of Markdown, which leaves nothing of ours in the processor's caches.
    """
    if isinstance(content, Static):
        return
    content.films = ()
    text = content._content
    if text and (MARK in text or "[film:" in text):
        site = content._context.get(SITE_KEY)
        if not isinstance(site, Site):
            site = content._context[SITE_KEY] = Site(content.settings)
        waiting = site.waiting if isinstance(content, Article) else None
        if waiting is not None and _is_unwatched(content.settings):
            from pelican_filmreview.quick_content import give_quickly

            give_quickly(content)  # Pelican asks for the files that it links when it has read it
            waiting.append(content)
        else:
            _open_blocks(content, site)


# What may look at an article before all are read: who listens to these signals, ...
_OTHERS_SIGNALS = (
    signals.article_generator_init,
    signals.article_generator_preread,
    signals.article_generator_context,
)
_SHARED_SIGNALS = (signals.content_object_init, signals.article_generator_pretaxonomy)
# ... and what puts them in order.
_OURS = frozenset({"films", "film_entries", "filmreview", "content", "_content", "summary"})


def _is_unwatched(settings: dict[str, Any]) -> bool:
    """Whether nothing looks at articles before all are read: a sealed block is not to be seen."""
    order = settings["ARTICLE_ORDER_BY"]
    return (
        isinstance(order, str)
        and order.removeprefix("reversed-") not in _OURS
        and not any(signal.receivers for signal in _OTHERS_SIGNALS)
        and all(len(signal.receivers) == 1 for signal in _SHARED_SIGNALS)  # our own
    )


def _open_blocks(content: Content, site: Site) -> None:
    from pelican_filmreview.content import open_blocks

    open_blocks(content, content._content, site)


def visit_waiting(generator: Any) -> None:
    """Visit the articles that were read; whatever is read from now on is visited at once."""
    site, context = generator.context[SITE_KEY], generator.context
    waiting, site.waiting = site.waiting, None
    if waiting and site.visits is None:  # else the last build may have said it all
        from pelican_filmreview import labels, page

        labels.read_writing({page.lang_of(content) for content in waiting})
    for content in waiting or ():
        _open_blocks(content, site)
        # What blocks link, Pelican has not found yet; it has refused articles that are not valid.
        links = content.get_static_links()
        path = content.get_relative_source_path() if links else ""
        if links and context["generated_content"].get(path) is content:
            context["static_links"] |= links


def report_cached(generator: Any) -> None:
    """Log the problems of posts that came whole out of Pelican's generator cache."""
    site = generator.context[SITE_KEY]
    visit_waiting(generator)
    for content in list(generator.context["generated_content"].values()):
        review = getattr(content, "filmreview", None)
        if review is None or str(content.source_path) in site.visited:
            continue
        from pelican_filmreview import post_comments
        from pelican_filmreview.messages import log_problems

        site.visited.add(str(content.source_path))
        site.has_films = site.has_films or review.is_shown
        if not _is_fresh(content, site) and post_comments.read_again(content, generator):
            continue
        log_problems(content, content.filmreview.problems)


def _is_fresh(content: Content, site: Site) -> bool:
    """Whether what the cache holds of a post is of today: in its form, and in its comments."""
    from pelican_filmreview import post_comments
    from pelican_filmreview.store import FORMAT

    if content.filmreview.format != FORMAT:
        # Nobody can read it; where the post itself cannot be read again, its page is all there is.
        content.films, content.filmreview = (), content.filmreview._replace(waiting=())
        return False
    if not content.films:
        return True
    stamp = post_comments.stamp_comments(content, site.settings.comments, site.folders)
    return bool(stamp == content.filmreview.comments)


def save_visits(generator: Any, writer: Any) -> None:
    """Keep what this build found in posts, when articles and pages have been written."""
    generator.context[SITE_KEY].save_visits()


def finish_feed(context: Any, feed: Any) -> None:
    """Take out of a feed's entries what belongs to the page alone."""
    site = context.get(SITE_KEY)
    if site is not None and site.has_films:
        from pelican_filmreview.feeds import finish_entry

        for entry in feed.items:
            finish_entry(entry)


def write_stylesheet(generator: Any, writer: Any) -> None:
    """Write the stylesheet to the output, if a page of this build links it."""
    site = generator.context[SITE_KEY]
    settings = site.settings
    if not site.has_heads and site.prints_head and _writes_films(generator):
        _warn(
            "no template of the theme has a </head>, so pages have neither the stylesheet nor a "
            "Review for search engines; put {{ filmreview_head() }} where its head ends"
        )
    if site.has_films and settings.stylesheet:
        from pelican_filmreview.render import STYLESHEET

        write_sheet(site, writer, STYLESHEET, settings.stylesheet_path)


def _writes_films(generator: Any) -> bool:
    return any(article.save_as and article.films for article in generator.articles)


def write_sheet(site: Site, writer: Any, name: str, place: str) -> None:
    """Write a stylesheet to a plain path below the output."""
    try:
        sheet = site.renderer.stylesheet(name)
    except (OSError, UnicodeDecodeError) as error:
        file = name.rpartition("/")[2]
        logger.error("film: the theme's %s cannot be read (%s); ours is used", file, error)
        sheet = site.renderer.own_stylesheet(name)
    path = Path(writer.output_path) / place
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sheet, "utf-8")
    except OSError as error:
        logger.error("film: the stylesheet %s cannot be written (%s)", path, error)
