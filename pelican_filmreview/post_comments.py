"""A post in, the comments out that lie in files beside it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.contents import Content

from pelican_filmreview.keeping import keep, restore
from pelican_filmreview.messages import log_problems
from pelican_filmreview.page import reading_of
from pelican_filmreview.problem import Problem
from pelican_filmreview.store import checksum, stamp

if TYPE_CHECKING:
    from pelican_filmreview.conversation import Draft
    from pelican_filmreview.film import Comment
    from pelican_filmreview.settings import Settings


class Folders:
    """Which folders there are, each looked for once a build: hardly a review has one."""

    def __init__(self) -> None:
        self._names: dict[str, frozenset[str] | None] = {}

    def may_hold(self, path: str) -> bool:
        """Whether there may be a folder of that path, so that it is worth to ask for it."""
        parent, name = os.path.split(path)
        if parent not in self._names:
            self._names[parent] = _list_folders(parent)
        names = self._names[parent]
        return names is None or name in ("", ".") or _fold_name(name) in names


def _list_folders(parent: str) -> frozenset[str] | None:
    """Give the names of the folders in a folder, None where they cannot be told."""
    try:
        with os.scandir(parent) as entries:
            return frozenset(_fold_name(entry.name) for entry in entries if entry.is_dir())
    except FileNotFoundError:
        return frozenset()
    except OSError:
        return None


def _fold_name(name: str) -> str:
    """Give a name in which nothing matters that does not matter to some file system."""
    return unicodedata.normalize("NFC", name).casefold()


def find_folders(content: Content, places: Iterable[str], folders: Folders) -> list[Path]:
    """Give the folders that hold comments on a post.

    A place is a path below the content folder, with `{slug}`, `{lang}` and `{file}` in it: the
    post's slug, its language, and its file without the ending.
    """
    root = str(content.settings["PATH"])
    found = []
    for place in places:
        path = _fill_place(place, content, root)
        # Asked of every review: a Path takes three times as long.
        whole = os.path.join(root, path.rstrip("/")) if path else ""  # noqa: PTH118
        if whole and folders.may_hold(whole) and os.path.isdir(whole):  # noqa: PTH112
            found.append(Path(root, path))
    return found


def _fill_place(place: str, content: Content, root: str) -> str:
    """Give the path that a place is for a post; none where its slug is empty, or climbs."""
    for name, attribute in (("{slug}", "slug"), ("{lang}", "lang"), ("{file}", "source_path")):
        if name in place:
            value = str(getattr(content, attribute, None) or "")
            if attribute == "source_path":
                value = value.removeprefix(root).lstrip(os.sep).rpartition(".")[0]
            if not value or ".." in value:
                return ""
            place = place.replace(name, value)
    return place


def stamp_comments(content: Content, places: Iterable[str], known: Folders) -> int:
    """Give a number that stands for the state of the files beside a post; 0 where none are."""
    folders = find_folders(content, places, known)
    if not folders:
        return 0
    from pelican_filmreview.comment_files import list_stamped

    stamps = [stamp(path) for path in list_stamped(folders)]
    return checksum(repr((list(map(str, folders)), stamps))) or 1


def read_comments(
    content: Content, settings: Settings, own: tuple[Comment, ...]
) -> tuple[tuple[Comment, ...], list[Problem]]:
    """Give the comments of a film's block and of the files beside its post, as one conversation."""
    folders = find_folders(content, settings.comments, Folders())
    if not folders:
        return own, []
    from pelican_filmreview.comment_files import read_folders
    from pelican_filmreview.conversation import Draft, arrange_comments

    root = Path(content.settings["PATH"])
    drafts, problems = read_folders(folders, root, reading_of(content, settings))

    def report(draft: Draft, message: str) -> None:
        problems.append(Problem(draft.line, "warning", message, draft.file))

    written = [*(Draft(comment) for comment in own), *drafts]
    return arrange_comments(written, report), problems


def read_again(content: Content, generator: Any) -> bool:
    """Visit a post anew that Pelican's generator cache holds as it was another day.

    That cache holds the finished post and has been written by now: until the post itself changes,
    each further build comes here again. False where the post cannot be read any more.
    """
    try:
        fresh = _read_post(content, generator)
    except Exception as error:  # noqa: BLE001 - a reader may raise anything at all
        message = f"the post cannot be read again, so its page is what the cache holds: {error}"
        log_problems(content, [Problem(0, "warning", message)])
        return False
    restore(content, "", keep(fresh, "", ()))
    return True


def _read_post(content: Content, generator: Any) -> Content:
    fresh: Content = generator.readers.read_file(
        base_path=generator.path,
        path=os.path.relpath(content.source_path or "", generator.path),
        content_class=type(content),
        context=generator.context,
    )
    return fresh
