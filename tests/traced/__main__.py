"""Trace many figures of a published county: `python -m tests.traced HOME RAW [FIGURES]`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from tests.traced.cells import checked


def main() -> int:
    home, raw = Path(sys.argv[1]), Path(sys.argv[2])
    wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    told = list(checked(home / "current" / "warehouse.duckdb", raw, wanted))
    for figure, faults, _ in told:
        for fault in faults:
            print(f"{figure}: {fault}")
    wrong = sum(bool(faults) for _, faults, _ in told)
    tables = Counter(figure.split(" ")[0] for figure, _, _ in told)
    datasets = Counter(dataset for _, _, several in told for dataset in several)
    print(
        *(f"{name}: {count}" for name, count in (*sorted(tables.items()), *datasets.most_common())), sep="\n"
    )
    print(f"{len(told)} figures traced to their cells, {wrong} of them wrongly")
    return 1 if wrong or not told else 0


if __name__ == "__main__":
    sys.exit(main())
