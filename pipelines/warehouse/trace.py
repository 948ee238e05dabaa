"""From a published figure back to the rows it was made from: its measures, their files, sheets and rows.

Everything comes from the published file, so it holds no personal value: of a roster it is told which rows
were looked at and how many of them count. What does not belong here: how it is shown (command.trace).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import WrongCall
from pipelines.ingest.discover import RawFile, discover
from pipelines.sentences import Sentence
from pipelines.warehouse.reading import records

SCHEMA = "marts"
PLACE = ("county_code", "school_year", "school_code", "stage", "dimension")
"""Columns of a table of figures that say of what a figure speaks; no table has them all."""
CODES = ("indicator_code", "measure_code", "item_code", "area", "fact", "row_code", "column_code")
"""Columns that name an indicator, an item, an area or a measure."""
ONE_FIGURE = (*PLACE, *CODES)
"""What must be one for a figure to be one: rulesets judge the same measures."""
MOST_NAMED = 8
OF_TABLE = {
    "fct_school_compliance": (
        "indicator_code in (select indicator_code from marts.fct_county_balance)",
        "false",
    ),
    "fct_class": ("false", "measure_code = 'classes'"),
    "fct_satisfaction": ("false", "measure_code like 'survey\\_%' escape '\\'"),
}
"""Which indicators and measures are behind a figure of a table whose row names none, as conditions."""
MEASURES = """
with recursive
indicators as (
    select indicator_code, kind = 'growth' as looks_back
    from marts.dim_indicator
    where list_contains($codes, indicator_code) or list_contains($codes, item_code)
        or list_contains($codes, area) or {indicators}
),

measures as (
    select measure_code from marts.dim_measure where list_contains($codes, measure_code) or {measures}
),

-- a figure that names none of these speaks of all of them, as the area of the whole does
every_indicator as (
    from indicators
    union all
    select indicator_code, kind = 'growth' from marts.dim_indicator
    where not exists (from indicators) and not exists (from measures)
),

wanted as (
    select measure_code from marts.bridge_indicator_measure
    where indicator_code in (select indicator_code from every_indicator)
        and coalesce(dimension = $dimension, true)
    union
    from measures
    union
    select component_code from wanted inner join marts.bridge_measure_component using (measure_code)
),

described as (
    select measure_code, any_value(measure_name) as measure_name, bool_or(is_plant) as is_plant
    from wanted inner join marts.dim_measure using (measure_code)
    group by measure_code
),

components as (
    select measure_code, list(distinct component_code order by component_code) as made_of
    from marts.bridge_measure_component group by measure_code
),

figures as (
    select
        county_code, school_year, school_code, stage, null::text as dimension, measure_code, value, unit,
        source_dataset, file_id, is_suppressed, is_derived
    from marts.fct_school_measure
    union all by name
    select
        county_code, school_year, null::text as school_code, stage, dimension, measure_code, value, unit,
        source_dataset, file_id, false as is_suppressed, false as is_derived
    from marts.fct_county_measure
),

-- what a campus shares is split by the pupils of all its stages
asked as (
    select figures.*, described.measure_name
    from figures inner join described using (measure_code)
    where county_code = $county_code
        and (
            school_year = $school_year
            or school_year = $school_year - 1 and (select bool_or(looks_back) from every_indicator)
        )
        and (school_code is null or $school_code is null or school_code = $school_code)
        and (
            stage is null or $stage is null or stage = $stage
            or $school_code is not null and (select bool_or(is_plant) from described)
        )
        and (dimension is null or $dimension is null or dimension = $dimension)
),

-- all parts of one sum come from one dataset: what another tells of a part is not in it
beside_the_sum as (
    select parts.* from asked as parts
    inner join marts.bridge_measure_component as formulas
        on parts.measure_code = formulas.component_code and formulas.coefficient is not null
    inner join asked as sums
        on formulas.measure_code = sums.measure_code and parts.county_code = sums.county_code
        and parts.school_year = sums.school_year and parts.school_code is not distinct from sums.school_code
        and parts.stage is not distinct from sums.stage and sums.is_derived
    group by all
    having bool_and(parts.source_dataset != sums.source_dataset)
)

select
    asked.school_year, asked.school_code, schools.school_name, asked.stage, asked.dimension,
    asked.measure_code, asked.measure_name, asked.value, asked.unit, asked.is_suppressed,
    components.made_of, asked.source_dataset, sources.column_name,
    coalesce(sources.file_id, asked.file_id) as file_id,
    files.county_code, files.school_year as folder_year, files.path, files.sha256, files.provider,
    sources.sheet, sources.rows, {cells}, sources.rows_counted, sources.rows_not_counted
from (from asked except from beside_the_sum) as asked
left join quality.measure_source as sources
    on asked.county_code = sources.county_code and asked.school_year = sources.school_year
    and asked.school_code is not distinct from sources.school_code
    and asked.stage is not distinct from sources.stage
    and asked.dimension is not distinct from sources.dimension
    and asked.measure_code = sources.measure_code
left join components on asked.measure_code = components.measure_code and sources.measure_code is null
left join quality.file_version as files on files.file_id = coalesce(sources.file_id, asked.file_id)
left join marts.dim_school as schools
    on asked.county_code = schools.county_code and asked.school_year = schools.school_year
    and asked.school_code = schools.school_code
