"""The command `filmreview`: the messages of a build without the build, and the schema."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import make_post, run_pelican, write_files

BROKEN = "```film\ntitle: Solaris\ndierctor: Tarkovsky\nimdb: no such id\n```"
SETTINGS = 'SITENAME = "Site"\nAUTHOR = "Ann Lee"\nTIMEZONE = "UTC"\nPATH = "content"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with one broken and one sound post."""
    sound = "```film\ntitle: Stalker\nrating: 5/5\n```"
    write_files(
        tmp_path,
        {
            "pelicanconf.py": SETTINGS,
            "content/broken.md": make_post("md", BROKEN, "Broken"),
            "content/sound.md": make_post("md", sound, "Sound"),
        },
    )
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a site's folder."""
    return subprocess.run(
        [sys.executable, "-m", "pelican_filmreview", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).parents[1]), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_says_what_a_build_says(folder: Path) -> None:
    """The findings are the messages of a build of the same folder, with the path to click on."""
    done = run(folder, "check", "content")
    built = run_pelican(folder, {})
    found = [line.split(":", 3) for line in done.stdout.splitlines()]
    said = [message.split(":", 2) for message in built.messages]
    assert [(path.removeprefix("content/"), line) for path, line, _, _ in found] == [
        (path, line) for path, line, _ in said
    ]
    assert [text for *_, text in found] == [text for *_, text in said]
    assert len(found) == 2


def test_check_writes_nothing(folder: Path) -> None:
    """A check reads: neither output nor cache is there afterwards."""
    before = sorted(path for path in folder.rglob("*") if path.suffix != ".pyc")
    run(folder, "check", "content")
    after = [path for path in folder.rglob("*") if path.suffix != ".pyc"]
    assert sorted(path for path in after if path.name != "__pycache__") == before


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["check", "content/sound.md"], 0),
        (["check", "content/broken.md"], 1),
        (["check", "content"], 1),
        (["check", "nowhere"], 2),
        (["check"], 2),
        (["chekc", "content"], 2),
        (["check", "content", "--format", "xml"], 2),
        (["check", "content", "-s", "nowhere.py"], 2),
    ],
)
def test_exit_status(folder: Path, arguments: list[str], status: int) -> None:
    """0 means nothing found, 1 problems, 2 that the command was wrong."""
    assert run(folder, *arguments).returncode == status


def test_format_json(folder: Path) -> None:
    """JSON output is an array of objects with path, line, severity and message."""
    findings: list[dict[str, Any]] = json.loads(
        run(folder, "check", "content", "--format", "json").stdout
    )
    assert findings[0] == {
        "path": "content/broken.md",
        "line": 6,
        "severity": "error",
        "message": "unknown field 'dierctor'; did you mean 'director'?",
    }


def test_format_github(folder: Path) -> None:
    """GitHub's form is one workflow command a finding."""
    lines = run(folder, "check", "content", "--format", "github").stdout.splitlines()
    assert lines[0] == (
        "::error file=content/broken.md,line=6::unknown field 'dierctor'; did you mean 'director'?"
    )


def test_unreadable_post_is_a_finding(folder: Path) -> None:
    """A post that Pelican itself cannot read is named, not passed over."""
    (folder / "content/bad.md").write_bytes(b"Title: Bad\nDate: 2024-01-01\n\n\xff\xfe\xff")
    assert (
        "content/bad.md: error: film: Pelican cannot read this file"
        in run(folder, "check", "content").stdout
    )
