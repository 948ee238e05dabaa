"""Population: preschool_population, the children who will come to school.

What does not belong here: how many of them enter, which the forecast reckons (dbt).
"""

from __future__ import annotations

from dataclasses import replace

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import count, date, town, year
from pipelines.contracts.datasets.dataset import Dataset, Row, RuleText
from pipelines.contracts.datasets.towns import TOWN_OF_THIS_COUNTY, town_fits_county

FIRST_YEAR, LAST_YEAR = 1990, 2100


class PreschoolPopulation(Row):
    """One row per town and year of birth."""

    town_code = town("镇街代码", key=True)
    birth_year = year(
        "出生年份", FIRST_YEAR, LAST_YEAR, key=True, about="出生年份，公历。Calendar year of birth."
    )
    births = count(
        "出生人口数", required=False, about="该年出生的人口数，人。Children born in that year, persons."
    )
    in_kindergarten = count(
        "在园幼儿数",
        required=False,
        about="该年出生、现在园的幼儿数，人。Children born in that year who are in kindergarten, persons.",
    )
    counted_on = date("统计日期", blank=True, about="统计日期。Day on which they were counted.")

    @dy.rule()
    def town_of_this_county(cls) -> pl.Expr:
        """A code of digits begins with the county's."""
        return town_fits_county()

    @dy.rule()
    def born_by_then(cls) -> pl.Expr:
        """Nobody is counted before the year of birth."""
        return (pl.col("counted_on").dt.year() >= pl.col("birth_year")).fill_null(True)


PRESCHOOL_POPULATION = Dataset(
    name="preschool_population",
    title="学龄前人口",
    about=("学龄前人口", "Children before school age"),
    row_is=("一个镇街一个出生年份", "town and calendar year of birth"),
    department="教体",
    is_expected=False,
    schema=PreschoolPopulation,
    scope=("town_code", "birth_year"),
    feeds=(),
    names_its_own_year=True,
    rules={
        "town_of_this_county": replace(TOWN_OF_THIS_COUNTY, severity="set_aside"),
        "born_by_then": RuleText(
            "不早于出生年份的统计日期",
            "请核对出生年份和统计日期。",
            ("birth_year", "counted_on"),
            "set_aside",
        ),
    },
)
