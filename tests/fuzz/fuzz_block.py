"""Any text as a block, through the whole route, with a coverage-guided fuzzer.

    python tests/fuzz/fuzz_block.py -runs=20000

What must hold for every input stands in `block_checks`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pelican_filmreview"]):
    from block_checks import check_block, read_seeds

SEEDS = Path("build/seeds")


def write_seeds() -> None:
    """Write the blocks to start from, each in a file of its own, as the fuzzer wants them."""
    SEEDS.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(read_seeds(), 1):
        (SEEDS / f"{number:03}").write_bytes(seed)


if __name__ == "__main__":
    write_seeds()
    atheris.Setup([*sys.argv, str(SEEDS)], check_block)
    atheris.Fuzz()
