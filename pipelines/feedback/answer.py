"""All that is told of one file: by the file alone, and by the version in force.

What does not belong here: how it is laid out (fault_list, copies).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.persons.marks import told_without_numbers
from pipelines.contracts.result import FileResult
from pipelines.feedback.version_said import FileSaid, Settled
from pipelines.ingest.model import Finding

Key = tuple[object, ...]


@dataclass(frozen=True)
class HandedIn:
    """Whose file it is: the county and the school year by name, the sender, the day it came.

    `basis` says what it was compared with: the version, or that none knows the file yet.
    """

    county: str
    school_year: str
    sender: str
    received: str
    basis: str
    is_compared: bool


@dataclass(frozen=True)
class Answer:
    """What is told of a file.

    Attributes:
        name: the file's name, as its sender knows it.
        result: what became of it, with every finding that is told.
        handed_in: whose it is; None where it was not handed in, only checked.
        numbers: the number by which a finding is acknowledged, of those that have one.
        settled: the findings that are acknowledged and told no more.
    """

    name: str
    result: FileResult
    handed_in: HandedIn | None = None
    numbers: Mapping[Finding, str] = field(default_factory=dict)
    settled: Sequence[Settled] = ()


def answered(answer: Answer, landed: Sequence[tuple[str, Finding]], said: FileSaid, hasher: Hasher) -> Answer:
    """The answer with all that is told of the file beside what checking it brought.

    Args:
        answer: what checking the file brings.
        landed: what was written down of it when it landed, each with its identity; also what only shows
            beside other files, such as older content that goes on speaking.
        said: what the version in force says of it.
        hasher: makes the marks that stand in what was written down.
    """
    by_key = {_key(finding): (identity, finding) for identity, finding in landed}
    numbers: dict[Finding, str] = {}
    told = []
    for finding in answer.result.findings:
        without = told_without_numbers(finding, hasher)
        identity, _ = by_key.pop(_key(without), ("", finding))
        if identity in said.settled_ids:
            continue
        if without.found == finding.found:
            finding = _by_name(finding, identity, said)
        told.append(finding)
        if identity in said.numbers:
            numbers[finding] = said.numbers[identity]
    for identity, finding in by_key.values():
        if identity in said.numbers or not said.is_known:
            finding = _by_name(finding, identity, said)
            told.append(finding)
            numbers[finding] = said.numbers.get(identity, "")
    for finding, number in said.together:
        placed = _placed(finding, answer.result)
        told.append(placed)
        numbers[placed] = number
    result = replace(answer.result, findings=told)
    refusing = next((finding for finding, _ in said.together if finding.severity == "refuse"), None)
    if refusing and result.state == "accepted":
        # it landed, and only beside others shows that nothing of it may count
        result = replace(result, state="refused", reason=refusing.message)
    return replace(answer, result=result, numbers=numbers, settled=said.settled)


def _key(finding: Finding) -> Key:
    return finding.rule, finding.sheet, finding.row, finding.column, finding.found


def _by_name(finding: Finding, identity: str, said: FileSaid) -> Finding:
    """The finding with the names of schools behind their codes, as the version tells it."""
    return replace(finding, found=said.worded.get(identity, finding.found))


def _placed(finding: Finding, result: FileResult) -> Finding:
    """The finding with its sheet, where the file has but one of the dataset."""
    sheets = {one.sheet for one in result.sheets if one.dataset and one.dataset == finding.dataset}
    if finding.sheet or len(sheets) != 1:
        return finding
    return replace(finding, sheet=sheets.pop())
