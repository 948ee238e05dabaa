"""`python -m tests.unit.ingest.hostile FILE`: check one file in this process and print what it took, as JSON.

What does not belong here: the hostile files (test_hostile).
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import pipelines.contracts
from pipelines.contracts.check import check_file
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook

ALIASES = Path(pipelines.contracts.__file__).parent / "aliases"


def main(path: Path) -> None:
    """Check a file as the nightly job does."""
    book, hasher = AliasBook.load(ALIASES), Hasher(b"k" * 32)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    result = check_file(
        path, county_code="370399", school_year=2024, book=book, hasher=hasher, max_rejected_share=0.1
    )
    said = {
        "state": result.state,
        "rules": sorted({finding.rule for finding in result.findings}),
        "findings": len(result.findings),
        "rows_read": sum(sheet.rows_read for sheet in result.sheets),
        "cpu_seconds": round(time.process_time() - began, 2),
        "more_mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024,
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
