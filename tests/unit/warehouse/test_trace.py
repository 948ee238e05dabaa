"""A figure that cannot be followed says which can."""

from __future__ import annotations

import duckdb
import pytest

from pipelines.errors import WrongCall
from pipelines.warehouse.trace import trace


@pytest.mark.parametrize("table", ["bi.学校指标", "学校指标", "dim_school"])
def test_a_view_or_another_table_is_told_the_names_of_those_that_can_be_followed(table: str) -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.fct_class (county_code text, school_year int)")
        connection.execute("create table marts.fct_forecast_accuracy (county_code text)")
        connection.execute("create table marts.dim_school (school_code text)")
        with pytest.raises(WrongCall, match="：fct_class。"):
            trace(connection, table, {"学年": "2024"})
