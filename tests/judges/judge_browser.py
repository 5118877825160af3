"""axe-core in Chromium: review pages and the front page in, what shuts a reader out.

WCAG 2.2 A and AA in light and dark, on a phone (360 px) and a desktop (1280 px), with everything
unfolded; errors of the console, requests to other hosts, and pages that scroll sideways, from
320 px on.
"""

from __future__ import annotations

import os

from .built_site import BuiltSite
from .json_ld import JsonLdFault, extract_blocks, find_typed, parse_block
from .programs import find_program, run_script
from .verdict import Finding, Verdict, reach_verdict

FRONT_PAGE = "index.html"


def judge_browser(site: BuiltSite, scope: str = "") -> Verdict:
    """What axe-core and Chromium find; with a CSS selector as `scope`, only what is in there."""
    pages = [name for name in site.list_pages() if name == FRONT_PAGE or shows_film(site, name)]
    chromium = os.environ.get("CHROMIUM") or find_program(
        "chromium", "chromium-browser", "google-chrome"
    )
    job = {
        "folder": str(site.folder.resolve()),
        "siteUrl": site.address,
        "pages": pages,
        "scope": scope,
        "chromium": chromium,
    }
    answer = run_script("run_browser.mjs", job)
    findings = [Finding(found["file"], found["text"]) for found in answer["findings"]]
    read = {"pages": answer["loaded"], "passed or failed rules": answer["checks"]}
    return reach_verdict("browser", read, findings)


def shows_film(site: BuiltSite, name: str) -> bool:
    """Whether a page holds a Review in its JSON-LD, or a fragment of the plugin's."""
    classes = (element.get("class", "") for element in site.read_page(name).iter())
    return any("film-review" in one.split() for one in classes) or has_review(site, name)


def has_review(site: BuiltSite, name: str) -> bool:
    """Whether a page holds a Review in its JSON-LD."""
    for text in extract_blocks(site.read_page(name)):
        try:
            if find_typed(parse_block(text), "Review"):
                return True
        except JsonLdFault:
            continue  # the judges of JSON-LD say what is wrong with it
    return False
