"""What the plugin asks of a Pelican page: its language, names, files, and how it is read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from markupsafe import Markup
from pelican.contents import Content
from pelican.utils import slugify

from pelican_filmreview.settings import Settings

if TYPE_CHECKING:
    from pelican_filmreview.parse import Reading
    from pelican_filmreview.views import Page


INTRASITE = re.compile(r"[{|](?:static|attach|filename)[}|](.*)$")


def lang_of(content: Content) -> str:
    return str(getattr(content, "lang", None) or "en")


def plain(html: str) -> str:
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    return str(Markup(html).striptags())


def slug_of(title: str, settings: dict[str, Any]) -> str:
    """Give Pelican's slug of a title."""
    substitutions = settings.get("SLUG_REGEX_SUBSTITUTIONS", [])
    is_plain = title.isascii() and "<" not in title and "&" not in title
    if is_plain and substitutions == _PLAIN_SLUGS:
        # What those make of plain text, for less than a tenth of the time.
        return _GAPS.sub("-", _NO_WORDS.sub("", " ".join(title.split())).strip()).lower()
    return str(
        slugify(
            title,
            regex_subs=substitutions,
            use_unicode=settings.get("SLUGIFY_USE_UNICODE", False),
        )
    )


_NO_WORDS, _GAPS = re.compile(r"[^\w\s-]"), re.compile(r"[-\s]+")
# Pelican's default of today, which a site's settings file can change in place.
_PLAIN_SLUGS = [
    (r"[^\w\s-]", ""),
    (r"(?u)\A\s*", ""),
    (r"(?u)\s*\Z", ""),
    (r"[-\s]+", "-"),
]


def author_names(content: Content) -> list[str]:
    """Give the names of a post's authors; `AUTHOR = None` makes one without a name."""
    authors = getattr(content, "authors", None) or []
    names = (getattr(author, "name", author) for author in authors)
    return [str(name) for name in names if name]


def reading_of(content: Content, settings: Settings) -> Reading:
    from pelican_filmreview import labels
    from pelican_filmreview.parse import Reading
    from pelican_filmreview.rating import scale_of

    lang = lang_of(content)
    return Reading(
        scale_of(settings),
        lambda name: labels.parse_month_name(name, lang),
        plain(str(getattr(content, "title", ""))),
        lambda url: not INTRASITE.match(url) or find_file(content, url) is not None,
    )


def page_of(content: Content, settings: Settings, files: list[Path] | None = None) -> Page:
    """Give what a fragment has to know of its page; `files` takes those that are looked for."""
    from pelican_filmreview.views import Page

    relative = content.settings.get("RELATIVE_URLS")
    siteurl = str(content.settings.get("SITEURL") or "")

    def link(url: str) -> str:
        """Give an address as it is written in a page: a path from the site's root gets its URL.

        Pages of a site with relative links have no such URL, but a file of the content folder
        can be left to Pelican, which writes it for each page and feed.
        """
        if not url.startswith("/") or url.startswith("//"):
            return url
        if relative:
            path = "{static}" + url
            file = find_file(content, path)
            if file is not None and files is not None:
                files.append(file)
            return path if file is not None and file.is_file() else url
        return siteurl + url

    transforms = content.settings.get("IMAGE_PROCESS")
    return Page(
        lang_of(content), settings, link, transforms if isinstance(transforms, dict) else {}
    )


def absolute_url_of(content: Content) -> str:
    """Give a page's own address, absolute if the site has a URL."""
    url = str(content.url)
    if "://" in url:
        return url
    return f"{content.settings.get('SITEURL') or ''}/{url.lstrip('/')}"


def make_absolute(content: Content, address: str) -> str:
    """Give an address of the block (`{static}` link, path, URL) as an absolute one."""
    siteurl = str(content.settings.get("SITEURL") or "")
    if address.startswith(("{", "|")):
        # Pelican resolves such links inside HTML only.
        html = content._update_content(f'<img src="{address}">', siteurl)
        address = html[len('<img src="') : -len('">')]
    if address.startswith("/") and not address.startswith("//"):
        return address if address.startswith(siteurl + "/") else siteurl + address
    return urljoin(absolute_url_of(content), address)


def find_file(content: Content, url: str) -> Path | None:
    """Give the file in the content folder that an address of the block means, if it means one."""
    found = INTRASITE.match(url)
    root = Path(content.settings["PATH"]).resolve()
    if found is None or not content.source_path:
        return None
    name = unquote(found[1].split("#")[0].split("?")[0])
    start = root if name.startswith("/") else Path(content.source_path).resolve().parent
    path = (start / name.lstrip("/")).resolve()
    return path if path.is_relative_to(root) else None
