"""Whether a changed file lands with the right rows, or its change is told at the right place.

What does not belong here: the changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pipelines.contracts
from pipelines.contracts.check import check_file
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from pipelines.ingest.fold import bare, fold
from pipelines.ingest.model import Finding
from tests.mutants.change import Change

BOOK = AliasBook.load(Path(pipelines.contracts.__file__).parent / "aliases")
HASHER = Hasher(b"k" * 32)
BROKEN = "internal"
"""What is said where checking itself failed: that tells nobody anything."""
NOTES_OF_ROWS = ("passed_over",)


def checked(content: bytes, form: str, folder: Path) -> FileResult:
    """What comes of a file as county 370399 hands it in for 2024."""
    path = folder / f"a.{form.rsplit('.')[-1]}"
    path.write_bytes(content)
    return check_file(
        path, county_code="370399", school_year=2024, book=BOOK, hasher=HASHER, max_rejected_share=1.0
    )


def landed(result: FileResult) -> list[str]:
    """Every row that lands, without where it stood, in an order of its own."""
    if result.state == "refused":
        return []
    rows = []
    for sheet in result.sheets:
        for row in sheet.accepted.drop("row_number", "scope_key", strict=False).iter_rows(named=True):
            rows.append(f"{sheet.dataset} {[(name, _plain(cell)) for name, cell in sorted(row.items())]}")
    return sorted(rows)


def is_silent(change: Change, right: FileResult, result: FileResult) -> bool:
    """Whether what lands differs from what is right, or cannot be right, and nobody is told where."""
    if not change.is_wrong and landed(result) == landed(right):
        return False
    if any(one.rule == BROKEN for one in result.findings):
        return True
    known = {(one.rule, one.row, one.column) for one in right.findings}
    return not any(
        _tells(one, change) for one in result.findings if (one.rule, one.row, one.column) not in known
    )


def _tells(finding: Finding, change: Change) -> bool:
    """Whether a finding is about the place that was changed."""
    if finding.severity == "refuse" and finding.row is None and finding.column is None:
        return True
    names = {page.name for page in change.pages}
    if finding.sheet in names and finding.sheet != change.pages[change.page].name:
        return False
    if finding.row is not None:
        rows = {finding.row, *finding.further_rows}
        return change.row is None or change.row in rows or finding.severity == "refuse"
    if finding.rule in NOTES_OF_ROWS:
        return f" {change.row} " in finding.found or f"{change.row}、" in finding.found
    if finding.severity == "note" and change.column is None:
        return False
    said = fold(f"{finding.column or ''} {finding.found}")
    return change.column is None or finding.severity == "refuse" or bare(change.column) in said


def _plain(cell: object) -> object:
    return float(f"{cell:.9g}") if isinstance(cell, float) else cell


def differing(right: Sequence[str], there: Sequence[str]) -> str:
    """The first row that is not alike, for people who look into it."""
    return f"- {next(iter(set(right) - set(there)), '')}\n    + {next(iter(set(there) - set(right)), '')}"