order by asked.measure_code, asked.school_year, asked.school_code, asked.stage, asked.dimension, path, sheet
"""
"""One row per measure, file and sheet behind the figure; of a measure that is made of others, what of."""


@dataclass(frozen=True)
class Traced:
    """A figure and what it was made from.

    Attributes:
        table: where it stands.
        figures: its rows, one a ruleset.
        sources: one per measure, file and sheet, as `MEASURES` has them.
    """

    table: str
    figures: list[dict[str, Any]]
    sources: list[dict[str, Any]]

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        return {"table": self.table, "figures": self.figures, "sources": self.sources}


def trace(connection: duckdb.DuckDBPyConnection, table: str, key: Mapping[str, str]) -> Traced:
    """Follow a figure.

    Args:
        connection: a version, open for reading.
        table: a table of figures, with or without `marts.` before it.
        key: which figure: values by column, '' for null, as many as leave one (of several rulesets).

    Raises:
        WrongCall: there is no such table, column or figure, or the key leaves several.
    """
    name = table.removeprefix(f"{SCHEMA}.")
    columns = _columns(connection, name)
    if not {"county_code", "school_year"} <= set(columns):
        raise WrongCall(
            Sentence("{table} 不是一县一学年的结果表；{which}", table=table, which=_which(connection))
        )
    if unknown := [column for column in key if column not in columns]:
        raise WrongCall(
            Sentence(
                "{table} 没有 {unknown} 这一列；它的列：{columns}。",
                table=table,
                unknown=unknown[0],
                columns=columns,
            )
        )
    figures = _figures(connection, name, key)
    one = {column: figures[0].get(column) for column in ONE_FIGURE}
    indicators, measures = OF_TABLE.get(name, ("false", "false"))
    codes = [one[column] for column in CODES if one[column] is not None]
    # a version published by earlier code does not name cells
    has_cells = "cells" in _columns(connection, "measure_source", "quality")
    cells = "sources.cells" if has_cells else "null::text as cells"
    sql = MEASURES.format(indicators=indicators, measures=measures, cells=cells)
    told = {**{column: one[column] for column in PLACE}, "codes": codes}
    return Traced(name, figures, records(connection, sql, told))


def _which(connection: duckdb.DuckDBPyConnection) -> Sentence:
    """Which tables can be followed, for who has asked for another."""
    rows = connection.execute(
        "select table_name from duckdb_columns() where schema_name = $schema"
        " group by all having count(*) filter (column_name in ('county_code', 'school_year')) = 2"
        " and starts_with(table_name, 'fct_') order by all",
        {"schema": SCHEMA},
    ).fetchall()
    return Sentence(
        "要写结果表的英文名，如学校指标是 fct_school_indicator：{tables}。", tables=[name for (name,) in rows]
    )


def _columns(connection: duckdb.DuckDBPyConnection, table: str, schema: str = SCHEMA) -> list[str]:
    rows = connection.execute(
        "select column_name from duckdb_columns() where schema_name = $schema and table_name = $table"
        " order by column_index",
        {"schema": schema, "table": table},
    ).fetchall()
    if not rows:
        raise WrongCall(
            Sentence(
                "没有 {schema}.{table} 这张表；{which}",
                schema=schema,
                table=table.removeprefix("bi."),
                which=_which(connection),
            )
        )
    return [name for (name,) in rows]


def _figures(
    connection: duckdb.DuckDBPyConnection, table: str, key: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The rows that the key names: one figure, of one ruleset or of several."""
    names = list(key)
    which = [f"coalesce(\"{name}\"::text, '') = $value_{at}" for at, name in enumerate(names)]
    values = {f"value_{at}": key[name] for at, name in enumerate(names)}
    sql = f'from {SCHEMA}."{table}" where {" and ".join(which) or "true"} order by all'
    found = records(connection, sql, values)
    if not found:
        raise WrongCall(Sentence("这一版里没有这个数。"))
    for column in ONE_FIGURE:
        several = {str(row[column] or "") for row in found if column in row}
        if len(several) > 1:
            some = [f"{column}={one}" for one in sorted(several)[:MOST_NAMED]]
            more = "……" if len(several) > MOST_NAMED else ""
            raise WrongCall(
                Sentence(
                    "这样的数有 {found} 个，请再给出其中之一：{some}{more}。",
                    found=len(found),
                    some=some,
                    more=more,
                )
            )
    return found


def located(sources: Sequence[dict[str, Any]], raw: Path) -> list[dict[str, Any]]:
    """The sources with `raw`: where the file lies now, by its path, else by its content; None if nowhere."""

    @cache
    def folder(county: str, year: int) -> list[RawFile]:
        return [one for one in discover(raw, [county]) if one.school_year == year]

    @cache
    def place(county: str, year: int, path: str, sha256: str) -> str | None:
        files = sorted(folder(county, year), key=lambda one: one.relative != path)
        found = next((one for one in files if _sha256(one.path) == sha256), None)
        return str(found.path) if found else None

    return [
        {
            **one,
            "raw": one["path"] and place(one["county_code"], one["folder_year"], one["path"], one["sha256"]),
        }
        for one in sources
    ]


@cache
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
