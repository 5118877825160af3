"""Runs the judges' outside programs: a command and a job in, what the program printed out."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .verdict import JudgeFault

HERE = Path(__file__).parent
NODE_MODULES = HERE / "node_modules"
# A browser over twenty pages takes a minute; ten mean that a program hangs.
SECONDS = 600


def find_program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    found = (shutil.which(name) for name in names)
    path = next((path for path in found if path), None)
    if path is None:
        raise JudgeFault(names[0], "this program is not installed")
    return path


def run_program(
    command: Sequence[str | Path], job: str = "", proxies: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a program with `job` as its input; judges read local files, so they see no `proxies`."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if proxies or not key.lower().endswith("_proxy")
    }
    try:
        return subprocess.run(
            [str(part) for part in command],
            input=job,
            capture_output=True,
            encoding="utf-8",
            env=environment,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise JudgeFault(str(command[0]), str(fault)) from fault


def install_node_modules() -> Path:
    """The folder of the Node packages of package-lock.json, installed if it is missing or older.

    The lock keeps two test processes from installing at the same time.
    """
    lock_file = HERE / "package-lock.json"
    with lock_file.open(encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = NODE_MODULES / ".package-lock.json"  # npm writes it last
        if not stamp.exists() or stamp.stat().st_mtime < lock_file.stat().st_mtime:
            npm = find_program("npm")
            options = ["--ignore-scripts", "--no-audit", "--no-fund"]
            done = run_program([npm, "ci", "--prefix", HERE, *options], proxies=True)
            if done.returncode:
                raise JudgeFault("npm", done.stderr)
    return NODE_MODULES


def run_script(name: str, job: dict[str, Any]) -> dict[str, Any]:
    """The answer of a Node script of this folder to a job, both as JSON."""
    install_node_modules()
    done = run_program([find_program("node"), HERE / name], json.dumps(job))
    if done.returncode:
        raise JudgeFault(name, done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
