"""dbt's staging of a dataset: the rows in force, the source they come from, and what their columns are.

What does not belong here: which rows are in force (the macro `in_force`), what figures are made of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from pipelines.contracts.datasets.dataset import Dataset

MADE = "made from the contracts by `make generate`; what is written here by hand is lost"
WHERE_FROM = ("file_id", "sheet", "row_number", "county_code", "school_year", "scope_key")
"""What stands before a dataset's own columns; each has an entry in the dictionary."""
ENTRY = re.compile(r"{% docs (\w+) %}")
TOWN_AS_HANDED_IN = "town_as_handed_in"
IN_FORCE = "{{{{ in_force('{name}') }}}}\n"
YEAR_DECIDES = """\
with in_force as ({{{{ in_force('{name}') }}}})

select * exclude (school_year), {year} as school_year
from in_force
"""
TOWN_LOOKED_UP = """\
with in_force as ({{{{ in_force('{name}') }}}}),

towns as (select * from {{{{ ref('towns') }}}}),

final as (
    select
        in_force.* exclude ({town}{year}),
        {code} as {town},
        in_force.{town} as town_as_handed_in{year_column}
    from in_force
    left join towns
        on in_force.county_code = towns.county_code and in_force.{town} = towns.town_name
)

select * from final
"""


class NothingSaid(Exception):
    """A column of which neither its contract nor the dictionary says what it is."""


def dictionary(docs: Path) -> frozenset[str]:
    """The entries of dbt's dictionary, the words that several tables share."""
    return frozenset(
        entry for page in docs.glob("*.md") for entry in ENTRY.findall(page.read_text(encoding="utf-8"))
    )


def model(dataset: Dataset) -> str:
    """The SQL of the rows in force: their year is the one that decides, their town a code."""
    name, why = dataset.name, ""
    if dataset.year_column:
        why = f"-- {dataset.year_column} decides, whatever folder the file lies in.\n"
    if dataset.town_column:
        why += "-- A town may be handed in by code or by a name that has a seed row.\n"
    if dataset.town_column:
        looked_up = f"{{{{ town_code('in_force.{dataset.town_column}') }}}}"
        is_key = dataset.columns[dataset.town_column].is_key
        decides = f"cast(in_force.{dataset.year_column} as integer) as school_year"
        sql = TOWN_LOOKED_UP.format(
            name=name,
            town=dataset.town_column,
            # towns of which nobody has heard stay apart where a row is theirs
            code=f"coalesce({looked_up}, in_force.{dataset.town_column})" if is_key else looked_up,
            year=", school_year" if dataset.year_column else "",
            year_column=f",\n        {decides}" if dataset.year_column else "",
        )
    elif dataset.year_column:
        sql = YEAR_DECIDES.format(name=name, year=f"cast({dataset.year_column} as integer)")
    elif dataset.dated_by:
        why = f"-- The school year of {dataset.dated_by} decides, whatever folder the file lies in.\n"
        sql = YEAR_DECIDES.format(name=name, year=f"{{{{ school_year_of('{dataset.dated_by}') }}}}")
    else:
        sql = IN_FORCE.format(name=name)
    return f"-- {dataset.name} in force: {MADE}.\n{why}{sql}"


def sources(datasets: Iterable[Dataset]) -> str:
    """The sources `landing` and `aside`: a table a dataset in each."""
    tables = "".join(
        f"      - name: {dataset.name}\n        description: {_quoted(''.join(dataset.described))}\n"
        for dataset in datasets
    )
    return f"""\
# The datasets that land: {MADE}.
version: 2

sources:
  - name: landing
    database: landing
    schema: landing
    description: >-
      落地库：每个数据集一张表，每个文件版本被接受的行，只增不改。
      Landing, one table a dataset, every accepted row of every file version, append-only.
    tables:
{tables}
  - name: aside
    database: landing
    schema: aside
    description: >-
      被搁置的行：每个数据集一张表，每个文件版本被搁置而又确实存在的行，只留能认出的内容，只增不改。
      Rows set aside, one table a dataset: that they exist, and what is readable of them, append-only.
    tables:
{tables}"""


def description(dataset: Dataset, words: Collection[str]) -> str:
    """The grain and every column of a staging model.

    Args:
        dataset: the dataset.
        words: the entries of the dictionary.

    Raises:
        NothingSaid: nothing says what a column is.
    """
    chinese, english = dataset.described
    columns = {name: _reference(name) for name in WHERE_FROM} | _own_columns(dataset, words)
    columns["school_year"] = _school_year(dataset)
    if dataset.town_column:
        columns[dataset.town_column] = columns.pop(dataset.town_column)
        columns[TOWN_AS_HANDED_IN] = "上报时填写的镇街。The town as it was handed in."
    listed = "".join(
        f"      - name: {name}\n        description: {_quoted(about)}\n" for name, about in columns.items()
    )
    return f"""\
# {dataset.name} in force: {MADE}.
version: 2

models:
  - name: stg_{dataset.name}
    description: {_quoted(f"有效的{chinese}In force: {english[:1].lower()}{english[1:]}")}
    columns:
{listed}"""


def rows_set_aside(datasets: Iterable[Dataset], words: Collection[str]) -> str:
    """The grain and every column of the model of the rows set aside, which has those of every dataset."""
    columns = {name: _reference(name) for name in ("dataset", *WHERE_FROM)}
    for dataset in datasets:
        columns = _own_columns(dataset, words) | columns
    listed = "".join(
        f"      - name: {name}\n        description: {_quoted(about)}\n" for name, about in columns.items()
    )
    return f"""\
# {MADE[0].upper()}{MADE[1:]}.
version: 2

models:
  - name: stg_rows_set_aside
    description: >-
      被搁置而确实存在的行，只有能认出的内容是已知的，各列同所属数据集；一行一条被搁置的记录，
      分不清是哪所学校的，它的文件所报的每所学校各一行。
      Rows set aside that exist, with what is readable of them, in the columns of their dataset;
      one row per row set aside, and per school its file speaks for where it leaves the school open.
    columns:
{listed}"""


def _own_columns(dataset: Dataset, words: Collection[str]) -> dict[str, str]:
    across: Mapping[str, str] = dataset.across.about if dataset.across else {}
    told = {name: column.about for name, column in dataset.columns.items()} | dict(across)
    return {name: _about(dataset, name, told.get(name, ""), words) for name in dataset.landed_columns()}


def _about(dataset: Dataset, name: str, told: str, words: Collection[str]) -> str:
    """What a column is: in its own words, or by an entry of the dictionary."""
    if "。" in told:
        return told
    entry = told or name
    if entry not in words:
        raise NothingSaid(
            f"{dataset.name}.{name}: give it `about`, in Chinese and then in English; "
            f"the dictionary (dbt_project/docs) has no entry {entry!r}"
        )
    return _reference(entry)


def _school_year(dataset: Dataset) -> str:
    if dataset.year_column:
        heading = dataset.columns[dataset.year_column].heading
        return (
            f"用来评价的学年，等于{heading}。The school year that is judged with it, "
            f"equal to {dataset.year_column}."
        )
    if dataset.dated_by:
        heading = dataset.columns[dataset.dated_by].heading
        return f"{heading}所在学年的起始年份。The year in which the school year of {dataset.dated_by} starts."
    return _reference("school_year")


def _reference(entry: str) -> str:
    return f"{{{{ doc('{entry}') }}}}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
