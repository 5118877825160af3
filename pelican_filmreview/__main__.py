"""The command `filmreview`: check a content folder, or print a JSON Schema.

Exit status: 0 nothing found, 1 problems found, 2 the command itself was wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pelican_filmreview import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit status."""
    options = _read_options(arguments)
    if options.command == "schema":
        print(json.dumps(_build_schema(options.films), indent=2, ensure_ascii=False))
        return 0
    return _check(options)


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="filmreview", description="Film reviews for Pelican.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="say what a build would say, without building")
    check.add_argument("path", type=Path, help="the content folder, or one file of it")
    check.add_argument("-s", "--settings", type=Path, help="pelicanconf.py; found if left out")
    check.add_argument("--format", choices=("text", "json", "github"), default="text")
    schema = commands.add_parser("schema", help="print the JSON Schema of a block")
    schema.add_argument("--films", action="store_true", help="print that of films.json instead")
    return parser.parse_args(arguments)


def _build_schema(films: bool) -> dict[str, object]:
    if films:
        from pelican_filmreview.collection.film_data import build_films_schema

        return build_films_schema()
    from pelican_filmreview.schema import build_schema

    return build_schema()


def _check(options: argparse.Namespace) -> int:
    from pelican_filmreview import check

    try:
        findings = check.check(options.path, options.settings)
    except Exception as error:  # noqa: BLE001 - a settings file is a program and may raise anything
        print(f"filmreview: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    write = {"text": check.write_text, "json": check.write_json, "github": check.write_github}
    sys.stdout.write(write[options.format](findings))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
