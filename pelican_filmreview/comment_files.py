"""A folder of files with a comment each in, the comments and every problem out.

The files are those that services such as Staticman write: YAML or JSON, with keys like `_id`,
`name`, `message`, `date` and `replying_to`, and others of the site's own form, which are passed
over. They come from strangers: how many are read and how long they may be is bounded, and a link
to another file is not followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from pelican_filmreview.conversation import Draft
from pelican_filmreview.convert_comments import COMMENTS, CommentConverter
from pelican_filmreview.convert_words import Reading
from pelican_filmreview.problem import Problem, Problems
from pelican_filmreview.yaml_text import read_form

_ENDINGS = (".yml", ".yaml", ".json")
# Of one post; the busiest film posts have some hundreds of comments.
MAX_FILES = 1_000
# Of one file: 3,000 words, and a key for each field of a form.
MAX_BYTES = 20_000
# A folder is not listed any further, whatever its files are called.
_MAX_LISTED = 20_000


class _NotAComment(ValueError):
    """A file is not read; the message says why."""


def list_files(folder: Path) -> list[Path]:
    """Give the files of a folder that may hold a comment, by name; none where it is none."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, _MAX_LISTED)]
    except OSError:
        return []
    return [folder / name for name in sorted(names) if name.lower().endswith(_ENDINGS)]


def list_stamped(folders: Iterable[Path]) -> list[Path]:
    """Give the files in folders whose change may change the page."""
    return [path for folder in folders for path in list_files(folder)][: MAX_FILES + 1]


def read_folders(
    folders: Iterable[Path], root: Path, reading: Reading
) -> tuple[list[Draft], list[Problem]]:
    """Read the comments in folders; their names in messages are relative to `root`."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    paths = [path for folder in folders for path in list_files(folder)]
    if len(paths) > MAX_FILES:
        name = os.path.relpath(paths[0].parent, root)
        problems.append(
            Problem(
                0,
                "error",
                f"there are {len(paths):,} files with comments, more than the {MAX_FILES:,} that "
                "are read; the others are not shown",
                name,
            )
        )
    for path in paths[:MAX_FILES]:
        file = os.path.relpath(path, root)
        found = Problems()
        draft = _read_path(path, file, reading, found)
        problems.extend(problem._replace(file=file) for problem in found.sorted())
        if draft is not None:
            drafts.append(draft)
    return drafts, problems


def _read_path(path: Path, file: str, reading: Reading, problems: Problems) -> Draft | None:
    try:
        text = _read_text(path)
    except (OSError, UnicodeDecodeError, _NotAComment) as reason:
        problems.error(0, f"the comment in this file cannot be read: {_say(reason)}")
        return None
    form = read_form(text, COMMENTS, problems)
    if form is None:
        problems.error(
            0, "this file holds no comment: expected 'key: value' lines, or such pairs in braces"
        )
        return None
    converter = CommentConverter(reading, problems, reading.scale)
    return converter.read_file(form, path.stem, file)


def _read_text(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        raise _NotAComment("it is a link or no file at all; put the file itself into the folder")
    with path.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise _NotAComment(f"it has more than {MAX_BYTES:,} bytes")
    return content.decode("utf-8-sig")


def _say(reason: Exception) -> str:
    if isinstance(reason, UnicodeDecodeError):
        return f"it is no UTF-8 text (byte {reason.start})"
    if isinstance(reason, OSError):
        return reason.strerror or type(reason).__name__
    return str(reason)
