"""Acknowledgements: a county says that what was found is right all the same, and then it is not told again.

They are the rows of a CSV file of the county's own folder: whose county, the number of the finding (核实号 of
the feedback workbook), why, who answers for it, the last day. What does not belong here: which finding a
number is, and what becomes of it (the findings models of dbt).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pipelines.contracts.persons.numbers import holds_person_number
from pipelines.errors import Trouble
from pipelines.ingest.encoding import decode
from pipelines.ingest.model import Unreadable
from pipelines.settings import Settings

COUNTY, NUMBER, REASON, OWNER, LAST_DAY = HEADINGS = ("县代码", "核实号", "理由", "责任人", "最后一天")
EXPECTED = {
    COUNTY: "6 位县代码",
    NUMBER: "反馈表或问题清单里的核实号，8 个字母",
    REASON: "为什么属实",
    OWNER: "谁负责",
    LAST_DAY: "这条说明有效的最后一天，如 2025-06-30",
}
SHAPES = {COUNTY: re.compile("[0-9]{6}"), NUMBER: re.compile("[A-Z]{8}")}
DAY = re.compile("([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
"""A spreadsheet that saves a CSV file writes 2025/6/30."""


class AcknowledgementFault(Trouble):
    """A row that cannot be used: the file, the row as a spreadsheet shows it, the column, what to do."""

    def __init__(self, path: Path, row: int, found: str, expected: str) -> None:
        super().__init__(
            f"{path} 第 {row} 行：{found}，应为{expected}。请改正或删去该行后重新刷新；本次什么也没有读。"
        )


@dataclass(frozen=True)
class Acknowledgement:
    """That a finding is right: whose county, its number, why, who answers for it, the last day it counts."""

    county_code: str
    finding_number: str
    reason: str
    owner: str
    last_day: date


def read_acknowledgements(path: Path) -> list[Acknowledgement]:
    """The rows of the file; none where there is no file.

    Raises:
        AcknowledgementFault: the file is no table of this kind, or a row of it lacks something.
    """
    if not path.exists():
        return []
    try:
        text = decode(path.read_bytes())
    except Unreadable as fault:
        raise AcknowledgementFault(path, 1, fault.finding.found, fault.finding.expected) from fault
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines())]
    if not any(map(any, rows)):
        return []
    if missing := [name for name in HEADINGS if name not in rows[0]]:
        raise AcknowledgementFault(path, 1, f"缺“{'”“'.join(missing)}”列", f"表头 {','.join(HEADINGS)}")
    told: dict[tuple[str, str], int] = {}
    read = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        cells = dict(zip(rows[0], [*row, *[""] * len(rows[0])], strict=False))
        one = _acknowledgement(path, number, cells)
        before = told.setdefault((one.county_code, one.finding_number), number)
        if before != number:
            found = f"核实号 {one.finding_number} 在第 {before} 行已有"
            raise AcknowledgementFault(path, number, found, "一个核实号一行")
        read.append(one)
    return read


def _acknowledgement(path: Path, row: int, cells: dict[str, str]) -> Acknowledgement:
    for heading, expected in EXPECTED.items():
        cell, shape = cells[heading], SHAPES.get(heading)
        if not cell or (shape and not shape.fullmatch(cell)):
            found = f"“{heading}”列是“{cell}”" if cell else f"“{heading}”列是空的"
            raise AcknowledgementFault(path, row, found, expected)
        if holds_person_number(cell):
            raise AcknowledgementFault(
                path, row, f"“{heading}”列里有证件号、电话一类的号码", "不含号码的文字"
            )
    day = DAY.fullmatch(cells[LAST_DAY])
    try:
        last_day = date(*map(int, day.groups())) if day else None
    except ValueError:
        last_day = None
    if last_day is None:
        found = f"“{LAST_DAY}”列是“{cells[LAST_DAY]}”"
        raise AcknowledgementFault(path, row, found, EXPECTED[LAST_DAY])
    return Acknowledgement(cells[COUNTY], cells[NUMBER], cells[REASON], cells[OWNER], last_day)


def acknowledged(settings: Settings, known_on: datetime | None = None) -> str:
    """The rows as a build is told them: JSON, each with whether its last day is over.

    Args:
        settings: where the file is, and on whose clocks a day ends.
        known_on: as of when the build is, UTC without a zone; None for now.

    Raises:
        AcknowledgementFault: see `read_acknowledgements`.
    """
    moment = known_on.replace(tzinfo=UTC) if known_on else datetime.now(UTC)
    today = moment.astimezone(settings.time_zone).date()
    rows = read_acknowledgements(settings.acknowledged)
    return json.dumps(list(_told(rows, today)), ensure_ascii=False)


def acknowledged_by(said: str, county_code: str) -> list[str]:
    """Of what a build is told, what one county says, in words that are always the same."""
    return [
        json.dumps(one, ensure_ascii=False) for one in json.loads(said) if one["county_code"] == county_code
    ]


def _told(rows: list[Acknowledgement], today: date) -> Iterator[dict[str, object]]:
    for one in rows:
        yield {
            "county_code": one.county_code,
            "finding_number": one.finding_number,
            "reason": one.reason,
            "owner": one.owner,
            "last_day": one.last_day.isoformat(),
            "is_over": today > one.last_day,
        }
