"""What a landing did, in numbers.

What does not belong here: how it was done.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class DatasetCounts:
    """Files and rows of one dataset that landed in one refresh: read = accepted + rejected + passed over."""

    files: int = 0
    rows_read: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0
    rows_passed_over: int = 0


@dataclass
class LandingReport:
    """What one refresh found below `raw/`.

    `files_unchanged` were not read again; `misplaced` says, in a sentence each, what lies where nobody reads.
    """

    refresh_id: str
    files_new: int = 0
    files_refused: int = 0
    files_unchanged: int = 0
    files_withdrawn: int = 0
    findings: int = 0
    counties_held: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    datasets: dict[str, DatasetCounts] = field(default_factory=dict)
