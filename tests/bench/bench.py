"""Measure what film blocks cost in a build: `python tests/bench/bench.py`; a table goes out.

    --posts 1000   reviews per site
    --rounds 5     how often each site is built, in changing order
    --growth       also compare the ratio at 500 posts with that at 5,000 (slow; two processors)
    --quick        200 posts, 3 rounds: to see that it runs, not to quote

It needs the plugin installed, with Pelican and Markdown. Figures are ratios within one run, but for
the time of the import. A busy machine widens their spread: a ratio says no more than the control
beside it, the same site built twice. A bound that is missed shows in the table. The
exit status is 1 only when a figure could not be taken or when outputs that must be identical are
not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from measure import (
    Cost,
    MeasurementError,
    Ratio,
    Site,
    build_in_rounds,
    build_side_by_side,
    compare_costs,
    list_seconds,
    run_build,
    time_import,
)
from reviews import Variant, write_reviews

# Sites that growth is told by, and how often each is built in a turn. They take turns, and both
# sides are built at once, so that minutes in which the machine is slow, which are harder on some
# builds than on others, hit them all. The smaller a site, the wider its ratios spread.
GROWTH_ROUNDS = {500: 8, 5000: 1}
GROWTH_TURNS = 12
IMPORT_TIMES = 15


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; a row without bounds is there to judge the others by."""

    what: str
    figure: float
    spread: str = ""
    must: float | None = None
    aim: float | None = None
    form: str = ".3f"

    @property
    def verdict(self) -> str:
        """Say whether the figure keeps its bounds."""
        if self.must is None:
            return ""
        if self.figure > self.must:
            return "MISSED"
        return "aim" if self.aim is not None and self.figure <= self.aim else "must"


def main() -> int:
    """Measure, print the table and return the exit status."""
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="filmreview-bench-") as folder:
        try:
            rows, complaints = measure_all(Path(folder), options)
        except MeasurementError as error:
            print(f"bench: not measured: {error}", file=sys.stderr)
            return 1
    print_table(rows)
    for complaint in complaints:
        print(f"bench: {complaint}", file=sys.stderr)
    return 1 if complaints else 0


def read_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description="Measure what film blocks cost in a build.")
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if options.quick:
        options.posts, options.rounds = 200, 3
    return options


def measure_all(folder: Path, options: argparse.Namespace) -> tuple[list[Row], list[str]]:
    """Return the rows of the table, and what was not identical though it must be."""
    sites = write_sites(folder, options.posts)
    tell(f"{options.posts} reviews, {options.rounds} rounds; a first build to warm up")
    run_build(sites["block"])
    rows, plain = measure_blocks(sites, options.rounds)
    rows += measure_calls(folder, sites)
    cached, complaints = measure_cache(folder, sites, options.rounds, plain)
    rows += cached
    if options.growth:
        rows += measure_growth(folder)
    return rows, complaints


def write_sites(folder: Path, posts: int) -> dict[str, Site]:
    """Write the content of the three variants; those without films are built without the plugin."""
    variants: tuple[Variant, ...] = ("block", "list", "prose")
    sites: dict[str, Site] = {}
    for variant in variants:
        content = folder / str(posts) / variant / "content"
        write_reviews(content, variant, posts)
        films = variant == "block"
        sites[variant] = Site(content, posts, plugin=films, films=films)
    return sites


def measure_blocks(sites: dict[str, Site], rounds: int) -> tuple[list[Row], dict[str, Cost]]:
    """Return the rows on time and memory, and the costs of the last round."""
    tell("blocks with the plugin, list and prose without it, and the list again as control")
    costs = build_in_rounds(sites | {"control": sites["list"]}, rounds, tell)

    def compare(top: str, bottom: str, read: Callable[[Cost], float] = read_time) -> Ratio:
        return compare_costs(costs, top, bottom, read)

    rows = [
        make_row("control: list / the same list again, CPU time", compare("control", "list")),
        make_row(
            "blocks with the plugin / list without, CPU time", compare("block", "list"), 1.10, 1.03
        ),
        make_row(
            "blocks with the plugin / prose without, CPU time",
            compare("block", "prose"),
            1.25,
            1.15,
        ),
        make_row("list without / prose without, CPU time", compare("list", "prose")),
        make_row(
            "control: list / the same list again, peak memory",
            compare("control", "list", read_memory),
        ),
        make_row(
            "blocks with the plugin / list without, peak memory",
            compare("block", "list", read_memory),
            1.20,
            1.06,
        ),
        make_row(
            "blocks with the plugin / prose without, peak memory",
            compare("block", "prose", read_memory),
        ),
    ]
    return rows, costs[-1]


