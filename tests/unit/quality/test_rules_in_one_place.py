"""What a contract demands of a row is asked nowhere else: no expectation repeats it over the batch."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.quality.suites import Expectation, Suite, read_suites
from tests.unit.quality.world import EXPECTATIONS

LANDED = [
    (suite, one) for suite in read_suites(EXPECTATIONS, "landing") for one in suite.expectations.values()
]
IS_BLANK = re.compile(r"(\w+) is null")
IS_NEGATIVE = re.compile(r"(\w+) < 0\b")


def bounds(dataset: Dataset, column: str) -> tuple[float, float]:
    """What the contract lets the column hold, lowest and highest."""
    rule = dataset.schema.columns()[column]
    least, most = getattr(rule, "min", None), getattr(rule, "max", None)
    return -math.inf if least is None else least, math.inf if most is None else most


def repeats(expectation: Expectation, dataset: Dataset) -> bool:
    """Whether the contract of the dataset has set aside every row that the expectation would find."""
    said: dict[str, Any] = expectation.kwargs
    demanded = {name for name, rule in dataset.schema.columns().items() if not rule.nullable}
    if expectation.query:
        blanks, negatives = IS_BLANK.findall(expectation.query), IS_NEGATIVE.findall(expectation.query)
        return bool(demanded & set(blanks)) or bool(dataset.columns.keys() & set(negatives))
    match expectation.type.removeprefix("expect_"):
        case "column_values_to_not_be_null" | "column_proportion_of_non_null_values_to_be_between":
            return said["column"] in demanded
        case "column_values_to_be_between":
            least, most = bounds(dataset, said["column"])
            return said.get("min_value", -math.inf) <= least and said.get("max_value", math.inf) >= most
        case "column_pair_values_a_to_be_greater_than_b":
            pair = {said["column_A"], said["column_B"]}
            return any(pair <= set(rule.columns) for rule in dataset.rules.values())
        case "column_values_to_be_in_set" | "column_distinct_values_to_be_in_set":
            return dataset.columns[said["column"]].words is not None
        case "column_values_to_be_unique" | "compound_columns_to_be_unique":
            return set(dataset.key) <= {said.get("column"), *said.get("column_list", ())}
        case _:
            return False


@pytest.mark.parametrize(("suite", "one"), LANDED, ids=lambda part: part.name)
def test_no_expectation_repeats_what_the_contract_demands(suite: Suite, one: Expectation) -> None:
    assert not repeats(one, DATASETS[suite.table])


@pytest.mark.parametrize(
    ("dataset", "kind", "kwargs"),
    [
        ("class_roster", "expect_column_values_to_not_be_null", {"column": "grade"}),
        ("class_roster", "expect_column_values_to_be_between", {"column": "pupils", "min_value": 0}),
        ("class_roster", "expect_column_values_to_be_in_set", {"column": "stage", "value_set": ["小学"]}),
        (
            "class_roster",
            "expect_compound_columns_to_be_unique",
            {"column_list": ["file_id", "school_code", "grade", "class_name"]},
        ),
        (
            "county_form",
            "expect_column_pair_values_a_to_be_greater_than_b",
            {"column_A": "planned_places", "column_B": "allotted_places", "or_equal": True},
        ),
        (
            "class_roster",
            "unexpected_rows_expectation",
            {"unexpected_rows_query": "select * from {batch} where pupils < 0"},
        ),
        (
            "class_roster",
            "unexpected_rows_expectation",
            {"unexpected_rows_query": "select * from {batch} where grade is null"},
        ),
    ],
)
def test_a_repeated_rule_would_be_found(dataset: str, kind: str, kwargs: dict[str, Any]) -> None:
    said = {"severity": "critical", "meta": {"name": "e"}, "description": "甲。", "notes": "乙。"}
    expectation = Expectation.model_validate({"type": kind, "kwargs": kwargs, **said})
    assert repeats(expectation, DATASETS[dataset])
