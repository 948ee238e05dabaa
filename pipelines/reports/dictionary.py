"""数据字典: every indicator, measure, table and column of a version in one workbook, Chinese beside English.

All of it is read from the version itself, so it says what that version says. What does not belong here: the
figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.reports.words import verdict_words
from pipelines.warehouse.reading import records
from pipelines.warehouse.versions import Version
from pipelines.workbooks.page import Book

INDICATORS = """
with answering as (
    select indicator_code, string_agg(distinct department_name, '、' order by department_name) as departments
    from marts.bridge_indicator_department
    inner join marts.dim_department using (department_code)
    group by indicator_code
),

-- a threshold that all rulesets share is said once, without their names
limits as (
    select
        indicator_code, stage, school_type_code,
        case when count(*) < (select count(*) from marts.dim_ruleset)
            then string_agg(rulesets.name, '、' order by ruleset_code)
        end as rulesets,
        any_value(school_type) as school_type,
        words.word || ' ' || printf('%g', threshold) as limited_to,
        min(ruleset_code) as place
    from marts.dim_threshold
    inner join marts.dim_ruleset as rulesets using (ruleset_code)
    inner join marts.dim_code_word as words on words.word_kind = 'comparison' and words.code = comparison
    left join (select distinct school_type_code, school_type from marts.dim_school) as kinds
        using (school_type_code)
    group by indicator_code, stage, school_type_code, words.word, threshold
),

thresholds as (
    select
        indicator_code,
        string_agg(
            concat_ws(
                '：',
                nullif(concat_ws('，', rulesets, stage, coalesce(school_type, school_type_code)), ''),
                limited_to
            ),
            chr(10) order by place, stage desc, school_type_code nulls first
        ) as thresholds
    from limits
    group by indicator_code
),

measured as (
    select indicator_code, string_agg(distinct measure_name, '、' order by measure_name) as measures
    from marts.bridge_indicator_measure
    inner join marts.dim_measure using (measure_code)
    group by indicator_code
)

select
    indicators.indicator_code, indicators.indicator_name, indicators.indicator_name_en, indicators.area,
    grains.word as grain, kinds.word as kind, indicators.unit, indicators.formula, measured.measures,
    thresholds.thresholds, indicators.basis, answering.departments
from marts.dim_indicator as indicators
left join marts.dim_code_word as grains on grains.word_kind = 'grain' and grains.code = indicators.grain
left join marts.dim_code_word as kinds on kinds.word_kind = 'indicator_kind' and kinds.code = indicators.kind
left join measured using (indicator_code)
left join thresholds using (indicator_code)
left join answering using (indicator_code)
order by indicators.sort_order
"""
MEASURES = """
select measure_code, measure_name, measure_name_en, unit from marts.dim_measure order by measure_code
"""
COLUMNS = """
select schema_name, table_name, column_name, data_type, description_zh, description_en
from meta.column_description
order by schema_name, table_name, column_order
"""


@dataclass(frozen=True)
class _Part:
    """One sheet: headings and widths in the order of the query's columns, and how many of those are codes."""

    sheet: str
    query: str
    headings: Sequence[str]
    widths: Sequence[float]
    codes: int


PARTS = (
    _Part(
        "指标",
        INDICATORS,
        (
            *(
                "指标代码",
                "指标名称",
                "英文名称",
                "评价方面",
                "评价层级",
                "类型",
                "单位",
                "计算方法",
                "所用数据项",
            ),
            *("标准值", "依据", "责任部门"),
        ),
        (8, 18, 16, 8, 8, 8, 5, 22, 20, 22, 16, 16),
        1,
    ),
    _Part("数据项", MEASURES, ("数据项代码", "数据项", "英文名称", "单位"), (32, 46, 56, 8), 1),
    _Part(
        "表和列",
        COLUMNS,
        ("模式", "表", "列", "数据类型", "中文说明", "英文说明"),
        (8, 22, 22, 10, 52, 52),
        4,
    ),
)
NOT_SET = "—"


def write_dictionary(connection: duckdb.DuckDBPyConnection, version: Version, path: Path) -> None:
    """Write the dictionary of a version.

    Args:
        connection: the version, open.
        version: the version, for what is said about it.
        path: the workbook.
    """
    with Book(path, version, verdict_words(connection)) as book:
        for part in PARTS:
            page = book.page(part.sheet, part.widths)
            page.head(f"数据字典　{part.sheet}", f"数据版本 {version.name}")
            first = page.row
            page.headings(part.headings, repeat_from=first)
            for row in records(connection, part.query):
                for column, text in enumerate(row.values()):
                    page.cell(page.row, column, text or NOT_SET, "code" if column < part.codes else "label")
                page.row += 1
            page.filter(first)
