"""`python -m tests.oracle HOME RAW`: does what a home has published equal what is calculated from raw files?

It ends with 1 if a row or a figure differs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.oracle.calculate import calculate
from tests.oracle.compare import TABLES, table_differences


def main() -> int:
    home, raw = Path(sys.argv[1]), Path(sys.argv[2])
    expected, database = calculate(raw), home / "current" / "warehouse.duckdb"
    compared = differing = 0
    for table, (name, *_) in TABLES.items():
        ours = getattr(expected, table)
        figures = sum(map(len, ours.values()))
        found = list(table_differences(table, expected, database))
        print(
            *found,
            f"{name} ({table}): {len(ours)} rows, {figures} figures, {len(found)} differences",
            sep="\n",
        )
        compared, differing = compared + figures, differing + len(found)
    print(f"{compared} figures compared, {differing} differences")
    return 1 if differing or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
