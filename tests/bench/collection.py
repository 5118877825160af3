"""Measure what the pages of the whole blog's films add to a build: a table goes out.

    python tests/bench/collection.py [--posts 1000 3000 10000] [--no-calls] [--rounds 1]

Each site is built without the collection and with it; what is added is divided by the number of
reviews, and the slope says how much that grows for each further thousand. Reviews have six credits
(`filmography.py`) and little prose, which is the same on both sides. The smallest site is also
built a second time, which must give the same bytes, and a third time with one review more, which
may change only pages on which that review, or what it changes, is to be seen. The exit status is 1
only when a figure could not be taken, or when pages differ that must not.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from html import unescape
from pathlib import Path

from filmography import write_filmography, write_review
from measure import Cost, MeasurementError, Site, run_build

SIZES = (1000, 3000, 10000)
ON = {"FILMREVIEW_COLLECTION": True}
# Pages that say of each name on them how many posts or films it has.
COUNTING = re.compile(
    r"(?:(?:authors|categories|tags)\.html"
    r"|(?:people|genres|countries|languages|years|decades|ratings)/index\d*\.html)"
)


@dataclass(frozen=True, slots=True)
class Added:
    """What the collection adds to the build of a site, for each of its reviews."""

    posts: int
    milliseconds: float
    calls: float
    kilobytes: float
    peak_off: float
    peak_on: float
    pages: int


def main() -> int:
    """Measure, print the table and return the exit status."""
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="filmreview-bench-") as folder:
        try:
            rows = [measure_size(Path(folder), posts, options) for posts in options.posts]
            print_table(rows)
            complaints = compare_bytes(Path(folder) / "same", min(options.posts))
        except MeasurementError as error:
            print(f"bench: not measured: {error}", file=sys.stderr)
            return 1
    for complaint in complaints:
        print(f"bench: {complaint}", file=sys.stderr)
    return 1 if complaints else 0


def read_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description="Measure what the collection adds to a build.")
    parser.add_argument("--posts", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--no-calls", action="store_true", help="do not count function calls")
    return parser.parse_args()


def measure_size(folder: Path, posts: int, options: argparse.Namespace) -> Added:
    """Return what the collection adds to a site of that size."""
    tell(f"{posts} reviews")
    content = folder / str(posts) / "content"
    write_filmography(content, posts)
    off = Site(content, posts, plugin=True, films=True)
    on = replace(off, settings=ON)
    pages = 0

    def count_pages(output: Path) -> None:
        nonlocal pages
        pages = sum(1 for _ in output.rglob("index*.html"))

    milliseconds, costs = [], (run_build(off), run_build(on, look=count_pages))
    for turn in range(options.rounds):
        if turn:
            costs = (run_build(off), run_build(on))
        milliseconds.append(1000 * (costs[1].cpu_seconds - costs[0].cpu_seconds) / posts)
        tell(f"  off {costs[0].cpu_seconds:.2f} s, on {costs[1].cpu_seconds:.2f} s")
    calls = 0 if options.no_calls else count_added_calls(off, on)
    return Added(
        posts,
        statistics.median(milliseconds),
        calls / posts,
        (costs[1].peak_kilobytes - costs[0].peak_kilobytes) / posts,
        costs[0].peak_kilobytes / 1024,
        costs[1].peak_kilobytes / 1024,
        pages,
    )


def count_added_calls(off: Site, on: Site) -> int:
    """Return how many more functions a build with the collection calls."""
    costs: list[Cost] = [run_build(site, count_calls=True) for site in (off, on)]
    return costs[1].calls - costs[0].calls


def compare_bytes(folder: Path, posts: int) -> list[str]:
    """Return what is not identical though it must be, on a second build and with a review more."""
    content = folder / "content"
    write_filmography(content, posts)
    site = Site(content, posts, plugin=True, films=True, settings=ON)
    seen: list[dict[str, str]] = []
    complaints: list[str] = []

    def keep(output: Path) -> None:
        seen.append({name: sha256(path.read_bytes()).hexdigest() for name, path in walk(output)})

    run_build(site, look=keep)
    run_build(site, look=keep)
    if seen[0] != seen[1]:
        complaints.append("a second build writes other bytes")
    review = write_review(content, posts)
    facts = review.facts
    people = {*facts.directors, *facts.writers, *(line.split(" as ")[0] for line in facts.cast)}
    marks = [f"{review.slug}.html", *people]

    def judge(output: Path) -> None:
        changed, told = [], 0
        for name, path in walk(output):
            told += name in seen[0]
            if seen[0].get(name) != sha256(path.read_bytes()).hexdigest():
                changed.append(name)
        listed = (name for name in changed if not COUNTING.fullmatch(name))
        stray = [name for name in listed if not shows(output / name, marks)]
        tell(f"one review more: {len(changed)} of {told} files change, {len(stray)} without reason")
        complaints.extend(f"{name} changed, and does not show the new review" for name in stray)

    run_build(replace(site, posts=posts + 1), look=judge)
    return complaints


def walk(output: Path) -> Iterable[tuple[str, Path]]:
    """Give the names and paths of all files below a folder."""
    for path in sorted(path for path in output.rglob("*") if path.is_file()):
        yield path.relative_to(output).as_posix(), path


def shows(path: Path, marks: Iterable[str]) -> bool:
    """Say whether a file shows a review: its address, or a name of its people.

    The numbered parts of a long page are one page: a new line on one moves those on the others.
    """
    stem = path.stem.rstrip("0123456789")
    is_list = stem == "index" or not path.stem.startswith("review-")
    parts = [one for one in path.parent.glob(f"{stem}*{path.suffix}") if is_part(one, stem)]
    for part in parts if is_list else [path]:
        text = unescape(part.read_text("utf-8"))
        if any(mark in text for mark in marks):
            return True
    return False


def is_part(path: Path, stem: str) -> bool:
    """Say whether a file is a page of that name or one of its numbered parts."""
    return path.stem == stem or path.stem.removeprefix(stem).isdecimal()


def print_table(rows: list[Added]) -> None:
    """Print what is added at each size, and how much that grows, as a Markdown table."""
    print("| reviews | pages | ms a review | calls a review | KB a review | peak off, on (MB) |")
    print("| --- | --- | --- | --- | --- | --- |")
    for row in rows:
        print(
            f"| {row.posts:,} | {row.pages:,} | {row.milliseconds:.2f} | {row.calls:,.0f} "
            f"| {row.kilobytes:.1f} | {row.peak_off:.0f}, {row.peak_on:.0f} |"
        )
    for first, last in zip(rows[:1], rows[1:][-1:], strict=False):
        thousands = (last.posts - first.posts) / 1000
        time = (last.milliseconds - first.milliseconds) / thousands
        calls = (last.calls - first.calls) / thousands
        memory = (last.kilobytes - first.kilobytes) / thousands
        print(f"| slope a thousand | | {time:+.3f} | {calls:+,.1f} | {memory:+.2f} | |")


def tell(news: str) -> None:
    """Say on the error stream what is going on, so that the table alone goes to a file."""
    print(news, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
