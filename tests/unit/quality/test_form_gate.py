"""The gate over the form, the items of recognition and the totals: what another table contradicts blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.quality.world import failed, gates, only, spoil, write_build

CELL, ITEM, TOTAL = "marts.fct_form_cell", "marts.fct_recognition_item", "marts.fct_shortfall_total"
RULED = "'990101' as county_code, 2024 as school_year, 'national' as ruleset_code"
ROWS = (
    "insert into registry.code_words values ('verdict', 'met'), ('verdict', 'unmet'), ('verdict', 'no_data')",
    """insert into marts.dim_code_word by name
    select 'verdict' as word_kind, words.*, 1 as sort_order
    from (values ('met', '达标', 'Met'), ('unmet', '未达标', 'Not met'), ('no_data', '缺数据', 'No data'))
        as words(code, word, word_en)""",
    """insert into marts.dim_form_column by name
    select columns.*, '标题' as title, 1 as column_order, '学历' as heading, 'R1' as indicator_code
    from (values ('表Ⅱ-1', 'L1'), ('表Ⅱ-2', 'L6'), ('表Ⅲ', 'L1')) as columns(form_table, column_code)""",
    f"""insert into marts.fct_form_cell by name
    select {RULED}, 'table' as part, 1 as row_order, '小学' as stage, cells.*
    from (values
        ('表Ⅱ-1', '小学/met_schools', 'L1', null, 1.0, '1', null, 'unmet'),
        ('表Ⅱ-1', '小学/verdict', 'L1', null, null, null, '未达标', 'unmet'),
        ('表Ⅱ-2', '小学/1', 'L6', '1', 5.0, '5.00', null, 'met'),
        ('表Ⅱ-2', '小学/2', 'L6', '2', 1.0, '1.00', null, 'unmet'),
        ('表Ⅱ-2', '小学/2', 'L1', '2', null, null, '乙', null),
        ('表Ⅲ', '小学/cv', 'L1', null, 2.0 / 3.0, '0.667', null, 'unmet')
    ) as cells(form_table, row_code, column_code, school_code, value, printed_value, text, status)""",
    f"""insert into marts.fct_recognition_item by name
    select {RULED}, '资源配置' as area, items.*, true as is_counted
    from (values ('a', 'met'), ('b', 'unmet'), ('c', 'no_data')) as items(item_code, status)""",
    f"""insert into marts.fct_shortfall_total by name
    select {RULED}, 'R1' as indicator_code, '小学' as stage, totals.*
    from (values ('教体', null, 1), (null, '990101001', 1)) as totals(department_code, town_code, lacking)""",
    "update marts.fct_shortfall set town_code = '990101001'",
)


FAULTS = [
    (CELL, "text = '达标' where text = '未达标'", "a_verdict_is_in_the_words_of_its_code"),
    (
        CELL,
        "value = 4.999, printed_value = '5.00' where row_code = '小学/1'",
        "a_school_has_the_figures_and_verdicts_of_its_indicators",
    ),
    (
        CELL,
        "status = 'met' where row_code = '小学/2' and status is not null",
        "a_school_has_the_figures_and_verdicts_of_its_indicators",
    ),
    (
        CELL,
        "value = 2, printed_value = '2' where row_code = '小学/met_schools'",
        "the_schools_that_reach_an_indicator_are_counted_from_the_schools",
    ),
    (
        CELL,
        "status = 'met' where row_code = '小学/met_schools'",
        "the_verdict_over_schools_is_that_of_the_county",
    ),
    (CELL, "value = 0.6671 where form_table = '表Ⅲ'", "a_coefficient_is_that_of_the_balance"),
    (CELL, "status = 'met' where form_table = '表Ⅲ'", "a_coefficient_is_that_of_the_balance"),
    (
        "marts.dim_form_column",
        "column_code = 'L9' where form_table = '表Ⅲ'",
        "every_column_of_a_table_has_cells",
    ),
    (ITEM, "status = 'met'", "the_items_are_those_that_recognition_counts"),
    (ITEM, "is_counted = false where item_code = 'b'", "the_items_are_those_that_recognition_counts"),
    (TOTAL, "lacking = 2 where department_code is not null", "a_total_counts_the_shortfalls_that_are_listed"),
    (TOTAL, "lacking = 2 where town_code is not null", "what_towns_lack_is_what_their_schools_lack"),
]


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return write_build(tmp_path / "warehouse.duckdb", *ROWS)


def test_a_form_that_says_what_the_marts_say_passes(build: Path) -> None:
    assert failed(gates(build, "marts")) == set()


@pytest.mark.parametrize(("table", "change", "expectation"), FAULTS)
def test_what_another_table_contradicts_blocks(
    tmp_path: Path, build: Path, table: str, change: str, expectation: str
) -> None:
    spoil(build, f"update {table} set {change}")
    of_the_table = only(tmp_path, "marts", table.removeprefix("marts."))
    assert (table, expectation, "block") in failed(gates(build, "marts", directory=of_the_table))
