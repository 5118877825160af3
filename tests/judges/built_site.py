"""A Pelican output folder in, its pages, feeds and address out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
FEED_ENDINGS = (".atom.xml", ".rss.xml", ".atom", ".rss")


@dataclass(frozen=True)
class BuiltSite:
    """A folder of built files, and its absolute SITEURL without a final slash, or ""."""

    folder: Path
    address: str = ""

    def list_pages(self) -> list[str]:
        """Names of all HTML pages, with slashes, relative to the folder."""
        return sorted(
            path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html")
        )

    def list_feeds(self) -> list[str]:
        """Names of all Atom and RSS feeds."""
        return list_feeds(self.folder)

    def read_page(self, name: str) -> Element:
        """The root element of a page, read as browsers do (the HTML standard's algorithm)."""
        return parse_html((self.folder / name).read_text(encoding="utf-8"))

    def build_url(self, name: str) -> str:
        """The address of a file; relative to the root of the host for a site without an address."""
        return f"{self.address}/{quote(name)}"

    def find_file(self, url: str) -> str | None:
        """The name of the built file that `url` stands for, or None if there is no such file."""
        if not url.startswith(f"{self.address}/"):
            return None
        path = unquote(urlsplit(url[len(self.address) :]).path).lstrip("/")
        for name in (path, f"{path}.html", f"{path.rstrip('/')}/index.html".lstrip("/")):
            if name and (self.folder / name).is_file():
                return name
        return None


def parse_html(text: str) -> Element:
    """The root of an HTML document, element names without a namespace."""
    root: Element = html5lib.parse(text, namespaceHTMLElements=False)
    return root


def list_feeds(folder: Path) -> list[str]:
    """Names of the feeds below `folder`, by the endings that Pelican's own documentation uses."""
    files = (path for path in folder.rglob("*") if path.name.endswith(FEED_ENDINGS))
    return sorted(path.relative_to(folder).as_posix() for path in files)


def find_address(folder: Path) -> str:
    """The absolute SITEURL that the feeds of `folder` were built with, or "".

    An Atom feed names itself: its own link is SITEURL plus its file name.
    """
    for name in list_feeds(folder):
        try:
            root = etree.parse(folder / name).getroot()
        except etree.XMLSyntaxError:
            continue  # the judge of feeds says what is wrong with it
        for link in root.iterfind(f"{ATOM}link[@rel='self']"):
            href = str(link.get("href"))
            if href.startswith(("http://", "https://")) and href.endswith(f"/{quote(name)}"):
                return href[: -len(quote(name)) - 1]
    return ""
