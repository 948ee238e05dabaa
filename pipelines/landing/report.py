"""What a landing did, in numbers, county by county.

What does not belong here: how it was done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass
class DatasetCounts:
    """Files and rows of one dataset that landed in one refresh: read = accepted + rejected + passed over."""

    files: int = 0
    rows_read: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0
    rows_passed_over: int = 0

    def add(self, other: DatasetCounts) -> None:
        """Count those of another county too."""
        self.files += other.files
        self.rows_read += other.rows_read
        self.rows_accepted += other.rows_accepted
        self.rows_rejected += other.rows_rejected
        self.rows_passed_over += other.rows_passed_over


@dataclass
class CountyLanding:
    """What came of one county.

    Attributes:
        outcome: landed · unchanged (nothing had moved, its store was not opened) · failed.
        reason: why it failed, a Chinese sentence.
        digest: of what its ledger says is known and present (digest); equal digests mean equal figures.
        mended: how its store came to be put back from its copy, a Chinese sentence; None where it was whole.
        is_held: too many of its files had vanished at once, so that it stays as it was.
        files_new: and the others: see `LandingReport`.
    """

    outcome: Literal["landed", "unchanged", "failed"] = "landed"
    reason: str | None = None
    digest: str = ""
    mended: str | None = None
    is_held: bool = False
    files_new: int = 0
    files_refused: int = 0
    files_unchanged: int = 0
    files_withdrawn: int = 0
    findings: int = 0
    datasets: dict[str, DatasetCounts] = field(default_factory=dict)


@dataclass
class LandingReport:
    """What one refresh found below `raw/`, and in the home.

    `files_unchanged` were not read again; `misplaced` says, in a sentence each, what lies where nobody reads;
    `counties` has every county that was looked through; `moved` says that the store of an earlier home was
    parted by county; `mended` says, in a sentence each, what was found damaged in the home and put right.
    """

    refresh_id: str
    files_new: int = 0
    files_refused: int = 0
    files_unchanged: int = 0
    files_withdrawn: int = 0
    findings: int = 0
    counties_held: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    moved: str | None = None
    mended: list[str] = field(default_factory=list)
    datasets: dict[str, DatasetCounts] = field(default_factory=dict)
    counties: dict[str, CountyLanding] = field(default_factory=dict)

    def add(self, county_code: str, county: CountyLanding) -> None:
        """Take a county in."""
        self.counties[county_code] = county
        self.files_new += county.files_new
        self.files_refused += county.files_refused
        self.files_unchanged += county.files_unchanged
        self.files_withdrawn += county.files_withdrawn
        self.findings += county.findings
        if county.is_held:
            self.counties_held.append(county_code)
        if county.mended:
            self.mended.append(f"县 {county_code}：{county.mended}。")
        self._add_datasets(county.datasets)

    def _add_datasets(self, datasets: Mapping[str, DatasetCounts]) -> None:
        for name, counts in datasets.items():
            self.datasets.setdefault(name, DatasetCounts()).add(counts)
