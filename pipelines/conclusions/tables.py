"""The conclusions as a table made of tables, for the model that dbt builds with it (int_county_conclusions).

What does not belong here: what is said (concluding).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyRelation

from pipelines.conclusions.concluding import Key, Verdict, conclude
from pipelines.conclusions.template import Template

CONCLUSIONS = pa.schema(
    [(name, pa.int32() if name == "school_year" else pa.string()) for name in (*Key._fields, "conclusion")]
)
LAST = float("inf")


def conclusions(
    *,
    verdicts: DuckDBPyRelation,
    facts: DuckDBPyRelation,
    templates: DuckDBPyRelation,
    stages: DuckDBPyRelation,
    subjects: DuckDBPyRelation,
) -> pa.Table:
    """A row of CONCLUSIONS for every verdict and detail.

    Args:
        verdicts: one row a verdict or detail, with its key and the further fields of `Verdict`.
        facts: `name` and `text`, as it is printed, of every fact of a key.
        templates: the seed `conclusions`.
        stages: by `stage_order`, details are listed first by it.
        subjects: by `subject_order`, then by it; what is neither follows in the order of its name.
    """
    said: dict[Key, dict[str, str]] = defaultdict(dict)
    for *key, name, text in _rows(facts, *Key._fields, "name", "text"):
        said[Key(*key)][name] = text
    of_stage = dict(_rows(stages, "stage", "stage_order"))
    of_subject = dict(_rows(subjects, "subject", "subject_order"))

    def order(key: Key) -> tuple[float, float, str | None]:
        return of_stage.get(key.stage, LAST), of_subject.get(said[key].get("label"), LAST), key.dimension

    width = len(Key._fields)
    words = conclude(
        [
            Verdict(Key(*row[:width]), *row[width:])
            for row in _rows(verdicts, *Key._fields, *Verdict._fields[1:])
        ],
        said,
        [Template(*row) for row in _rows(templates, *Template._fields)],
        order,
    )
    return pa.Table.from_pylist([{**key._asdict(), "conclusion": text} for key, text in words], CONCLUSIONS)


def _rows(relation: DuckDBPyRelation, *columns: str) -> list[tuple[Any, ...]]:
    return relation.project(", ".join(columns)).fetchall()
