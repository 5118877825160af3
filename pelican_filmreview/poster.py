"""A picture's file in, its width and height out."""

from __future__ import annotations

from pathlib import Path

import imagesize


def measure(path: Path) -> tuple[tuple[int, int], str]:
    """Measure a picture without decoding it.

    Gives width and height in pixels, both 0 where they cannot be told, and a message about why.
    """
    if not path.is_file():
        return (0, 0), "there is no such file in the content folder"
    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError) as error:
        return (0, 0), f"the file cannot be read ({error})"
    if width <= 0 or height <= 0:
        return (0, 0), "the file is not a picture whose size is known"
    return (int(width), int(height)), ""
