"""The Nu HTML checker: every page of the site in, its messages out, less those of a baseline."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .built_site import BuiltSite
from .programs import find_program, install_node_modules, run_program
from .verdict import Finding, JudgeFault, Verdict, reach_verdict

# vnu is silent about good pages. It always gets this bad one too: no answer without it counts.
CANARY = '<!DOCTYPE html><html lang="en"><title>Canary</title><p><canary></canary></p></html>'


@dataclass(frozen=True)
class Message:
    """What vnu says about one place of a page."""

    text: str
    extract: str
    line: int


def judge_html(site: BuiltSite, baseline: Path | None = None) -> Verdict:
    """Everything that vnu says about the pages, infos and warnings included.

    `baseline` is a folder with the same site built without the plugin: what vnu says about the page
    of the same name there, it says about the theme or the prose, and so it is taken off.
    """
    names = site.list_pages()
    spoken = check_pages(site.folder, names)
    known: dict[str, list[Message]] = {}
    if baseline is not None:
        faulty = [name for name in spoken if (baseline / name).is_file()]
        known = check_pages(baseline, faulty)
    findings = [
        Finding(name, f"line {message.line}: {message.text} [{message.extract}]")
        for name, messages in spoken.items()
        for message in subtract_messages(messages, known.get(name, []))
    ]
    return reach_verdict("html", {"pages": len(names)}, findings)


def check_pages(folder: Path, names: Sequence[str]) -> dict[str, list[Message]]:
    """The messages of vnu by name of page; pages without any are left out."""
    jar = install_node_modules() / "vnu-jar/build/dist/vnu.jar"
    with tempfile.TemporaryDirectory() as scratch:
        canary = Path(scratch, "canary.html")
        canary.write_text(CANARY, encoding="utf-8")
        files = [canary, *(folder / name for name in names)]
        vnu = (find_program("java"), "-jar", jar, "--format", "json", "--stdout")
        done = run_program([*vnu, *files])
    try:
        answer = json.loads(done.stdout)["messages"]
    except ValueError as fault:
        raise JudgeFault("vnu", done.stderr) from fault
    by_file: dict[str, list[Message]] = defaultdict(list)
    for said in answer:
        extract = " ".join(said.get("extract", "").split())
        message = Message(said["message"], extract, said.get("lastLine", 0))
        by_file[unquote(urlsplit(said.get("url", "")).path)].append(message)
    if str(canary) not in by_file:
        raise JudgeFault("vnu", "finds nothing wrong with a page that is wrong")
    paths = {name: str(folder / name) for name in names}
    return {name: by_file[path] for name, path in paths.items() if path in by_file}


def subtract_messages(spoken: list[Message], known: list[Message]) -> list[Message]:
    """What `spoken` says more often than `known`; where to choose, what stands elsewhere."""
    places = {(message.text, message.extract) for message in known}
    left = [message.text for message in known]
    fresh = []
    for message in sorted(spoken, key=lambda said: (said.text, said.extract) not in places):
        if message.text in left:
            left.remove(message.text)
        else:
            fresh.append(message)
    return fresh
