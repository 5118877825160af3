"""What a judge hands back: how much it has read, and what it has found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class JudgeFault(Exception):
    """A judge could not do its work: its program is missing, crashed or answered nothing."""

    def __init__(self, program: str, reason: str) -> None:
        """Name the program and say why; of a long output, the end counts."""
        super().__init__(f"{program}: {reason[-2000:]}")


@dataclass(frozen=True, order=True)
class Finding:
    """One fault of the site: the file's name inside the output folder and what is wrong with it."""

    file: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """The name of the judge, the number of things it has read by kind, and its findings."""

    judge: str
    read: Mapping[str, int]
    findings: tuple[Finding, ...]

    def list_complaints(self) -> list[str]:
        """All that speaks against the site as printable lines, a judge without work included."""
        lines = [f"{found.file}: {self.judge}: {found.text}" for found in self.findings]
        unread = [kind for kind, count in self.read.items() if count == 0]
        lines += [
            f"(site): {self.judge}: no {kind} found, so nothing was judged" for kind in unread
        ]
        return lines

    def describe_reading(self) -> str:
        """One line for the end of the report, such as `links: 12 pages, 80 links; 0 findings`."""
        read = ", ".join(f"{count} {kind}" for kind, count in self.read.items())
        return f"{self.judge}: {read}; {len(self.findings)} findings"


def reach_verdict(judge: str, read: Mapping[str, int], findings: Iterable[Finding]) -> Verdict:
    """Sort the findings, drop those found twice, and put them beside what was read."""
    return Verdict(judge, dict(read), tuple(sorted(set(findings))))
