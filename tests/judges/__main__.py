"""The one entry: a folder and options from the command line in, findings and an exit code out."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from .built_site import BuiltSite, find_address
from .judge_browser import judge_browser
from .judge_feeds import judge_feeds
from .judge_html import judge_html
from .judge_lighthouse import judge_lighthouse
from .judge_links import judge_links
from .judge_microformats import judge_microformats
from .judge_reviews import judge_reviews
from .judge_vocabulary import judge_vocabulary
from .verdict import JudgeFault, Verdict

JUDGES: dict[str, Callable[[BuiltSite, argparse.Namespace], Verdict]] = {
    "html": lambda site, options: judge_html(site, options.baseline),
    "vocabulary": lambda site, _: judge_vocabulary(site),
    "reviews": lambda site, options: judge_reviews(site, frozenset(options.unseen)),
    "microformats": lambda site, _: judge_microformats(site),
    "feeds": lambda site, _: judge_feeds(site),
    "links": lambda site, options: judge_links(site, options.baseline),
    "browser": lambda site, options: judge_browser(site, options.scope),
    "lighthouse": lambda site, _: judge_lighthouse(site),
}


def main(arguments: Sequence[str]) -> int:
    """Let the judges judge and print what they find; 0 if each has read something and likes it."""
    options = read_options(arguments)
    address = find_address(options.output) if options.site_url is None else options.site_url
    site = BuiltSite(options.output, address.rstrip("/"))
    summary = [f"judged {options.output} as the site {address or '(no absolute address)'}"]
    clean = True
    for name in options.only or JUDGES:
        start = time.monotonic()
        try:
            verdict = JUDGES[name](site, options)
        except JudgeFault as fault:
            complaints, reading = [f"(site): {name}: {fault}"], f"{name}: could not judge"
        else:
            complaints, reading = verdict.list_complaints(), verdict.describe_reading()
        clean = clean and not complaints
        for complaint in complaints:
            print(complaint)
        summary.append(f"{reading} ({time.monotonic() - start:.1f} s)")
    print("\n".join(summary))
    return 0 if clean else 1


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked for; ends the program where that cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m tests.judges")
    parser.add_argument("output", type=Path, help="a Pelican output folder")
    parser.add_argument(
        "--baseline",
        type=Path,
        help="the same site built without the plugin: what html and links find there is left out",
    )
    parser.add_argument("--site-url", help="SITEURL (default: what the Atom feeds were built with)")
    parser.add_argument("--scope", default="", help="a CSS selector; axe-core judges nothing else")
    parser.add_argument(
        "--unseen",
        nargs="*",
        default=[],
        metavar="PROPERTY",
        help="properties of a Review whose names the theme does not show, such as author",
    )
    parser.add_argument("--only", nargs="*", choices=list(JUDGES), help="some of the judges")
    options = parser.parse_args(arguments)
    for folder in filter(None, (options.output, options.baseline)):
        if not folder.is_dir():
            parser.error(f"{folder} is not a folder")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
