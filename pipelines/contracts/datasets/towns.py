"""The rule about 镇街代码, which several datasets have (datasets.md, school_register).

What does not belong here: looking a town's name up (dbt).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts.datasets.dataset import RuleText

TOWN_OF_THIS_COUNTY = RuleText(
    "以本县 6 位代码开头的 9 位数字，或镇街名称",
    "请填写本县的 9 位镇街代码或镇街全称。",
    ("town_code",),
)


def town_fits_county() -> pl.Expr:
    """Whether a code of digits has nine of them and begins with the county's code; a name always fits."""
    town, county = pl.col("town_code"), pl.col("county_code")
    fits = (town.str.len_chars() == 9) & (county.is_null() | town.str.starts_with(county))
    return (~town.str.contains("^[0-9]+$") | fits).fill_null(True)
