"""Builds real sites with real Pelican, one small site for each test."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from blinker import ANY, Signal
from pelican import Pelican
from pelican.log import LimitFilter
from pelican.plugins import signals
from pelican.settings import get_settings_from_file, read_settings

HEADER = {
    "md": "Title: {title}\nDate: 2024-02-03\n\n",
    "rst": "{title}\n{rule}\n\n:date: 2024-02-03\n\n",
    "html": (
        '<html><head><title>{title}</title><meta name="date" content="2024-02-03"></head><body>\n'
    ),
}

_ = get_settings_from_file  # imported early: it sets Pelican's logger class


@dataclass
class Build:
    """A site that was built: where, and what the plugin and Pelican logged."""

    root: Path
    records: list[logging.LogRecord] = field(default_factory=list)

    @property
    def output(self) -> Path:
        """The folder with the pages."""
        return self.root / "output"

    @property
    def messages(self) -> list[str]:
        """The plugin's own messages, as they were printed."""
        return [
            record.getMessage()
            for record in self.records
            if record.name.startswith("pelican_filmreview")
        ]

    @property
    def complaints(self) -> list[str]:
        """Everything from anybody at warning or above."""
        return [r.getMessage() for r in self.records if r.levelno >= logging.WARNING]

    def read(self, name: str) -> str:
        """Give a written file as text."""
        return (self.output / name).read_text("utf-8")

    def fragment(self, name: str) -> str:
        """Give the first film's fragment in a page."""
        found = re.search(r'<section class="film-review.*?</section>', self.read(name), re.S)
        assert found, f"no film in {name}"
        return found[0]

    def reviews(self, name: str) -> list[dict[str, Any]]:
        """Give the Reviews in a page's head."""
        head = self.read(name).split("</head>", 1)[0]
        scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head, re.S)
        found: list[dict[str, Any]] = []
        for script in scripts:
            document = json.loads(script)
            found += document.get("@graph", [document])
        return found


BuildSite = Callable[..., Build]


def make_post(kind: str, body: str, title: str = "Post", **metadata: str) -> str:
    """Give a post of one format: a header with title and date, then the body."""
    header = HEADER[kind].format(title=title, rule="=" * len(title))
    if metadata and kind == "md":
        lines = "".join(f"{name}: {value}\n" for name, value in metadata.items())
        header = header.rstrip("\n") + "\n" + lines + "\n"
    if metadata and kind == "rst":
        lines = "".join(f":{name}: {value}\n" for name, value in metadata.items())
        header = header.rstrip("\n") + "\n" + lines + "\n"
    return header + body + ("\n</body></html>\n" if kind == "html" else "\n")


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


def _make_settings(root: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give a small site's settings; AUTHOR=None is a site without one."""
    made = {
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "CACHE_PATH": str(root / "cache"),
        "PLUGINS": ["pelican_filmreview"],
        "SITENAME": "Site",
        "SITEURL": "https://example.org",
        "AUTHOR": "Ann Lee",
        "TIMEZONE": "Europe/Berlin",
        "DEFAULT_LANG": "en",
        "THEME": "simple",
        "ARTICLE_SAVE_AS": "{slug}.html",
        **settings,
    }
    if made["AUTHOR"] is None:
        del made["AUTHOR"]
    return made


def run_pelican(root: Path, settings: Mapping[str, Any]) -> Build:
    """Build a site whose content is in place."""
    recorder = _Recorder()
    # Pelican prints the same warning once a process; every build here is one of its own.
    LimitFilter._raised_messages.clear()
    LimitFilter._group_count.clear()
    logging.getLogger().addHandler(recorder)
    try:
        Pelican(read_settings(override=_make_settings(root, settings))).run()
    finally:
        logging.getLogger().removeHandler(recorder)
    return Build(root, recorder.records)


@pytest.fixture
def build_site(tmp_path: Path) -> BuildSite:
    """Give the function that writes content files and builds them."""

    def build(files: Mapping[str, str | bytes], **settings: Any) -> Build:
        write_files(tmp_path / "content", files)
        return run_pelican(tmp_path, settings)

    return build


@pytest.fixture
def build_post(build_site: BuildSite) -> Callable[..., Build]:
    """Give the function that builds one post, `post.html`, from its body."""

    def build(body: str, kind: str = "md", title: str = "Post", **settings: Any) -> Build:
        return build_site({f"post.{kind}": make_post(kind, body, title)}, **settings)

    return build


def disconnect_plugin(package: str = "pelican_filmreview") -> None:
    """Take a plugin's handlers from Pelican's signals, which outlive a build in one process."""
    for signal in vars(signals).values():
        if isinstance(signal, Signal):
            for receiver in list(signal.receivers_for(ANY)):
                if receiver.__module__.startswith(package):
                    signal.disconnect(receiver)


@pytest.fixture
def listen() -> Iterator[Callable[[Any, Callable[..., None]], None]]:
    """Give the function that connects a handler as another plugin would, until the test ends."""
    connected: list[tuple[Any, Callable[..., None]]] = []

    def connect(signal: Any, handler: Callable[..., None]) -> None:
        signal.connect(handler)
        connected.append((signal, handler))

    yield connect
    for signal, handler in connected:
        signal.disconnect(handler)


@pytest.fixture
def build_bare(build_site: BuildSite) -> BuildSite:
    """Give the function that builds content files with Pelican alone, without the plugin."""

    def build(files: Mapping[str, str | bytes], **settings: Any) -> Build:
        disconnect_plugin()
        return build_site(files, PLUGINS=[], **settings)

    return build


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes golden files anew, for a person to read the difference."""
    parser.addoption("--refresh-golden", action="store_true", help="write golden files anew")
