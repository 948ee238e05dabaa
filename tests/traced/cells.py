"""Holds the way that `trace` tells of a figure against the raw files.

What does not belong here: what a measure counts (figures).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, zip_longest
from math import isclose
from pathlib import Path
from typing import Any

import duckdb

from pipelines.warehouse.trace import located, trace
from tests.oracle.raw import Row, by_number, number
from tests.oracle.sheets import tables
from tests.traced.figures import CELLS, COUNTS
from tests.traced.forms import cells_at, value_of

FIGURES = """
select 'fct_school_indicator' as table_name, {
    'county_code': county_code, 'school_year': school_year::text, 'school_code': school_code,
    'stage': coalesce(stage, ''), 'indicator_code': indicator_code
} as key
from (select distinct county_code, school_year, school_code, stage, indicator_code
    from marts.fct_school_indicator where value is not null and not is_suppressed)
union all
select 'fct_school_measure', {
    'county_code': county_code, 'school_year': school_year::text, 'school_code': school_code,
    'stage': coalesce(stage, ''), 'measure_code': measure_code
}
from marts.fct_school_measure where not is_suppressed
union all
select 'fct_county_measure', {
    'county_code': county_code, 'school_year': school_year::text, 'stage': coalesce(stage, ''),
    'dimension': coalesce(dimension, ''), 'measure_code': measure_code
}
from marts.fct_county_measure
union all
select 'fct_county_indicator', {
    'county_code': county_code, 'school_year': school_year::text, 'stage': coalesce(stage, ''),
    'dimension': coalesce(dimension, ''), 'indicator_code': indicator_code
}
from (select distinct county_code, school_year, stage, dimension, indicator_code
    from marts.fct_county_indicator where value is not null)
order by all
"""
"""Every published figure of these tables: its table, and the key that names it."""
RAW, HOME_COLUMNS = "raw", ("school_code", "stage")


Checked = tuple[str, list[str], set[str]]
"""A figure, what is wrong with it, and the datasets that it leads to."""


def checked(database: Path, raw: Path, wanted: int, seed: int = 20260901) -> Iterator[Checked]:
    """Random published figures that lead to cells this program reads, each as it was found.

    Args:
        database: a published version.
        raw: the raw files it was made from.
        wanted: how many figures; fewer where there are no more.
        seed: the same figures each time.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        found, by_table = 0, defaultdict(list)
        for figure in connection.execute(FIGURES).fetchall():
            by_table[figure[0]].append(figure)
        for figures in by_table.values():
            random.Random(seed).shuffle(figures)
        # one of each table in turn
        for table, parts in filter(None, chain.from_iterable(zip_longest(*by_table.values()))):
            key = {name: value for name, value in parts.items() if value is not None}
            sources = [one for one in trace(connection, table, key).sources if _is_known(one)]
            if not sources:
                continue
            datasets = {one["source_dataset"] for one in sources}
            yield f"{table} {key}", list(_faults(located(sources, raw))), datasets
            found += 1
            if found == wanted:
                return


def _is_known(source: Mapping[str, Any]) -> bool:
    known = CELLS.get(source["source_dataset"], {}).keys() | COUNTS.get(source["source_dataset"], {}).keys()
    is_one = not source["made_of"] and not source["is_suppressed"]
    return is_one and (source["cells"] is not None or source["measure_code"] in known)


def _faults(sources: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What of a figure's sources is not so in the raw files."""
    by_measure: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for one in sources:
        place = (one["school_year"], one["school_code"], one["stage"], one["dimension"], one["measure_code"])
        by_measure[place].append(one)
    for place, several in by_measure.items():
        first = several[0]
        dataset, measure = first["source_dataset"], first["measure_code"]
        if first["cells"] is not None:
            cells = [cell for one in several for cell in cells_at(Path(one[RAW]), one["sheet"], one["cells"])]
            if not isclose(value_of(measure, cells), first["value"], rel_tol=1e-9):
                yield f"{place}: {first['value']} is not what {first['cells']} hold"
            continue
        rows = [row for one in several for row in _rows(one)]
        schools = {row.get("school_code", row.get("subject")) for row in rows}
        if first["school_code"] and not schools <= {first["school_code"]}:
            yield f"{place}: rows of another school"
        if measure in CELLS.get(dataset, {}):
            field = CELLS[dataset][measure]
            told = {number(row[field if isinstance(field, str) else field[first["stage"]]]) for row in rows}
            if len(told) != 1 or not isclose(told.pop() or 0, first["value"], rel_tol=1e-9):
                yield f"{place}: {first['value']} is not the cell"
        else:
            of = COUNTS[dataset][measure]
            counted = [row for row in rows if of.counts(row, first["school_year"])]
            if len(counted) != sum(one["rows_counted"] for one in several):
                yield f"{place}: {len(counted)} rows count"
            if not isclose(of.value(counted), first["value"], rel_tol=1e-9):
                yield f"{place}: {first['value']} is published, {of.value(counted)} counted"
            if len(rows) - len(counted) != sum(one["rows_not_counted"] for one in several):
                yield f"{place}: {len(rows) - len(counted)} rows do not count"


def _rows(source: Mapping[str, Any]) -> list[Row]:
    """The rows of the raw file that a source names."""
    if source["rows"] is None:
        return []
    sheets = _sheets(Path(source[RAW]))
    return [sheets[source["sheet"] or ""][at] for at in numbers(source["rows"])]


@cache
def _sheets(file: Path) -> dict[str, dict[int, Row]]:
    return {table.sheet: by_number(table)[1] for table in tables(file)}


def numbers(rows: str) -> list[int]:
    """The numbers that `5-12,19` means."""
    spans = [part.partition("-") for part in rows.split(",")]
    return [at for first, _, last in spans for at in range(int(first), int(last or first) + 1)]
