"""A version made by hand: few schools, no junior stage, no survey, gaps; every figure can be worked on paper.

小学 甲 has 4.125 of R1 and 2.5 of R2. 小学 乙 has handed in nothing but its 80 pupils, and 2.25 of R2. Two
teaching points have 50 and 49 pupils, and only the first counts. County 990102 has handed in nothing.
"""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

import duckdb

from pipelines.settings import Settings
from pipelines.warehouse.versions import DATABASE, MANIFEST, Version, point_to

NAME = "20250101T000000Z"
SCOPE = "'990101' as county_code, 2024 as school_year"
RULED = f"{SCOPE}, 'national' as ruleset_code"
STATEMENTS = f"""
create schema marts; create schema quality;
create table marts.dim_county as select '990101' as county_code, '示例县' as county_name;
create table marts.dim_town as select '990101' as county_code, '990101001' as town_code, '一镇' as town_name;
create table marts.dim_department as
from (values ('教体', '教育局'), ('财政', '财政局'), ('残联', '残联'))
    as departments (department_code, department_name);
create table marts.bridge_indicator_department as
from (values ('R1', '教体'), ('R2', '教体'), ('G8b', '财政'), ('G8b', '教体'))
    as answering (indicator_code, department_code);
create table marts.dim_dataset as select 'school_register' as dataset, '学校基本情况' as dataset_name;
create table marts.dim_code_word as
from (values
    ('verdict', 'met', '达标'), ('verdict', 'near', '达到85%未达标'), ('verdict', 'unmet', '未达标'),
    ('verdict', 'no_data', '缺数据'), ('verdict', 'not_applicable', '不适用'), ('comparison', '>=', '不低于'),
    ('indicator_kind', 'evidence', '佐证材料'), ('point_counting', 'own', '单独计')
) as words (word_kind, code, word);
create table marts.dim_ruleset as
select 'national' as ruleset_code, '国家/标准' as name, 'own' as point_counting, 'F2' as cohort_formula,
    'all' as catchment_population, 'all' as migrant_population, 6 as compliance_min_met;
create table marts.dim_indicator as
from (values
    ('R1', 'R1', 1, '高于规定学历教师数', '资源配置', 'school_stage', '人', 2, 'ratio'),
    ('R2', 'R2', 2, '骨干教师数', '资源配置', 'school_stage', '人', 2, 'ratio'),
    ('G1', 'G1', 3, '布局合理', '政府保障程度', 'county', '项', 0, 'evidence'),
    ('G8a', 'G8', 4, '教师工资', '政府保障程度', 'county', '倍', 2, 'ratio'),
    ('G8b', 'G8', 5, '绩效工资', '政府保障程度', 'county', '倍', 2, 'ratio'),
    ('Q3', 'Q3', 6, '学校章程', '教育质量', 'school', '项', 0, 'evidence'),
    ('S1', 'S1', 7, '社会认可度', '社会认可度', 'county', '%', 1, 'survey')
) as indicators (indicator_code, item_code, sort_order, indicator_name, area, grain, unit, decimals, kind);
create table marts.dim_threshold as
select 'national' as ruleset_code, * from (values
    ('R1', '小学', 4.2e0, 0.85e0, 0.5e0), ('R2', '小学', 1.0e0, 0.85e0, 0.5e0),
    ('G1', null, 1.0e0, null, null)
) as limits (indicator_code, stage, threshold, floor_ratio, cv_limit)
cross join (select null::text as school_type_code, '>=' as comparison, 'x' as basis);
create table marts.dim_school as
select {SCOPE}, '7' as provider_type_code, '公办' as ownership, '乡村' as urban_rural,
    '990101001' as town_code, '一镇' as town_name, *
from (values
    ('2199010001', '甲', '211', '小学', true), ('2199010002', '=乙/2', '211', '小学', true),
    ('2199010003', '丙点', '218', '小学教学点', false), ('2199010004', '丁点', '218', '小学教学点', false)
) as schools (school_code, school_name, school_type_code, school_type, counts_as_school);
create table marts.fct_school_measure as
select {SCOPE}, '小学' as stage, 'f1' as file_id, * from (values
    ('2199010001', 'pupils', 100.0e0), ('2199010001', 'classes', 3.0e0), ('2199010001', 'teachers', 12.0e0),
    ('2199010001', 'staff', 14.0e0), ('2199010001', 'grades', 2.0e0), ('2199010002', 'pupils', 80.0e0),
    ('2199010003', 'pupils', 50.0e0), ('2199010003', 'classes', 2.0e0), ('2199010003', 'teachers', 4.0e0),
    ('2199010004', 'pupils', 49.0e0), ('2199010004', 'classes', 2.0e0), ('2199010004', 'teachers', 3.0e0)
) as measures (school_code, measure_code, value);
create table marts.fct_county_measure as
select {SCOPE}, null::text as stage, null::text as dimension, 'f1' as file_id, * from (values
    ('rural_population', 31.585e0), ('towns', 12.0e0), ('gdp_per_capita', 60215.5e0)
) as measures (measure_code, value);
create table marts.fct_school_indicator as
select {RULED}, '小学' as stage, null::double as floor, '人' as shortfall_unit, '>=' as comparison, *
from (values
    ('2199010001', 'R1', 4.125e0, 4.2e0, 'near', 1.0e0), ('2199010001', 'R2', 2.5e0, 1.0e0, 'met', null),
    ('2199010002', 'R1', null, 4.2e0, 'no_data', null), ('2199010002', 'R2', 2.25e0, 1.0e0, 'met', null),
    ('2199010003', 'R1', 8.0e0, 4.2e0, 'met', null), ('2199010003', 'R2', 2.0e0, 1.0e0, 'met', null)
) as facts (school_code, indicator_code, value, threshold, status, shortfall);
create table marts.fct_school_compliance as
select {RULED}, '小学' as stage, * from (values
    ('2199010001', 100, 1, 1, 0, 0, true), ('2199010002', 80, 1, 0, 0, 1, null),
    ('2199010003', 50, 2, 0, 0, 0, true)
) as units (
    school_code, pupils, indicators_met, indicators_near, indicators_unmet, indicators_no_data, passes
);
create table marts.fct_county_balance as
select {RULED}, * from (values
    ('小学', 'R1', 5.125e0, 0.0625e0, 0.5e0, 'no_data', 1),
    ('小学', 'R2', 2.3125e0, 0.1875e0, 0.5e0, 'met', 0),
    ('初中', 'R1', null, null, 0.45e0, 'not_applicable', 0),
    ('初中', 'R2', null, null, 0.45e0, 'not_applicable', 0)
) as facts (stage, indicator_code, mean, cv, cv_limit, status, units_missing)
union all
select '990102', 2024, 'national', stage, 'R1', null, null, 0.5e0, 'no_data', 0
from (values ('小学'), ('初中')) as stages (stage);
create table marts.fct_county_indicator as
select {RULED}, null::text as stage, null::text as dimension, * from (values
    ('G1', null, 1.0e0, 'no_data', '缺数据，应由教育局提供'),
    ('G8a', 1.01e0, 1.0e0, 'met', '教师99800元，公务员99100元'),
    ('G8b', 0.9e0, 1.0e0, 'unmet', '核定100万元，实发90万元'), ('S1', null, 85.0e0, 'no_data', '缺数据')
) as facts (indicator_code, value, threshold, status, conclusion);
create table marts.fct_recognition as
select county_code, 2024 as school_year, 'national' as ruleset_code, area, total as items_total,
    1 as items_met, unmet as items_unmet, 1 as items_no_data, false as passes
from (values ('990101', '综合', 3, 1), ('990101', '政府保障程度', 2, 1), ('990102', '综合', 2, 0))
    as facts (county_code, area, total, unmet);
create table marts.fct_satisfaction (
    county_code text, school_year integer, method text, respondent_type text, town_code text, town_name text,
    answers bigint, valid_answers bigint, satisfied_answers bigint, satisfaction_rate double
);
create table marts.fct_shortfall as
select {RULED}, null::text as dimension, * from (values
    ('教体', '990101001', '2199010001', '小学', 'R1', 4.125e0, 4.2e0, 1.0e0, '人', 'near'),
    ('教体', null, null, null, 'G8b', 0.9e0, 1.0e0, 10.0e0, '万元', 'unmet'),
    ('财政', null, null, null, 'G8b', 0.9e0, 1.0e0, 10.0e0, '万元', 'unmet')
) as facts (
    department_code, town_code, school_code, stage, indicator_code, value, threshold, shortfall,
    shortfall_unit, status
);
create table quality.file_version as
select {SCOPE}, 'f1' as file_id, 'register.csv' as path, repeat('abcdef', 10) as sha256, 'in_force' as state,
    'school_register' as dataset, timestamp '2024-10-01 08:00:00' as received_at;
"""


def write_version(settings: Settings) -> Version:
    """Write the version and put it in force."""
    folder = settings.versions / NAME
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / DATABASE)) as connection:
        connection.execute(STATEMENTS)
    manifest = {"version": NAME, "created_at": "2025-01-01T00:00:00+00:00", "as_known_on": None}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    version = Version(NAME, folder, manifest, ZoneInfo("Asia/Shanghai"))
    point_to(settings, version)
    return version