def measure_calls(folder: Path, sites: dict[str, Site]) -> list[Row]:
    """Return the rows on function calls, which no other program on the machine disturbs."""
    tell("function calls, and the plugin on a site without films")
    prose = sites["prose"]
    idle = Site(prose.content, prose.posts, plugin=True)
    late = run_build(idle).late_imports
    without = run_build(prose, count_calls=True).calls
    again = run_build(prose, count_calls=True).calls
    installed = run_build(idle, count_calls=True).calls
    blocks = run_build(sites["block"], count_calls=True).calls
    typed = run_build(sites["list"], count_calls=True).calls

    def make_call_row(
        what: str, top: int, bottom: int, must: float | None = None, aim: float | None = None
    ) -> Row:
        counts = f"{top:,} / {bottom:,}"
        return Row(f"{what}, function calls", top / bottom, counts, must, aim, ".5f")

    return [
        make_call_row("blocks with the plugin / list without", blocks, typed),
        make_call_row("control: prose without, twice", again, without),
        make_call_row("prose with the plugin / prose without", installed, without, 1.02, 1.01),
        Row(
            "import and register, ms",
            time_import(folder, IMPORT_TIMES),
            f"best of {IMPORT_TIMES}",
            5,
            5,
            ".2f",
        ),
        Row(
            "yaml and bs4 imported by a site without films",
            len(late),
            ", ".join(late) or "none",
            0,
            0,
            "d",
        ),
    ]


def measure_cache(
    folder: Path, sites: dict[str, Site], rounds: int, plain: dict[str, Cost]
) -> tuple[list[Row], list[str]]:
    """Return the row on warm builds, and the builds whose output the cache changed."""
    tell("warm content cache: blocks with the plugin, list without it")
    warm, complaints = {}, []
    for name in ("block", "list"):
        site = sites[name]
        cache = folder / f"cache-{name}"
        cold = run_build(Site(site.content, site.posts, site.plugin, site.films, cache))
        if cold.output != plain[name].output:
            complaints.append(f"{name}: a build that fills the cache writes other bytes")
        warm[name] = Site(site.content, site.posts, site.plugin, site.films, cache, load_cache=True)
    costs = build_in_rounds(warm, rounds, tell)
    complaints += [
        f"{name}: a warm build writes other bytes than a cold one"
        for name in warm
        if any(cost[name].output != plain[name].output for cost in costs)
    ]
    ratio = compare_costs(costs, "block", "list", read_time)
    identical = "differ" if complaints else "identical"
    rows = [
        make_row("warm cache: blocks with the plugin / list without", ratio, 1.10, 1.05),
        Row("outputs that the cache changed", len(complaints), identical, 0, 0, "d"),
    ]
    return rows, complaints


def measure_growth(folder: Path) -> list[Row]:
    """Return the rows on how the ratio changes as the site grows.

    In function calls it is the same on any machine, and shows what grows faster than the site.
    """
    pairs, costs = {}, {}
    for posts in GROWTH_ROUNDS:
        sites = write_sites(folder / "growth", posts)
        pairs[posts] = {name: sites[name] for name in ("block", "list")}
        costs[posts] = []
    for turn in range(GROWTH_TURNS):
        for posts, rounds in GROWTH_ROUNDS.items():
            tell(f"growth: {posts} posts, turn {turn + 1} of {GROWTH_TURNS}")
            for _ in range(rounds):
                costs[posts].append(build_side_by_side(pairs[posts]))
                tell(f"  {list_seconds(costs[posts][-1])}")
    rows, medians, calls = [], [], []
    for posts, pair in pairs.items():
        ratio = compare_costs(costs[posts], "block", "list", read_time)
        medians.append(ratio.median)
        rows.append(make_row(f"blocks / list at {posts:,} posts, side by side, CPU time", ratio))
        tell(f"growth: {posts} posts, function calls")
        counts = [run_build(pair[name], count_calls=True).calls for name in ("block", "list")]
        calls.append(counts[0] / counts[1])
        seen = f"{counts[0]:,} / {counts[1]:,}"
        rows.append(Row(f"blocks / list at {posts:,} posts, function calls", calls[-1], seen))
    rows += [
        Row(
            "growth: how far these two are apart, CPU time", abs(medians[1] - medians[0]), must=0.03
        ),
        Row("growth: how far these two are apart, calls", abs(calls[1] - calls[0]), must=0.03),
    ]
    return rows


def make_row(what: str, ratio: Ratio, must: float | None = None, aim: float | None = None) -> Row:
    """Return the row of a ratio, its spread over the rounds included."""
    return Row(what, ratio.median, f"{ratio.low:.3f} to {ratio.high:.3f}", must, aim)


def read_time(cost: Cost) -> float:
    """Return the CPU time of a build."""
    return cost.cpu_seconds


def read_memory(cost: Cost) -> float:
    """Return the peak memory of a build."""
    return cost.peak_kilobytes


def tell(news: str) -> None:
    """Say on the error stream what is going on, so that the table alone goes to a file."""
    print(news, file=sys.stderr, flush=True)


def print_table(rows: list[Row]) -> None:
    """Print the rows as a Markdown table."""
    print("| what | figure | seen | must | aim | kept |")
    print("| --- | --- | --- | --- | --- | --- |")
    for row in rows:
        bounds = ["" if bound is None else f"{bound:g}" for bound in (row.must, row.aim)]
        cells = [row.what, format(row.figure, row.form), row.spread, *bounds, row.verdict]
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    sys.exit(main())
