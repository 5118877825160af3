"""Our templates are compiled once, and whatever happens to that code, pages stay the same."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from pelican_filmreview import render
from pelican_filmreview.compiled_templates import CompiledTemplates, find_compiled


class CountingEnvironment(Environment):
    """Counts the templates that it compiles."""

    compiled = 0

    def compile(self, *given: object, **named: object) -> object:
        """Compile, and count."""
        self.compiled += 1
        return super().compile(*given, **named)


@pytest.fixture(autouse=True)
def _write_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A folder with a template of ours, and one of a theme beside it."""
    for name in ("ours", "theme"):
        (tmp_path / name).mkdir()
    (tmp_path / "ours" / "a.html").write_text("ours {{ word }}")
    (tmp_path / "theme" / "b.html").write_text("theme {{ word }}")
    return tmp_path / "ours"


def fill(ours: Path, name: str) -> tuple[str, int]:
    """Fill a template as a new build does, and give how many templates that has compiled."""
    loaders = [FileSystemLoader(ours), FileSystemLoader(ours.with_name("theme"))]
    environment = CountingEnvironment(
        loader=ChoiceLoader(loaders), autoescape=True, bytecode_cache=CompiledTemplates(ours)
    )
    return environment.get_template(name).render(word="<b>"), environment.compiled


def test_ours_is_compiled_once(ours: Path) -> None:
    """The second build takes what the first one has compiled, beside the sources."""
    assert fill(ours, "a.html") == ("ours &lt;b&gt;", 1)
    assert fill(ours, "a.html") == ("ours &lt;b&gt;", 0)
    assert len(list((ours / "__pycache__").iterdir())) == 1


def test_changed_template_is_compiled_again(ours: Path) -> None:
    """What was compiled belongs to the source that it was compiled from."""
    fill(ours, "a.html")
    (ours / "a.html").write_text("new {{ word }}")
    assert fill(ours, "a.html") == ("new &lt;b&gt;", 1)


def test_themes_are_not_kept(ours: Path) -> None:
    """Nothing of a theme's is written into our folder, or any."""
    assert fill(ours, "b.html") == fill(ours, "b.html") == ("theme &lt;b&gt;", 1)
    assert list(ours.parent.rglob("*.jinja")) == []


@pytest.mark.parametrize("length", [0, 1, 10, 20, 30, 40, 60, 100, -10])
def test_damaged_code_is_compiled_again(ours: Path, length: int) -> None:
    """A file that was cut off is no code, wherever that was; and is whole again afterwards."""
    fill(ours, "a.html")
    [kept] = (ours / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:length])
    assert fill(ours, "a.html") == ("ours &lt;b&gt;", 1)
    assert fill(ours, "a.html") == ("ours &lt;b&gt;", 0)


def test_who_may_read_the_sources_may_read_the_code(ours: Path) -> None:
    """An owner of the system who builds first does not shut all others out."""
    ours.chmod(0o755)
    fill(ours, "a.html")
    [kept] = (ours / "__pycache__").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o644


def test_folder_that_cannot_be_written(ours: Path) -> None:
    """A plugin that the system's owner has installed compiles its templates in each build."""
    (ours / "__pycache__").write_text("a file, so that root cannot write below it either")
    assert fill(ours, "a.html") == fill(ours, "a.html") == ("ours &lt;b&gt;", 1)


def test_python_is_told_to_write_nothing(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -B` goes for templates, too; and a folder for compiled modules holds them."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    fill(ours, "a.html")
    assert not (ours / "__pycache__").exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(ours.parent / "elsewhere"))
    fill(ours, "a.html")
    assert not (ours / "__pycache__").exists()
    assert len(list((ours.parent / "elsewhere").rglob("*.jinja"))) == 1


def test_interpreter_without_a_name(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that keeps no modules keeps no templates either."""
    assert find_compiled(ours) is not None
    monkeypatch.setattr(sys.implementation, "cache_tag", None)
    assert find_compiled(ours) is None


def test_renderer_keeps_its_templates() -> None:
    """Both of the renderer's environments take part."""
    renderer = render.Renderer([])
    for environment in (renderer.env, renderer.own):
        assert isinstance(environment.bytecode_cache, CompiledTemplates)
        assert environment.bytecode_cache.folder == str(render.TEMPLATES)
