"""表Ⅳ and 表Ⅴ: the items of an area, each with its figures in a sentence and its verdict.

An item made of parts is met when every part is (standard.md §2). What does not belong here: the sentences,
which the mart holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipelines.reports.scope import Scope
from pipelines.warehouse.reading import records
from pipelines.workbooks.page import Page

PARTS = """
select indicators.item_code, indicators.indicator_name, facts.conclusion, facts.status
from marts.fct_county_indicator as facts
inner join marts.dim_indicator as indicators using (indicator_code)
where
    facts.county_code = $county_code and facts.school_year = $school_year
    and facts.ruleset_code = $ruleset_code and indicators.area = $area and facts.dimension is null
order by indicators.sort_order, facts.stage = '初中'
"""


@dataclass(frozen=True)
class Item:
    """A row of the table: the names, the conclusions and the verdicts of its parts."""

    names: list[str]
    conclusions: list[str]
    statuses: list[str]

    @property
    def status(self) -> str:
        """The verdict on the item, from those of its parts."""
        for status, parts in VERDICTS:
            if any(part in parts for part in self.statuses):
                return status
        return "not_applicable"


VERDICTS = (
    ("unmet", ("unmet", "near")),
    ("no_data", ("no_data",)),
    ("met", ("met",)),
    ("reported", ("reported",)),
)
"""Which verdict an item has as soon as a part has one of these, the first that fits."""


def items_of(connection: duckdb.DuckDBPyConnection, scope: Scope, area: str) -> list[Item]:
    """The items of an area in their order."""
    items: dict[str, Item] = {}
    for row in records(connection, PARTS, scope.parameters | {"area": area}):
        item = items.setdefault(row["item_code"], Item([], [], []))
        if row["indicator_name"] not in item.names:
            item.names.append(row["indicator_name"])
        if row["conclusion"]:
            item.conclusions.append(row["conclusion"])
        item.statuses.append(row["status"])
    return list(items.values())


def fill_items(page: Page, connection: duckdb.DuckDBPyConnection, scope: Scope, area: str) -> None:
    """The table of an area: name, figures or short conclusion, verdict."""
    page.headings(["序号", "名称", "指标值或简要结论", "是否达标"], repeat_from=page.row)
    for number, item in enumerate(items_of(connection, scope, area), start=1):
        page.cell(page.row, 0, number, "code")
        page.cell(page.row, 1, "；\n".join(item.names))
        page.cell(page.row, 2, "；\n".join(item.conclusions) or None)
        page.verdict(page.row, 3, item.status)
        page.row += 1
