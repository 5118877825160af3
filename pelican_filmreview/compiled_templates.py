"""Our templates' sources in, the code that Jinja made of them out, kept from build to build.

As Python keeps its modules: beside the sources, in `__pycache__` or wherever else the interpreter
has been told to. Compiling them takes as long as building half a dozen posts.
"""

from __future__ import annotations

import contextlib
import os
import sys
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, FileSystemBytecodeCache


def find_compiled(folder: Path) -> CompiledTemplates | None:
    """Give what is kept of a folder's templates; None where the interpreter keeps nothing."""
    return None if sys.implementation.cache_tag is None else CompiledTemplates(folder)


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps the templates of one folder; those of a theme are compiled in each build.

    Each interpreter has files of its own, as with modules.
    """

    def __init__(self, folder: Path) -> None:
        directory = Path(cache_from_source(str(folder / "filmreview.py"))).parent
        super().__init__(str(directory), f"{sys.implementation.cache_tag}-%s.jinja")
        self.folder = str(folder)
        self.kept: set[str] = set()

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Give what is kept of a template; it is empty where the source was another one."""
        if filename is not None and filename.startswith(self.folder + os.sep):
            self.kept.add(self.get_cache_key(name, filename))
        return super().get_bucket(environment, name, filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template's code, where there is any."""
        if bucket.key not in self.kept:
            return
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - a damaged pickle may raise anything at all
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template's code, where the folder may be written."""
        if bucket.key not in self.kept or sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
            # Jinja's file is its writer's alone; whoever may read the sources may read this.
            mode = Path(self.folder).stat().st_mode & 0o666
            Path(self.directory, self.pattern % bucket.key).chmod(mode)
