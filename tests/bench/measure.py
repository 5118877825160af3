"""Sites to build come in, what their builds cost goes out, as ratios within one run.

Each build is a process of its own (`build_site.py`). A ratio is the median of the ratios of the
single rounds: what slows the machine down for a while hits both sides of a round.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

BUILDER = Path(__file__).with_name("build_site.py")
# What the plugin adds to a page with a film and nothing else in these sites does.
FILM_MARK = b"application/ld+json"


class MeasurementError(RuntimeError):
    """A figure could not be taken, or would not mean what it says."""


@dataclass(frozen=True, slots=True)
class Site:
    """A folder of posts, built with the plugin or without any."""

    content: Path
    posts: int
    plugin: bool
    films: bool = False
    cache: Path | None = None
    load_cache: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build took, and a digest of all that it wrote."""

    cpu_seconds: float
    peak_kilobytes: int
    calls: int
    late_imports: tuple[str, ...]
    output: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of a figure over the rounds, with the lowest and the highest."""

    median: float
    low: float
    high: float


def build_in_rounds(
    sites: Mapping[str, Site], rounds: int, tell: Callable[[str], None]
) -> list[dict[str, Cost]]:
    """Build each site once a round, in an order that changes, and return the costs by round."""
    names = list(sites)
    costs = []
    for number in range(rounds):
        turn = number % len(names)
        order = names[turn:] + names[:turn]
        if number // len(names) % 2:
            order.reverse()
        costs.append({name: run_build(sites[name]) for name in order})
        tell(f"  round {number + 1}: {list_seconds(costs[-1])}")
    return costs


def build_side_by_side(sites: Mapping[str, Site]) -> dict[str, Cost]:
    """Build all sites at the same time, and return their costs.

    What slows the machine down then slows all of them, also where builds last half a minute. It
    takes a processor for each, and content in folders of different parents.
    """
    if (os.cpu_count() or 1) < len(sites):
        raise MeasurementError(f"{len(sites)} builds at once need as many processors")
    with ThreadPoolExecutor(len(sites)) as pool:
        builds = {name: pool.submit(run_build, site) for name, site in sites.items()}
        return {name: build.result() for name, build in builds.items()}


def list_seconds(costs: Mapping[str, Cost]) -> str:
    """Say how long each build of a round took."""
    return ", ".join(f"{name} {cost.cpu_seconds:.2f} s" for name, cost in costs.items())


def compare_costs(
    rounds: Sequence[Mapping[str, Cost]], top: str, bottom: str, read: Callable[[Cost], float]
) -> Ratio:
    """Return the ratio of one figure of two sites over the rounds."""
    ratios = [read(costs[top]) / read(costs[bottom]) for costs in rounds]
    return Ratio(statistics.median(ratios), min(ratios), max(ratios))


def run_build(
    site: Site, *, count_calls: bool = False, look: Callable[[Path], None] | None = None
) -> Cost:
    """Build a site into a folder that is gone afterwards, and check that it was built whole.

    Theme, feeds, readers and pagination are Pelican's defaults. `look` is shown the folder before.
    """
    output = site.content.with_name("output")
    settings: dict[str, Any] = {
        "PATH": str(site.content),
        "OUTPUT_PATH": str(output),
        "SITENAME": "Third Row, Left",
        "SITEURL": "https://example.org",
        "AUTHOR": "Ada Reviewer",
        "TIMEZONE": "Europe/London",
        **site.settings,
    }
    if not site.plugin:
        settings["PLUGINS"] = []
    if site.cache:
        settings |= {
            "CACHE_CONTENT": True,
            "LOAD_CONTENT_CACHE": site.load_cache,
            "CACHE_PATH": str(site.cache),
        }
    job = {"settings": settings, "plugin": site.plugin, "count_calls": count_calls}
    try:
        report = run_builder(site.content.parent, job)
        check_build(site, output, report["messages"])
        if look:
            look(output)
        return Cost(
            report["cpu_seconds"],
            report["peak_kilobytes"],
            report["calls"],
            tuple(report["late_imports"]),
            digest_folder(output),
        )
    finally:
        shutil.rmtree(output, ignore_errors=True)


def time_import(folder: Path, times: int) -> float:
    """Return the shortest import of the plugin in fresh interpreters, in milliseconds."""
    return min(float(run_builder(folder, {})["milliseconds"]) for _ in range(times))


def run_builder(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """Run a job in a new process and return its report."""
    order, answer = folder / "job.json", folder / "report.json"
    answer.unlink(missing_ok=True)
    order.write_text(json.dumps(job), encoding="utf-8")
    # Sets of text have another order in every process unless the seed of the hash is fixed.
    environment = os.environ | {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    # What pip installs is compiled, so a checkout is compiled once, and not in each build.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    run = subprocess.run(
        [sys.executable, str(BUILDER), str(order), str(answer)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode or not answer.exists():
        raise MeasurementError(run.stdout[-2000:] + run.stderr[-4000:])
    report: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return report


def check_build(site: Site, output: Path, messages: Sequence[str]) -> None:
    """Raise MeasurementError unless every post was written, with a film where it has one.

    A plugin that gives up on the blocks, or a site that lost its posts, would look fast.
    """
    pages = list(output.glob("review-*.html"))
    films = sum(FILM_MARK in page.read_bytes() for page in pages)
    expected = site.posts if site.films else 0
    if len(pages) != site.posts or films != expected or messages:
        raise MeasurementError(
            f"{site.content}: {len(pages)} of {site.posts} posts written,"
            f" {films} of {expected} with a film, {len(messages)} messages"
            + "".join(f"\n  {message}" for message in messages[:5])
        )


def digest_folder(folder: Path) -> str:
    """Return a digest of the names and the bytes of all files below a folder."""
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\n".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()
