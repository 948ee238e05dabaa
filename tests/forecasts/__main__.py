"""Forecasts random counties by dbt's models and says how often, and by how much, they missed.

`python -m tests.forecasts [--counties 60] [--years 4] [--seed 1]`. The models are compiled by dbt and run on
a database that holds nothing but the pupils of those counties.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from random import Random

import duckdb
import polars as pl

from pipelines.landing.gather import gather
from pipelines.night.dbt_process import dbt_environment
from pipelines.settings import Settings
from tests.forecasts.counties import JUNIOR, PRIMARY, Cell, grow

MODELS = (
    *("int_cohorts", "int_cohort_ratios", "int_entry_cohorts", "int_pupil_forecasts"),
    *("int_announced_forecasts", "fct_forecast", "fct_forecast_accuracy"),
)
SEEDS = (
    "planning/forecast_scenarios",
    "planning/forecast_terms",
    "codes/code_words",
    "codes/compulsory_ages",
)
WHAT = """
select
    facts.scenario, if(facts.town_code = '全部', '全县', '镇街') as level, facts.stage,
    case when ahead <= 3 then '1-3' when ahead <= 6 then '4-6' else '7-11' end as years_ahead,
    round(100 * avg((truth.pupils between facts.low and facts.high)::integer), 1) as covered,
    round(100 * sum(abs(truth.pupils - facts.value)) / sum(truth.pupils), 1) as error,
    round(100 * sum(abs(truth.pupils - base.pupils)) / sum(truth.pupils), 1) as error_as_last_year,
    count(*) as figures
from (select *, school_year - base_year as ahead from marts.fct_forecast where grade = '全部') as facts
inner join truth using (county_code, school_year, town_code, stage)
inner join truth as base
    on
        facts.county_code = base.county_code and facts.base_year = base.school_year
        and facts.town_code = base.town_code and facts.stage = base.stage
where facts.school_code = '全部'
group by all
order by all
"""
BACK = """
select
    horizon, stage, round(avg(error), 1) as error,
    round(avg(error_as_last_year), 1) as error_as_last_year, round(avg(covered), 1) as covered,
    count_if(error >= error_as_last_year) as no_better, count(*) as counties
from marts.fct_forecast_accuracy
group by all
order by all
"""


def compiled(folder: Path) -> dict[str, str]:
    """The SQL of the models as dbt compiles it."""
    settings = Settings(home=folder)
    landing = gather(settings, [], folder / "landing.duckdb")
    settings.build.mkdir(parents=True)
    told = os.environ | dbt_environment(settings, settings.build / "warehouse.duckdb", landing)
    dbt = Path(sysconfig.get_path("scripts")) / "dbt"
    asked = ["--quiet", "compile", "--target-path", str(folder / "target"), "--select", *MODELS]
    subprocess.run(
        [dbt, *asked],
        cwd=settings.dbt_project,
        env=told | {"DBT_LOG_PATH": str(folder)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    paths = {path.stem: path for path in (folder / "target" / "compiled").rglob("*.sql")}
    return {model: paths[model].read_text(encoding="utf-8") for model in MODELS}


def forecast(
    connection: duckdb.DuckDBPyConnection, cells: list[Cell], last: int, sql: dict[str, str]
) -> None:
    """Build the models on the cells until a year; `truth` are the sums of all of them."""
    pupils = pl.DataFrame(cells, schema=Cell._fields, orient="row")
    for schema in ("registry", "staging", "intermediate", "marts"):
        connection.execute(f"create schema {schema}")
    for seed in SEEDS:
        path = (Settings().dbt_project / "seeds" / seed).with_suffix(".csv")
        connection.execute(f"create table registry.{path.stem} as from read_csv('{path}')")
    connection.register("pupils", pupils)
    connection.execute(
        f"""
        create table intermediate.int_grade_pupils as
            select *, town || stage as school_code, '镇区' as place from pupils where school_year <= {last};
        create table intermediate.int_stage_grades as
            select distinct county_code, stages.*, true as is_judged
            from pupils cross join (values {PRIMARY}, {JUNIOR}) as stages(stage, first_grade, last_grade);
        create table staging.stg_preschool_population (
            county_code text, town_code text, birth_year bigint, births bigint, in_kindergarten bigint,
            counted_on date, file_id text, row_number bigint
        );
        create table registry.network_changes (
            county_code text, school_code text, stage text, from_year integer, into_school_code text,
            town_code text, entrants integer
        );
        create table truth as
            select county_code, school_year, coalesce(town, '全部') as town_code, stage, sum(pupils) as pupils
            from pupils
            group by grouping sets
                ((county_code, school_year, town, stage), (county_code, school_year, stage));
        """
    )
    for model, query in sql.items():
        schema = "marts" if model.startswith("fct_") else "intermediate"
        connection.execute(f"create table {schema}.{model} as {query}")


def main() -> None:
    """Print what was covered and missed, by scenario, place, stage and years ahead."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--counties", type=int, default=60)
    asked.add_argument("--years", type=int, default=4, help="years of rosters that are known")
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    last, chance = 2024, Random(options.seed)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        sql = compiled(Path(folder))
        years = range(last + 1 - options.years, 2036)
        cells = [cell for at in range(options.counties) for cell in grow(f"99{at:04}", years, chance)]
        forecast(connection, cells, last, sql)
        for query in (BACK, WHAT):
            print(connection.sql(query).pl().write_csv(separator="\t"))


if __name__ == "__main__":
    main()
