"""`python -m tests.planted HOME RAW`: the figures of a home with planted faults.

RAW is what `junheng simulate --faults` made, HOME what a refresh made of it. It ends with 1 if a figure is
another than the independent calculation makes of what is known.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.planted.figures import compare
from tests.planted.files import answers


def main() -> int:
    home, raw = Path(sys.argv[1]), Path(sys.argv[2])
    planted = answers(raw / "_faults.csv")
    found = compare(raw, planted, home / "current" / "warehouse.duckdb")
    print(*found.differences, sep="\n")
    print(
        f"{len(planted)} planted faults: {found.agreeing} figures agree, {found.open} are open because a row"
        f" was set aside, {len(found.differences)} differences"
    )
    return 1 if found.differences or not found.agreeing else 0


if __name__ == "__main__":
    sys.exit(main())
