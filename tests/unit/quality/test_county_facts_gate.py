"""The gate over classes and county facts: figures that other tables contradict block."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.quality.world import failed, gates, spoil, write_build

CLASS, FACTS = "marts.fct_class", "marts.fct_county_year"
SCOPE = "'990101' as county_code, 2024 as school_year"
ROWS = (
    "insert into registry.code_words values ('part', 'all')",
    "insert into marts.dim_code_word by name select 'part' as word_kind, 'all' as code,"
    " '全部' as word, 'All' as word_en, 1 as sort_order",
    f"""insert into marts.fct_class by name
    select {SCOPE}, '1' as school_code, '小学' as stage, 1 as grade, classes.*
    from (values ('一班', 46, 45, 1), ('二班', 54, 60, 0), ('三班', 45, null, null))
        as classes(class, pupils, class_size_limit, over_by)""",
    f"""insert into marts.fct_school_indicator by name
    select {SCOPE}, 'national' as ruleset_code, '1' as school_code, '小学' as stage, 'G5' as indicator_code,
        1.0 as numerator, 1.0 as value, 'unmet' as status""",
    f"""insert into marts.fct_county_year by name
    select {SCOPE}, 'pupils' as fact, '学生' as fact_name, '小学' as stage, '全部' as grade,
        '全部' as urban_rural, towns.*
    from (values ('全部', 100.0, 0), ('甲镇', 60.0, 0), ('乙镇', 40.0, 0))
        as towns(town_code, value, schools_missing)""",
)


FAULTS = [
    (CLASS, "over_by = 2 where class = '一班'", "a_class_is_too_large_by_what_is_above_its_limit"),
    (CLASS, "over_by = 0 where class = '三班'", "a_class_is_too_large_by_what_is_above_its_limit"),
    (
        CLASS,
        "pupils = 50, over_by = 5, class_size_limit = 45 where class = '二班'",
        "the_classes_that_are_too_large_are_those_of_the_verdict",
    ),
    (FACTS, "value = 61 where town_code = '甲镇'", "the_towns_add_up_to_the_county"),
    (FACTS, "value = null where town_code = '甲镇'", "the_towns_add_up_to_the_county"),
    (FACTS, "value = 101 where town_code = '全部'", "the_pupils_of_a_county_are_those_of_its_schools"),
]


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return write_build(tmp_path / "warehouse.duckdb", *ROWS)


def test_classes_and_facts_that_agree_with_the_schools_pass(build: Path) -> None:
    assert failed(gates(build, "marts")) == set()


@pytest.mark.parametrize(("table", "change", "expectation"), FAULTS)
def test_a_figure_that_another_table_contradicts_blocks(
    build: Path, table: str, change: str, expectation: str
) -> None:
    spoil(build, f"update {table} set {change}")
    assert (table, expectation, "block") in failed(gates(build, "marts"))
