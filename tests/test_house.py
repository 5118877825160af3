"""The house of DESIGN section 6: imports go down only, and each outside library has one door."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pelican.contents
import pelican.generators
import pelican.readers
import pytest

PACKAGE = "pelican_filmreview"
FOLDER = Path(__file__).parent.parent / PACKAGE

# From the ground up. A module that is not here is a room without a floor: the test names it.
FLOORS: dict[int, set[str]] = {
    4: {"__init__", "_namespace", "__main__", "check"},
    3: {"plugin"},
    2: {
        "collection.diary",
        "collection.diary_views",
        "collection.door",
        "collection.export",
        "collection.feed",
        "collection.gather",
        "collection.generator",
        "collection.links",
        "collection.names",
        "collection.plans",
        "collection.statistics",
        "collection.statistics_views",
        "collection.related",
        "collection.related_block",
        "collection.titles",
        "collection.views",
        "content",
        "feeds",
        "marker_reader",
        "shown",
        "site",
        "page",
        "page_head",
        "messages",
        "quick_content",
        "summary",
        "visit_cache",
        "keeping",
        "listing",
        "post_comments",
        "post_films",
    },
    1: {
        "collection.film_data",
        "collection.frame",
        "collection.head",
        "collection.people",
        "collection.same_film",
        "collection.people_file",
        "collection.sorting",
        "claim",
        "comment_files",
        "convert",
        "convert_comments",
        "convert_words",
        "compiled_templates",
        "derivatives",
        "head",
        "html_reader",
        "jsonld",
        "legend",
        "markdown_extension",
        "markers",
        "parse",
        "poster",
        "render",
        "rst_directive",
        "schema",
        "views",
    },
    0: {
        "collection",
        "collection.entry",
        "collection.marks",
        "collection.mentions",
        "collection.pages",
        "block",
        "conversation",
        "credits",
        "dates",
        "fields",
        "film",
        "identity",
        "labels",
        "labels_catalog",
        "late_pattern",
        "links",
        "problem",
        "rating",
        "settings",
        "store",
        "yaml_flow",
        "yaml_lines",
        "yaml_scalar",
        "yaml_text",
        "yaml_tidy",
        "yaml_tree",
        "yaml_value",
    },
}
# The modules that may import each outside library. Pelican itself is the host, known from its
# floor upwards; Markupsafe is a type of text.
DOORS = {
    "bs4": {"html_reader"},
    "babel": {"labels"},
    "feedgenerator": {"collection.feed"},
    "imagesize": {"poster"},
    "markdown": {"markdown_extension"},
    "docutils": {"rst_directive"},
    "jinja2": {
        "collection.frame",
        "collection.generator",
        "compiled_templates",
        "head",
        "page_head",
        "render",
        "site",
    },
    "pyuca": {"collection.sorting"},
}
FLOOR_OF = {module: floor for floor, modules in FLOORS.items() for module in modules}


def name_module(path: Path) -> str:
    """Give a module's name within the package; a folder's is that of its `__init__`."""
    parts = path.relative_to(FOLDER).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


MODULES = {name_module(path): path for path in sorted(FOLDER.rglob("*.py"))}


def read_tree(module: str) -> ast.Module:
    """Parse a module of the package."""
    return ast.parse(MODULES[module].read_text("utf-8"))


def list_imports(tree: ast.AST) -> Iterator[str]:
    """Give the full name of everything that a module imports, wherever in it that is done."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = f"{PACKAGE}." if node.level else ""
            yield from (f"{package}{node.module}.{alias.name}" for alias in node.names)


def drop_types(tree: ast.Module) -> ast.Module:
    """Leave out what a module imports for its annotations only, under `if TYPE_CHECKING`."""
    body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    ]
    return ast.Module(body, [])


def list_rooms(tree: ast.AST) -> set[str]:
    """Give the modules of the package that a module imports.

    The version stands on the roof so that all may see it.
    """
    rooms = set()
    for name in set(list_imports(tree)) - {f"{PACKAGE}.__version__"}:
        first, _, rest = name.partition(".")
        if first == PACKAGE:
            parts = rest.split(".")
            names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
            rooms.add(next((name for name in names if name in MODULES), "__init__"))
    return rooms


def find_libraries(tree: ast.AST) -> set[str]:
    """Give the outside libraries that a module imports."""
    names = {name.split(".")[0] for name in list_imports(tree)}
    return names - set(sys.stdlib_module_names) - {PACKAGE, "markupsafe"}


def test_every_room_has_a_floor() -> None:
    """Each module stands on exactly one floor, and each that the table names exists."""
    assert set(FLOOR_OF) == set(MODULES)
    assert sum(map(len, FLOORS.values())) == len(FLOOR_OF)


@pytest.mark.parametrize("module", MODULES)
def test_stairs_go_down(module: str) -> None:
    """A module imports from its own floor or lower ones, never from above."""
    for room in list_rooms(read_tree(module)):
        assert FLOOR_OF[room] <= FLOOR_OF[module], f"{module} imports {room} from above"


def test_rooms_do_not_import_each_other_in_circles() -> None:
    """No module needs, by whatever way, itself."""
    below = {module: list_rooms(drop_types(read_tree(module))) - {module} for module in MODULES}
    while below:
        free = {module for module, rooms in below.items() if not rooms & below.keys()}
        assert free, f"these import each other: {sorted(below)}"
        below = {module: rooms for module, rooms in below.items() if module not in free}


@pytest.mark.parametrize("module", MODULES)
def test_each_library_comes_in_by_its_own_door(module: str) -> None:
    """An outside library is imported by the modules that are named for it, and by no other."""
    for library in find_libraries(read_tree(module)) - {"pelican"}:
        assert module in DOORS.get(library, ()), f"{module} imports {library}"


@pytest.mark.parametrize("module", MODULES)
def test_pelican_is_known_from_its_floor_upwards(module: str) -> None:
    """Doors and rooms do not know Pelican, so that they can be used and tested without a site."""
    assert FLOOR_OF[module] >= 2 or "pelican" not in find_libraries(read_tree(module))


def test_every_door_is_used() -> None:
    """The table of doors names no library and no module that does not use it."""
    used = {library: set[str]() for library in DOORS}
    for module in MODULES:
        for library in find_libraries(read_tree(module)) - {"pelican"}:
            used.setdefault(library, set()).add(module)
    assert used == DOORS


def list_private_names() -> set[str]:
    """Give the private names of Pelican's contents, generators and readers."""
    text = "".join(
        Path(str(module.__file__)).read_text("utf-8")
        for module in (pelican.contents, pelican.generators, pelican.readers)
    )
    return set(re.findall(r"\b(?:self|cls|content|article|page)\.(_[a-z]\w*)", text))


@pytest.mark.parametrize("module", MODULES)
def test_private_names_of_pelican_stay_on_one_floor(module: str) -> None:
    """Only the floor that visits Pelican knows its private names."""
    private = list_private_names()
    assert {"_content", "_context", "_update_content"} <= private
    tree = read_tree(module)
    own = {
        node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }
    own |= {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert FLOOR_OF[module] == 2 or not (used & private) - own


@pytest.mark.parametrize("module", MODULES)
def test_nothing_dynamic_comes_in_by_a_window(module: str) -> None:
    """No module imports by a name that is made up at run time, where no test can read it."""
    names = {
        getattr(node.func, "id", getattr(node.func, "attr", ""))
        for node in ast.walk(read_tree(module))
        if isinstance(node, ast.Call)
    }
    assert not names & {"__import__", "import_module", "exec", "eval"}
