"""Which tables a county may have rows of its own in, by which key: rows of the seed `open_tables`.

Most are tables of the registry, whose columns and types are those of the seed; some are read by other rooms
and name their columns themselves. What does not belong here: reading what a county wrote (reading).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

COUNTY, COUNTY_IN_CHINESE, LAYER, LAYERS = "county_code", "县代码", "layer", "layers"
SEED = Path("registry", "open_tables.csv")
Cells = Mapping[str, str | None]


@dataclass(frozen=True)
class Reference:
    """A column of a shipped table, in which another column's value must stand."""

    table: str
    column: str
    seed: Path

    @cached_property
    def shipped(self) -> frozenset[str | None]:
        """The values that stand there."""
        return frozenset(row[self.column] for row in read_seed(self.seed))


@dataclass(frozen=True)
class OpenTable:
    """A table in which a county may have rows.

    Attributes:
        name: of the table; `<name>.csv` is the county's file.
        columns: what each column holds, by its name and in order; the county's column is the first.
        key: the columns that make a row unique among the rows of a county.
        replaces: a row takes the place of those shipped rows that have the same in these columns.
        for_all: whether a row may be for all counties.
        in_county: the column in which the registry keeps whose a row is, where it is not the county's own.
        refers_to: where a column's value must stand, by column.
        seed: where the shipped rows lie; None for a table that is no seed.
        title: what it is called in Chinese.
        for_figures: whether its rows decide figures.
        is_shown: whether a new county is shown the shipped rows, to change them.
    """

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    replaces: tuple[str, ...]
    for_all: bool
    in_county: str
    refers_to: Mapping[str, Reference]
    seed: Path | None
    title: str = ""
    for_figures: bool = True
    is_shown: bool = False

    @property
    def county_column(self) -> str:
        """The column that says whose a row is."""
        return next(iter(self.columns))

    @cached_property
    def has_county(self) -> bool:
        """Whether the registry's own table says whose a row is."""
        return COUNTY in self.shipped_columns

    @cached_property
    def shipped_columns(self) -> tuple[str, ...]:
        """The columns of the seed."""
        return tuple(_header(self.seed)) if self.seed else ()

    @cached_property
    def shipped(self) -> list[Cells]:
        """The rows of the seed; blank cells are None."""
        return read_seed(self.seed) if self.seed else []


def open_tables(dbt_project: Path) -> dict[str, OpenTable]:
    """The open tables by name; none where the project has no such seed."""
    seeds = dbt_project / "seeds"
    if not (seeds / SEED).exists():
        return {}
    paths = {path.stem: path for path in seeds.rglob("*.csv")}
    return {str(row["table_name"]): _open_table(row, paths) for row in read_seed(seeds / SEED)}


def read_seed(path: Path) -> list[Cells]:
    """The rows of a seed; blank cells are None."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: cell or None for name, cell in row.items()} for row in csv.DictReader(file)]


def _open_table(row: Cells, paths: Mapping[str, Path]) -> OpenTable:
    name = str(row["table_name"])
    seed = paths.get(name)
    columns = _types(seed) if seed else _pairs(row["columns"], ":")
    if seed and COUNTY not in columns:
        columns = {COUNTY: "county", **columns}
    columns = {column: "county" if column == COUNTY else kind for column, kind in columns.items()}
    refers_to = {
        column: Reference(table, field, paths[table])
        for column, to in _pairs(row["refers_to"], "=").items()
        for table, _, field in [to.partition(".")]
    }
    return OpenTable(
        name=name,
        columns=columns,
        key=_parts(row["key_columns"]),
        replaces=_parts(row["replaces"]),
        for_all=row["for_all"] == "true",
        in_county=row["in_county"] or "",
        refers_to=refers_to,
        seed=seed,
        title=row.get("title") or name,
        for_figures=row.get("for_figures") != "false",
        is_shown=row.get("is_shown") == "true",
    )


def _types(seed: Path) -> dict[str, str]:
    """The columns of a seed in their order, with their types in its `.yml`; the county's first."""
    described = _described(seed.with_suffix(".yml").read_text(encoding="utf-8"))
    (types,) = (one["config"]["column_types"] for one in described["seeds"] if one["name"] == seed.stem)
    return {name: types[name] for name in sorted(_header(seed), key=lambda name: name != COUNTY)}


@lru_cache
def _described(text: str) -> dict[str, Any]:
    return dict(yaml.load(text, yaml.CSafeLoader))  # which takes long


def _header(seed: Path) -> list[str]:
    with seed.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def _pairs(text: str | None, between: str) -> dict[str, str]:
    return {name: what for part in _parts(text) for name, _, what in [part.partition(between)]}
