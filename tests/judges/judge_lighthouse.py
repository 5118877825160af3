"""Lighthouse: front page, two reviews and one list in, what keeps them from full marks out.

Accessibility, best practices and search engine optimisation, on a phone. Marks for speed depend on
the machine and are no judge's business.
"""

from __future__ import annotations

import os

from .built_site import BuiltSite
from .judge_browser import FRONT_PAGE, has_review
from .programs import find_program, run_script
from .verdict import Finding, Verdict, reach_verdict

# A page takes a quarter of a minute.
LONGEST_REVIEWS = 2
LONGEST_LISTS = 1


def judge_lighthouse(site: BuiltSite) -> Verdict:
    """What Lighthouse marks down on the pages chosen."""
    job = {
        "folder": str(site.folder.resolve()),
        "siteUrl": site.address,
        "pages": choose_pages(site),
        "chromium": os.environ.get("CHROMIUM")
        or find_program("chromium", "chromium-browser", "google-chrome"),
    }
    answer = run_script("run_lighthouse.mjs", job)
    findings = [Finding(found["file"], found["text"]) for found in answer["findings"]]
    read = {"pages": answer["pages"], "audits": answer["audits"]}
    return reach_verdict("lighthouse", read, findings)


def choose_pages(site: BuiltSite) -> list[str]:
    """The front page, the two longest reviews and the longest list, as far as there are any."""
    pages = site.list_pages()
    reviews = [name for name in pages if has_review(site, name)]
    lists = [name for name in pages if name.startswith(("category/", "tag/", "author/"))]
    longest = [
        *sort_by_size(site, reviews)[:LONGEST_REVIEWS],
        *sort_by_size(site, lists)[:LONGEST_LISTS],
    ]
    return [name for name in pages if name == FRONT_PAGE] + longest


def sort_by_size(site: BuiltSite, names: list[str]) -> list[str]:
    """Names of pages, the longest first."""
    return sorted(names, key=lambda name: (site.folder / name).stat().st_size, reverse=True)
