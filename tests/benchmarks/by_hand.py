"""R1–R7 and their coefficients of variation from the staging tables, in one DuckDB script written by hand.

The yardstick for the dbt build: one standard, the statistics return alone, no findings, no history, no tests.
What does not belong here: any code of the project.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

VALUES = """
create or replace table school_values as
with stages (stage, weight) as (values ('小学', 1), ('初中', 1.1), ('高中', 1.32)),
kinds (kind, stage) as (
    values ('211', '小学'), ('218', '小学'), ('219', '小学'), ('312', '小学'), ('345', '小学'),
        ('311', '初中'), ('319', '初中'), ('312', '初中'), ('341', '初中'), ('345', '初中')
),
units as (
    select
        returned.*,
        register.school_type_code as kind,
        stages.weight * pupils / sum(stages.weight * pupils) over (
            partition by county_code, school_year, school_code
        ) as share
    from staging.stg_school_statistics as returned
    join staging.stg_school_register as register using (county_code, school_year, school_code)
    join stages using (stage)
),
counted as (
    select * from units join kinds using (kind, stage) where pupils > 0 and (kind != '218' or pupils >= 50)
),
resources as (
    select
        county_code, school_year, school_code, stage, pupils,
        100 * (
            teachers_bachelor + teachers_master + teachers_doctor
            + case stage when '小学' then teachers_college else 0 end
        ) as R1,
        100 * teachers_backbone as R2,
        100 * (
            teachers_pe
            + coalesce(teachers_arts_subtotal, teachers_music + teachers_fine_art + teachers_arts)
        ) as R3,
        share * (teaching_area - indoor_sports_area) as R4,
        share * (outdoor_sports_area + indoor_sports_area) as R5,
        share * equipment_value * 10000 as R6,
        100 * share * multimedia_rooms as R7
    from counted
)
select
    county_code, school_year, school_code, stage, pupils, code,
    amount::double as amount, amount / pupils as value
from (unpivot resources on R1, R2, R3, R4, R5, R6, R7 into name code value amount)
"""
BALANCE = """
create or replace table balance as
with means as (
    select *, sum(amount) over county / sum(pupils) over county as mean
    from school_values
    window county as (partition by county_code, school_year, stage, code)
)
select
    county_code, school_year, stage, code, count(*) as units, any_value(mean) as mean,
    sqrt(sum(pupils * (value - mean) ** 2) / sum(pupils)) / nullif(any_value(mean), 0) as cv
from means
group by county_code, school_year, stage, code
"""


def main(built: Path, landing: Path) -> None:
    """Compute on a database that dbt has built, whose staging views read the landing."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{landing}' as landing (read_only)")
        connection.execute(f"attach '{built}' as built (read_only)")
        connection.execute("create schema staging")
        for name in ("stg_school_register", "stg_school_statistics"):
            connection.execute(f"create view staging.{name} as from built.staging.{name}")
        connection.execute(VALUES)
        connection.execute(BALANCE)
        (values,) = connection.execute("select count(*) from school_values").fetchall()[0]
        (coefficients,) = connection.execute("select count(*) from balance").fetchall()[0]
    print(f"{values} values, {coefficients} coefficients")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
