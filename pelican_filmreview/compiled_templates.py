"""Our templates' sources in, the code that Jinja made of them out, kept from build to build.

As Python keeps its modules: beside the sources, in `__pycache__` or wherever else the interpreter
has been told to. Compiling them takes a tenth of the time of building a hundred posts.
"""

from __future__ import annotations

import contextlib
import sys
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, FileSystemBytecodeCache


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps the templates of one folder; those of a theme are compiled in each build."""

    def __init__(self, folder: Path) -> None:
        directory = Path(cache_from_source(str(folder / "filmreview.py"))).parent
        super().__init__(str(directory), "jinja-%s.cache")
        self.folder = str(folder)
        self.kept: set[str] = set()

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Give what is kept of a template; it is empty where the source was another one."""
        if filename is not None and filename.startswith(self.folder):
            self.kept.add(self.get_cache_key(name, filename))
        return super().get_bucket(environment, name, filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template's code, where there is any."""
        if bucket.key in self.kept:
            with contextlib.suppress(OSError):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template's code, where the folder may be written."""
        if bucket.key in self.kept and not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)
