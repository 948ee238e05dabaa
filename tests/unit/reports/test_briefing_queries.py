"""What a briefing asks of a version, where a county has an indicator of its own.

What does not belong here: the documents (test_report of the command).
"""

from __future__ import annotations

import duckdb

from pipelines.reports.briefing.queries import COEFFICIENTS

OF_COUNTY = {"county_code": "990101", "school_year": 2024, "ruleset_code": "own"}
VERSION = """
create schema bi; create schema marts;
create table marts.dim_indicator as
select * from (values ('R1', 1), ('B1', 2), ('B2', 3)) as indicators (indicator_code, sort_order);
create table marts.dim_code_word as select 'stage' as word_kind, '小学' as code, 1 as sort_order;
create table bi.校际均衡 as
select '990101' as 县代码, 2024 as 学年, 'own' as 标准代码, '小学' as 学段, told.*
from (
    values ('R1', '教师', 0.41, 0.41, 0.5, 'met'), ('B1', '图书', 0.7, 0.7, null, 'reported'),
        ('B2', '场地', null, null, null, 'not_applicable')
) as told (指标代码, 指标名称, 差异系数, 显示差异系数, 差异系数上限, 判定代码);
"""


def test_a_coefficient_without_a_limit_is_not_drawn() -> None:
    with duckdb.connect() as connection:
        connection.execute(VERSION)
        rows = connection.execute(COEFFICIENTS, OF_COUNTY).fetchall()
    assert [(code, printed, limit) for code, _, _, _, printed, limit, _ in rows] == [("R1", "0.410", 0.5)]
