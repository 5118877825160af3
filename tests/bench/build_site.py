"""Build one site in a process of its own; a job in JSON comes in, what it cost goes out.

Run by `measure.py` as `python build_site.py JOB REPORT`: two paths of JSON files. The clock runs
from the moment at which Pelican is imported to the end of the build, so that what is the same in
every build (the start of Python, the import of Pelican) does not flatter a ratio.
"""

from __future__ import annotations

import cProfile
import json
import logging
import resource
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

PLUGIN = "pelican.plugins.filmreview"
LATE_IMPORTS = ("bs4", "yaml")


class MessageList(logging.Handler):
    """Keep the text of each warning and error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record's text."""
        self.messages.append(f"{record.levelname}: {record.getMessage()}")


def build_site(job: dict[str, Any]) -> dict[str, Any]:
    """Build the job's site and return its cost: seconds, kilobytes, calls, modules, messages."""
    pelican = import_module("pelican")
    hide_other_plugins(import_module("pelican.plugins._utils"), keep=job["plugin"])
    listener = MessageList()
    logging.getLogger().addHandler(listener)
    settings = import_module("pelican.settings").read_settings(override=job["settings"])
    profile = cProfile.Profile() if job["count_calls"] else None
    before = read_cpu_seconds()
    if profile:
        profile.enable()
    pelican.Pelican(settings).run()
    if profile:
        profile.disable()
    return {
        "cpu_seconds": read_cpu_seconds() - before,
        "peak_kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "calls": sum(entry.callcount for entry in profile.getstats()) if profile else 0,
        "late_imports": [name for name in LATE_IMPORTS if name in sys.modules],
        "messages": listener.messages,
    }


def time_import() -> dict[str, Any]:
    """Return the milliseconds that Pelican waits for the plugin: its import and `register`."""
    import_module("pelican")
    before = time.perf_counter()
    import_module(PLUGIN).register()
    return {"milliseconds": (time.perf_counter() - before) * 1000}


def hide_other_plugins(discovery: ModuleType, *, keep: bool) -> None:
    """Let Pelican find our plugin alone, or none: it imports whatever is installed.

    Else another plugin of this environment would be paid for on one side only, and our own would
    be imported on both.
    """
    find_all = discovery.iter_namespace

    def find_ours(package: ModuleType) -> Iterator[Any]:
        return (found for found in find_all(package) if keep and found[1] == PLUGIN)

    vars(discovery)["iter_namespace"] = find_ours


def read_cpu_seconds() -> float:
    """Return the processor time of this process, its own and the system's on its behalf."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    if not find_spec(PLUGIN):
        sys.exit("pelican-filmreview is not installed here")
    asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    report = build_site(asked) if asked else time_import()
    Path(sys.argv[2]).write_text(json.dumps(report), encoding="utf-8")
