"""linkinator: pages, style sheets and feeds in, broken local links, images and fragments out."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from .built_site import ATOM, BuiltSite
from .judge_feeds import list_html
from .programs import run_script
from .verdict import Finding, Verdict, reach_verdict

FEED_PAGE = ".feed.html"


def judge_links(site: BuiltSite, baseline: Path | None = None) -> Verdict:
    """Local links that lead nowhere; those to other hosts are not followed.

    `baseline` is a folder with the same site built without the plugin: what is broken in the file
    of the same name there, such as a link to a page that Pelican never writes, is left out.
    """
    links, broken = follow_links(site)
    if baseline is not None:
        broken -= follow_links(BuiltSite(baseline, site.address))[1]
    return reach_verdict("links", {"pages": len(site.list_pages()), "links": links}, broken)


def follow_links(site: BuiltSite) -> tuple[int, set[Finding]]:
    """How many links of the site lead somewhere, and which do not."""
    sheets = sorted(path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.css"))
    feeds = {f"{name}{FEED_PAGE}": write_feed_page(site, name) for name in site.list_feeds()}
    job = {
        "folder": str(site.folder.resolve()),
        "siteUrl": site.address,
        "files": [*site.list_pages(), *sheets, *feeds],
        "extra": feeds,
    }
    answer = run_script("run_links.mjs", job)
    broken = {
        Finding(found["file"].removesuffix(FEED_PAGE), found["text"])
        for found in answer["findings"]
    }
    return answer["links"], broken


def write_feed_page(site: BuiltSite, name: str) -> str:
    """A page with the HTML and the links of a feed, since linkinator reads HTML only."""
    try:
        root = etree.parse(site.folder / name).getroot()
    except etree.XMLSyntaxError:
        return ""  # the judge of feeds says what is wrong with it
    addresses = [link.get("href", "") for link in root.iter(f"{ATOM}link")]
    addresses += [link.text or "" for link in root.iter("link")]
    page = etree.Element("div")
    for address in addresses:
        etree.SubElement(page, "a", href=address)
    return etree.tostring(page, encoding="unicode", method="html") + "".join(
        html for _, html in list_html(root)
    )
