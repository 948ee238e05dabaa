"""The dictionary that a refresh writes says what the version says of its tables, columns and indicators."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from pipelines.warehouse.versions import Version
from tests.unit.reports.reading import below_headings, rows, sheets

NOT_SET = "—"


@pytest.fixture
def dictionary(published: Version) -> dict[str, Any]:
    return sheets(published.path / "reports" / "数据字典.xlsx")


def test_every_published_column_stands_with_its_type_and_both_descriptions(
    dictionary: dict[str, Any], marts: duckdb.DuckDBPyConnection
) -> None:
    found = {
        (row["模式"], row["表"], row["列"]): row
        for row in below_headings(dictionary["表和列"], "模式", "表", "列")
    }
    there = marts.execute(
        "select schema_name, table_name, column_name from duckdb_columns()"
        " where schema_name in ('marts', 'bi', 'quality', 'meta') and not internal"
    ).fetchall()
    assert found.keys() == {*there, *((schema, table, NOT_SET) for schema, table, _ in there)}
    assert [key for key, row in found.items() if NOT_SET in (row["中文说明"], row["英文说明"])] == []


def test_every_indicator_stands_with_formula_measures_basis_and_who_answers(
    dictionary: dict[str, Any], marts: duckdb.DuckDBPyConnection
) -> None:
    found = {row["指标代码"]: row for row in below_headings(dictionary["指标"], "指标代码", "指标名称")}
    there = marts.execute(
        "select indicator_code, indicator_name, formula from marts.dim_indicator"
    ).fetchall()
    assert [(code, row["指标名称"], row["计算方法"]) for code, row in sorted(found.items())] == sorted(there)
    needed = ("英文名称", "评价方面", "评价层级", "类型", "所用数据项", "依据", "责任部门")
    assert [(code, name) for code, row in found.items() for name in needed if row[name] == NOT_SET] == []
    # G14 asks half nationally and 70% of the county; X6 has no threshold
    nationally, own = found["G14"]["标准值"].split("\n")
    assert nationally.startswith("国家标准（2017）、") and nationally.endswith("：不低于 50")
    assert own == "沂源县推进方案（2024）：不低于 70"
    assert found["R1"]["标准值"] == "小学：不低于 4.2\n初中：不低于 5.3"
    assert [code for code, row in found.items() if row["标准值"] == NOT_SET] == ["X6"]


def test_the_dictionary_names_the_version_it_describes(
    dictionary: dict[str, Any], published: Version
) -> None:
    assert {rows(sheet)[1][0] for sheet in dictionary.values()} == {f"数据版本 {published.name}"}
