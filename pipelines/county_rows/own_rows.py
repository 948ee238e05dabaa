"""All that counties wrote in `county/`: what can be used, and whom a fault holds.

A fault in the rows of one county holds that county; its rows that were last good go on standing, so that
what was published of it does not lose its words. A fault in rows for all holds everybody. What does not
belong here: the files (reading), and what is done with the rows (their readers).
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter, ValidationError

from pipelines.county_rows.checking import faults_between, told_once
from pipelines.county_rows.faults import OwnRowsFault, RowFault
from pipelines.county_rows.open_tables import Cells, OpenTable, open_tables
from pipelines.county_rows.reading import OwnRow
from pipelines.county_rows.taking import taken_rows
from pipelines.settings import Settings

FOR_ALL = ""
"""In place of a county's code."""
FILE = "county_rows.json"
"""In the home: the rows that were last good, by county and table."""
ByTable = Mapping[str, list[Cells]]
LAST_GOOD: TypeAdapter[dict[str, ByTable]] = TypeAdapter(dict[str, ByTable])
LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class OwnRows:
    """What counties wrote.

    Attributes:
        by_county: the rows in force by county (`FOR_ALL` for those of all) and table.
        held: why a county is held, by county: Chinese sentences.
    """

    by_county: Mapping[str, ByTable] = field(default_factory=dict)
    held: Mapping[str, list[str]] = field(default_factory=dict)

    def of(self, table: str, county_code: str | None = None) -> list[Cells]:
        """The rows of a table: of one county with those of all, or of everybody."""
        wanted = (FOR_ALL, county_code) if county_code else sorted(self.by_county)
        return [row for county in wanted for row in self.by_county.get(county, {}).get(table, [])]

    def said_by(self, county_code: str) -> list[str]:
        """What a county wrote, in words that are always the same, for its fingerprint."""
        return [json.dumps(self.by_county.get(county_code, {}), ensure_ascii=False, sort_keys=True)]

    @property
    def for_all(self) -> str:
        """The hash of what is for all counties; empty where there is nothing."""
        rows = self.by_county.get(FOR_ALL)
        return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest() if rows else ""

    def without(self, held: Mapping[str, list[str]], before: Mapping[str, ByTable]) -> OwnRows:
        """The same with more counties held, whose rows are those of before."""
        stay = {county: rows for county, rows in self.by_county.items() if county not in held}
        again = {county: before[county] for county in held if county in before}
        return replace(self, by_county=stay | again, held={**self.held, **held})


def own_rows(settings: Settings) -> OwnRows:
    """What stands in the folder `county/` now.

    Raises:
        OwnRowsFault: a file, or a row that is for all counties, cannot be used.
    """
    tables = open_tables(settings.dbt_project)
    found = [one for one in taken_rows(settings.county, tables) if not _decides_nothing(one, tables)]
    rows = told_once(one for one in found if isinstance(one, OwnRow))
    faults = [one for one in found if isinstance(one, RowFault)]
    faults += faults_between(rows, tables)
    if shared := [fault for fault in faults if fault.county_code is None]:
        raise OwnRowsFault(shared)
    held: dict[str, list[str]] = {}
    for fault in faults:
        held.setdefault(str(fault.county_code), []).append(str(fault.said))
    return OwnRows(_by_county(rows)).without(held, last_good(settings))


def _decides_nothing(one: OwnRow | RowFault, tables: Mapping[str, OpenTable]) -> bool:
    """Whether it is of a table that no figure depends on: who reads that one says what is wrong there."""
    table = one.table if isinstance(one, OwnRow) else tables.get(one.table)
    return table is not None and not table.for_figures


def rows_in_force(settings: Settings) -> OwnRows:
    """The rows that the refresh that is running, or the last one, goes by; nothing is checked again."""
    return OwnRows(last_good(settings))


def last_good(settings: Settings) -> dict[str, ByTable]:
    """The rows of each county that were last in force; none where they cannot be read any more."""
    path = settings.home / FILE
    try:
        return LAST_GOOD.validate_json(path.read_bytes()) if path.exists() else {}
    except ValidationError:
        LOG.warning("%s 读不出；下一次刷新会重新写", path)
        return {}


def keep_as_good(settings: Settings, rows: OwnRows) -> None:
    """Note the rows in force."""
    if not rows.by_county and not (settings.home / FILE).exists():
        return
    settings.home.mkdir(parents=True, exist_ok=True)
    partial = settings.home / f".{FILE}.partial"
    partial.write_text(json.dumps(rows.by_county, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(partial, settings.home / FILE)


def _by_county(rows: Iterable[OwnRow]) -> dict[str, dict[str, list[Cells]]]:
    found: dict[str, dict[str, list[Cells]]] = {}
    for row in rows:
        found.setdefault(row.county_code or FOR_ALL, {}).setdefault(row.table.name, []).append(row.cells)
    return found
