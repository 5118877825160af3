"""A content folder in, the messages of a build out, without the build.

Pelican's own generators read the posts and pages, with the site's settings, readers and plugins;
nothing is written. So the messages are those of a build, by construction.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.settings import read_settings

from pelican_filmreview import register
from pelican_filmreview.messages import FINDING


@dataclass(frozen=True, slots=True)
class Finding:
    """A message about a file; `line` is 0 where it is about the file as a whole."""

    path: str
    line: int
    severity: str
    message: str


class _Collector(logging.Handler):
    """Collects the plugin's findings, and posts that Pelican could not read at all."""

    def __init__(self, root: Path) -> None:
        super().__init__(logging.WARNING)
        self.root = root
        self.findings: list[Finding] = []

    def emit(self, record: logging.LogRecord) -> None:
        finding = getattr(record, FINDING, None)
        if finding is not None:
            name, line, severity, message = finding
            path = os.path.relpath(self.root / str(name)) if name else ""
            self.findings.append(Finding(path, line, severity, message))
        elif record.name.startswith("pelican_filmreview"):
            text = record.getMessage().removeprefix("film: ")
            self.findings.append(Finding("", 0, record.levelname.lower(), text))
        elif str(record.msg).startswith("Could not process") and record.args:
            name = str(record.args[0]) if isinstance(record.args, tuple) else ""
            path = os.path.relpath(self.root / name)
            self.findings.append(Finding(path, 0, "error", "Pelican cannot read this file"))


def find_settings(path: Path) -> Path | None:
    """Find the `pelicanconf.py` that a content folder belongs to: beside it or above it."""
    for folder in (Path.cwd(), *path.resolve().parents):
        if (folder / "pelicanconf.py").is_file():
            return folder / "pelicanconf.py"
    return None


def check(path: Path, settings_path: Path | None) -> list[Finding]:
    """Check a content folder, or one file of it, and give what a build would say.

    Raises OSError where there is no such path, and whatever the settings file raises.
    """
    if not path.exists():
        raise FileNotFoundError(path)
    override: dict[str, Any] = {"CACHE_CONTENT": False, "LOAD_CONTENT_CACHE": False}
    settings_path = settings_path or find_settings(path)
    if settings_path is None:
        override["PATH"] = str(path if path.is_dir() else path.parent)
    settings = read_settings(str(settings_path) if settings_path else None, override=override)
    root = Path(settings["PATH"]).resolve()
    if not path.resolve().is_relative_to(root):
        root = path.resolve() if path.is_dir() else path.resolve().parent
        settings["PATH"] = str(root)
    collector = _Collector(root)
    logging.getLogger().addHandler(collector)
    try:
        _read_everything(settings)
    finally:
        logging.getLogger().removeHandler(collector)
    return [one for one in _sort(collector.findings) if _concerns(one, path)]


def _concerns(finding: Finding, path: Path) -> bool:
    if not finding.path:
        return True
    return Path(finding.path).resolve().is_relative_to(path.resolve())


def _read_everything(settings: dict[str, Any]) -> None:
    pelican = Pelican(settings)
    # A site may list its plugins without this one; the check is about it all the same.
    register()
    context = settings.copy()
    context.update(generated_content={}, static_links=set(), static_content={})
    context["localsiteurl"] = settings["SITEURL"]
    for generator in (ArticlesGenerator, PagesGenerator):
        generator(
            context=context,
            settings=settings,
            path=pelican.path,
            theme=pelican.theme,
            output_path=pelican.output_path,
        ).generate_context()


def _sort(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(dict.fromkeys(findings), key=lambda one: (one.path, one.line))


def write_text(findings: list[Finding]) -> str:
    """Write findings as compilers do; editors make links of it."""
    lines = []
    for one in findings:
        where = f"{one.path}:{one.line}" if one.line else one.path or "settings"
        lines.append(f"{where}: {one.severity}: film: {one.message}\n")
    return "".join(lines)


def write_json(findings: list[Finding]) -> str:
    """Write findings as a JSON array of objects with path, line, severity and message."""
    return json.dumps([asdict(one) for one in findings], indent=2, ensure_ascii=False) + "\n"


def write_github(findings: list[Finding]) -> str:
    """Write findings as workflow commands, which GitHub shows beside the changed lines.

    Escapes are those of GitHub's workflow commands: % and line breaks, in properties : and , too.
    """
    lines = []
    for one in findings:
        message = _escape(one.message)
        place = [f"file={_escape_property(one.path)}"] if one.path else []
        place += [f"line={one.line}"] if one.line else []
        lines.append(f"::{one.severity} {','.join(place)}::{message}\n")
    return "".join(lines)


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
