"""The wheel, built from the sources, in a fresh environment: what is in it, and that it works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest
from conftest import make_post, write_files

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).parent.parent
FILM = make_post("md", "Prose.\n\n```film\ntitle: Solaris\nrating: 9/10\n```\n")
# Builds a site and says what was loaded and connected, as JSON in the last line.
BUILD = """
import json, sys
from blinker import ANY, Signal
from pelican import Pelican
from pelican.plugins import signals
from pelican.settings import read_settings


given = json.loads(sys.argv[1])
Pelican(read_settings(override=given)).run()
mine = [
    (signal.name, receiver)
    for signal in vars(signals).values() if isinstance(signal, Signal)
    for receiver in signal.receivers_for(ANY)
    if receiver.__module__.startswith("pelican_filmreview")
]
heads = ("yaml", "bs4", "babel", "imagesize")
print(json.dumps({
    "handlers": sorted(f"{signal}: {one.__module__}.{one.__name__}" for signal, one in mine),
    "loaded": [name for name in heads if name in sys.modules],
}))
"""


@dataclass
class Environment:
    """A fresh virtual environment, with the wheel installed, and the wheel."""

    python: Path
    wheel: Path

    def run(self, *arguments: str) -> str:
        """Run its Python, which knows nothing of the sources, and give what it printed."""
        env = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(
            [str(self.python), *arguments],
            cwd=self.python.parent,
            env=env,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Build the wheel from a copy of the sources and install it with what it depends on."""
    root = tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, root / name)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "pelican_filmreview", root / "pelican_filmreview", ignore=ignore)
    pip = ["-m", "pip", "--disable-pip-version-check"]
    command = [sys.executable, *pip, "wheel", "--quiet", "--no-deps", "-w", "dist", "."]
    subprocess.run(command, cwd=root, check=True)
    (wheel,) = (root / "dist").glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(root / "env")], check=True)
    python = root / "env/bin/python"
    if sys.platform == "win32":
        python = root / "env/Scripts/python.exe"
    wanted = [f"pelican_filmreview[markdown] @ {wheel.as_uri()}", f"pelican=={version('pelican')}"]
    subprocess.run([str(python), *pip, "install", "--quiet", *wanted], cwd=root, check=True)
    return Environment(python, wheel)


def build(
    environment: Environment, root: Path, text: str, **settings: object
) -> dict[str, list[str]]:
    """Build a site of one post with the installed plugin; give what the build said of itself."""
    write_files(root / "content", {"post.md": text})
    given = {
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "CACHE_PATH": str(root / "cache"),
        "AUTHOR": "Ann Lee",
        "SITENAME": "Site",
        "SITEURL": "https://example.org",
        "TIMEZONE": "UTC",
        "DEFAULT_LANG": "en",
        "THEME": "simple",
        **settings,
    }
    printed = environment.run("-c", BUILD, json.dumps(given))
    said: dict[str, list[str]] = json.loads(printed.splitlines()[-1])
    return said


SITES: dict[str, dict[str, object]] = {
    "unset": {},
    "short name": {"PLUGINS": ["filmreview"]},
    "package": {"PLUGINS": ["pelican_filmreview"]},
    "both names": {"PLUGINS": ["filmreview", "pelican_filmreview"]},
}


@pytest.mark.parametrize("site", SITES)
def test_installed_plugin_works_under_every_name(
    environment: Environment, tmp_path: Path, site: str
) -> None:
    """With PLUGINS unset, and with either name in it, films are shown, by handlers once each."""
    said = build(environment, tmp_path, FILM, **SITES[site])
    html = (tmp_path / "output/post.html").read_text("utf-8")
    assert html.count('id="film-solaris"') == 1
    assert html.count("application/ld+json") == 1
    assert (tmp_path / "output/theme/filmreview.css").is_file()
    handlers = said["handlers"]
    assert len(handlers) == len(set(handlers)) > 3, handlers


def test_build_without_films_loads_no_library(environment: Environment, tmp_path: Path) -> None:
    """A site without films loads none of the libraries that reading a film takes."""
    said = build(environment, tmp_path, make_post("md", "No film.\n"))
    assert said["loaded"] == []
    assert said["handlers"]


def test_import_loads_no_library(environment: Environment) -> None:
    """Importing and registering the package costs the standard library and Pelican only."""
    heads = ("yaml", "bs4", "babel", "imagesize", "markdown", "jinja2", "pelican")
    code = f"import pelican_filmreview, sys; print([n for n in {heads} if n in sys.modules])"
    assert environment.run("-c", code).strip() == "[]"
    code = (
        "import pelican.generators, sys\n"
        "def list_libraries(): return {name.split('.')[0] for name in sys.modules}\n"
        "before = list_libraries() | sys.stdlib_module_names\n"
        "import pelican.plugins.filmreview; pelican.plugins.filmreview.register()\n"
        "print(list_libraries() - before)"
    )
    assert environment.run("-c", code).strip() == "{'pelican_filmreview'}"


def test_wheel_holds_what_it_should(environment: Environment) -> None:
    """The wheel holds the package with type marker and templates, the name space, the licence."""
    with zipfile.ZipFile(environment.wheel) as archive:
        names = set(archive.namelist())
        (info,) = {name.split("/")[0] for name in names if ".dist-info/" in name}
        metadata = archive.read(f"{info}/METADATA").decode()
    package = ROOT / "pelican_filmreview"
    # The name space is the one file that the wheel keeps elsewhere.
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != "_namespace.py"
    }
    assert sources <= names
    assert "pelican_filmreview/py.typed" in names
    assert "pelican_filmreview/templates/filmreview/filmreview.css" in names
    assert "pelican_filmreview/templates/filmreview/_base/review.html" in names
    others = {name for name in names - sources if not name.startswith(f"{info}/")}
    assert others == {"pelican/plugins/filmreview/__init__.py"}
    assert f"{info}/licenses/LICENSE" in names
    assert "License-Expression: MIT" in metadata
    assert "Requires-Python: >=3.11" in metadata


def test_dependencies_fit_together(environment: Environment) -> None:
    """What the wheel asks for is all there, and nothing contradicts."""
    assert "No broken requirements" in environment.run("-m", "pip", "check")
