"""The lists of datasets that SQL reads: macros, and the seeds with a row for each dataset.

What does not belong here: SQL about one dataset (staging).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipelines.contracts.datasets.dataset import Dataset
from pipelines.describing.staging import MADE

BY_CODE = "- name: column_name"
"""A column of a model that has a row for each figure."""
DUE = ("county_code", "dataset", "due_month_day")
WITHIN = {"stage", "grade"}
"""What a row within a school may leave open: it then counts in every one of them."""
WHOSE = ("county_code", "school_year")
"""What stands before the key of a dataset in force."""


def macros(datasets: Iterable[Dataset], dbt_project: Path) -> str:
    """The macros that name datasets, so that no model has a list of its own.

    Args:
        datasets: all of them.
        dbt_project: tells which of them give measures, and which have a model of their own for that.
    """
    all_of_them = list(datasets)
    return f"{{#\n  Which datasets there are: {MADE}.\n#}}\n" + "".join(
        (
            _macro("landed_datasets", [dataset.name for dataset in all_of_them]),
            _macro(
                "datasets_that_tell_their_year",
                [dataset.name for dataset in all_of_them if dataset.year_column or dataset.dated_by],
            ),
            _macro(
                "datasets_by_school",
                [dataset.name for dataset in all_of_them if _is_by_school(dataset)],
            ),
            _macro("measured_datasets", measured([dataset.name for dataset in all_of_them], dbt_project)),
            _macro(
                "keys_in_force",
                {
                    dataset.name: [*WHOSE, *dataset.key]
                    for dataset in all_of_them
                    if set(dataset.scope) <= set(dataset.key)
                },
            ),
            _macro("places_of_rows", {dataset.name: _places(dataset) for dataset in all_of_them}),
            _macro(
                "parts_of_rows",
                {dataset.name: _parts(dataset) for dataset in all_of_them},
            ),
            _macro(
                "datasets_by_row",
                [dataset.name for dataset in all_of_them if set(dataset.scope) - set(dataset.feeds) - WITHIN],
            ),
            _macro(
                "years_of_rows",
                {dataset.name: [dataset.year_column] for dataset in all_of_them if dataset.year_column},
            ),
        )
    )


def measured(names: Iterable[str], dbt_project: Path) -> dict[str, list[str]]:
    """How each dataset that gives measures (a row of `measure_sources`) is turned into them.

    Returns:
        `as_handed_in`: its columns are the figures. `counted`: `int_reported__<dataset>` has a column each.
        `counted_by_code`: that model has a row for each, with `column_name`.
    """
    seed = dbt_project / "seeds" / "registry" / "measure_sources.csv"
    rows = csv.DictReader(seed.read_text(encoding="utf-8").splitlines())
    sources = {row["dataset"] for row in rows}
    models = {path.stem: path for path in dbt_project.rglob("int_reported__*.yml")}
    found: dict[str, list[str]] = {"as_handed_in": [], "counted": [], "counted_by_code": []}
    for name in names:
        if name in sources:
            model = models.get(f"int_reported__{name}")
            by_code = model is not None and BY_CODE in model.read_text(encoding="utf-8")
            how = "as_handed_in" if model is None else "counted_by_code" if by_code else "counted"
            found[how].append(name)
    return found


def registry(datasets: Iterable[Dataset]) -> str:
    """The seed `datasets`: who owes what, and whether every year."""
    rows = [
        (
            dataset.name,
            dataset.title,
            dataset.department,
            _word(dataset.is_expected),
            _word(dataset.names_its_own_year),
        )
        for dataset in datasets
    ]
    heading = ("dataset", "dataset_name", "department_code", "is_expected", "names_its_own_year")
    return _table([heading, *rows])


def due_dates(datasets: Iterable[str], before: str) -> str:
    """The seed `dataset_due_dates` with a row for each dataset; the days that a county filled in stay."""
    days = {row["dataset"]: row["due_month_day"] for row in csv.DictReader(before.splitlines())}
    return _table([DUE, *(("", name, days.get(name, "")) for name in datasets)])


def _places(dataset: Dataset) -> list[str]:
    """What a row set aside takes from what its file speaks for, where it leaves it open."""
    return [name for name in dataset.feeds if name not in WITHIN]


def _parts(dataset: Dataset) -> list[str]:
    """What is known of a row set aside, whosever it is: an older material decides of nobody's."""
    within = [name for name in dataset.feeds if name in WITHIN]
    return [*within, dataset.newest_by] if dataset.newest_by else within


def _is_by_school(dataset: Dataset) -> bool:
    """Whether every row is one of a school, which the register may not know."""
    column = dataset.columns.get("school_code")
    return column is not None and column.required and not column.may_be_blank


def _macro(name: str, value: Sequence[str] | Mapping[str, Sequence[str]]) -> str:
    """A macro that gives a list, or a list by name, a line each."""
    if isinstance(value, Mapping):
        lines = [f"{one!r}: {list(many)!r}" for one, many in value.items()]
        opening, closing = "{", "}"
    else:
        lines, opening, closing = [repr(one) for one in value], "[", "]"
    listed = "".join(f"    {line},\n" for line in lines)
    return f"\n{{% macro {name}() -%}}\n{{{{ return({opening}\n{listed}{closing}) }}}}\n{{%- endmacro %}}\n"


def _table(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _word(value: bool) -> str:
    return str(value).lower()
