"""The indicators of an area in their order, and the order in which stages stand.

What does not belong here: their values.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipelines.warehouse.reading import records

INDICATORS = """
select indicator_code, indicator_name, unit, decimals from marts.dim_indicator
where area = $area order by sort_order
"""
STAGES = ("小学", "初中")
"""As a form lists them (standard.md §1)."""


@dataclass(frozen=True)
class Indicator:
    """An indicator: its code, its name, its unit and with how many decimals its value is printed."""

    indicator_code: str
    indicator_name: str
    unit: str | None
    decimals: int

    @property
    def heading(self) -> str:
        """Its name, and below it the unit."""
        return f"{self.indicator_name}\n（{self.unit}）" if self.unit else self.indicator_name


def indicators_of(connection: duckdb.DuckDBPyConnection, area: str) -> list[Indicator]:
    """The indicators of an area (资源配置, 政府保障程度, …)."""
    return [Indicator(**row) for row in records(connection, INDICATORS, {"area": area})]
