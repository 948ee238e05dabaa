"""A version made by hand: few schools, no junior stage, gaps; what its marts say can be read here.

小学 甲 has 4.13 of R1 and 2.50 of R2. 小学 乙 has handed in nothing but its 80 pupils, and 2.25 of R2. County
990102 has handed in nothing.
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
create table marts.dim_county_department as select '990101' as county_code, * from marts.dim_department;
create table marts.bridge_county_indicator_department as
select '990101' as county_code, * from marts.bridge_indicator_department;
create table marts.dim_dataset as select 'school_register' as dataset, '学校基本情况' as dataset_name;
create table marts.dim_code_word as
from (values
    ('verdict', 'met', '达标', 1), ('verdict', 'near', '达到85%未达标', 2), ('verdict', 'unmet', '未达标', 3),
    ('verdict', 'no_data', '缺数据', 4), ('verdict', 'not_applicable', '不适用', 5),
    ('comparison', '>=', '不低于', 1), ('indicator_kind', 'evidence', '佐证材料', 1),
    ('point_counting', 'own', '单独计', 1), ('stage', '小学', '小学', 1), ('stage', '初中', '初中', 2),
    ('part', 'all', '全部', 1), ('area', 'whole', '综合', 1)
) as words (word_kind, code, word, sort_order);
create table marts.dim_ruleset as
select 'national' as ruleset_code, '国家/标准' as name, 'own' as point_counting, 'F2' as cohort_formula,
    'all' as catchment_population, 'all' as migrant_population, 6 as compliance_min_met;
create schema bi;
create table bi.评价标准 as
select 'national' as 标准代码, '国家/标准' as 标准名称, '' as 英文名称, 'national' as 标准值来源层,
    '全部' as 适用县代码, 6 as 学校至少达标指标数, '单独计' as 教学点计法;
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
cross join (select null::text as school_type_code, '>=' as comparison, 'x' as basis),
    (select null::double as floor);
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
select
    {RULED}, '小学' as stage, '人' as shortfall_unit, '>=' as comparison, *,
    status = 'met' and printed_value is null as is_suppressed
from (values
    ('2199010001', 'R1', '4.13', 4.2e0, 'near', '1'), ('2199010001', 'R2', '2.50', 1.0e0, 'met', null),
    ('2199010002', 'R1', null, 4.2e0, 'no_data', null), ('2199010002', 'R2', '2.25', 1.0e0, 'met', null),
    ('2199010003', 'R1', '8.00', 4.2e0, 'met', null), ('2199010003', 'R2', null, 1.0e0, 'met', null)
) as facts (school_code, indicator_code, printed_value, threshold, status, printed_shortfall);
create table marts.fct_school_compliance as
select {RULED}, '小学' as stage, * from (values
    ('2199010001', 100, 1, 1, 0, 0, 'met'), ('2199010002', 80, 1, 0, 0, 1, 'no_data'),
    ('2199010003', 50, 2, 0, 0, 0, 'met')
) as units (
    school_code, pupils, indicators_met, indicators_near, indicators_unmet, indicators_no_data, verdict
);
create table marts.fct_county_indicator as
select {RULED}, null::text as stage, null::text as dimension, * from (values
    ('G1', null, 1.0e0, 'no_data'), ('G8a', '1.01', 1.0e0, 'met'), ('G8b', '0.90', 1.0e0, 'unmet'),
    ('S1', null, 85.0e0, 'no_data')
) as facts (indicator_code, printed_value, threshold, status);
create table marts.fct_recognition as
select county_code, 2024 as school_year, 'national' as ruleset_code, area, total as items_total,
    1 as items_met, unmet as items_unmet, 1 as items_no_data, 'unmet' as verdict
from (values ('990101', '综合', 3, 1), ('990101', '政府保障程度', 2, 1), ('990102', '综合', 2, 0))
    as facts (county_code, area, total, unmet);
create table marts.fct_shortfall as
select {RULED}, null::text as dimension, false as is_suppressed, '>=' as comparison,
    if(indicator_code = 'R1', 4.1951e0, 0.9e0) as value, * from (values
    ('教体', '990101001', '2199010001', '小学', 'R1', '4.20', 4.2e0, '5', '4', '1', '人', 'near'),
    ('教体', null, null, null, 'G8b', '0.90', 1.0e0, '100', '90', '10', '万元', 'unmet'),
    ('财政', null, null, null, 'G8b', '0.90', 1.0e0, '100', '90', '10', '万元', 'unmet')
) as facts (
    department_code, town_code, school_code, stage, indicator_code, printed_value, threshold,
    printed_required, printed_actual, printed_shortfall, shortfall_unit, status
);
create table marts.fct_verdict_flip as
select {RULED}, null::text as dimension, 'rounding' as cause, '2199010001' as school_code, '小学' as stage,
    'R1' as indicator_code;
create table marts.fct_shortfall_total as
select {RULED}, * from (values
    ('教体', null, 'R1', '小学', 1, 1, '5', '4', '1', '人'),
    ('教体', null, 'G8b', null, 1, 0, '100', '90', '10', '万元'),
    ('财政', null, 'G8b', null, 1, 0, '100', '90', '10', '万元'),
    (null, '990101001', 'R1', '小学', 1, 1, '5', '4', '1', '人')
) as totals (
    department_code, town_code, indicator_code, stage, lacking, no_data, printed_required, printed_actual,
    printed_shortfall, shortfall_unit
);
create table marts.dim_form_column as
from (values
    ('表Ⅰ', 'L1', 1, null, '人口', '万人'), ('表Ⅰ', 'L8', 2, null, '收入', '元'),
    ('表Ⅰ', 'L9', 3, '学校数', '小学', '所'), ('表Ⅰ', 'L16', 4, '学校数', '其中', '所'),
    ('表Ⅰ', 'L24', 5, null, '教师', '人'), ('表Ⅱ-1', 'L1', 1, null, '学历', null),
    ('表Ⅱ-1', 'L2', 2, null, '综合', null),
    ('表Ⅱ-2', 'L1', 1, null, '学校名称', null), ('表Ⅱ-2', 'L2', 2, null, '学历', '人'),
    ('表Ⅱ-2', 'L13', 3, null, '是否达标', null), ('表Ⅲ', 'L1', 1, null, '学历', '人'),
    ('表Ⅲ', 'L2', 2, null, '综合', null), ('表Ⅳ', 'L1', 1, null, '名称', null),
    ('表Ⅳ', 'L2', 2, null, '结论', null), ('表Ⅳ', 'L3', 3, null, '是否达标', null),
    ('表Ⅴ', 'L1', 1, null, '名称', null), ('表Ⅵ', 'L1', 1, null, '问卷', '份'),
    ('表Ⅵ', 'L2', 2, null, '满意度', '%')
) as columns (form_table, column_code, column_order, heading_group, heading, unit),
(select '标题' as title);
create table marts.fct_form_cell as
select {RULED}, * from (values
    ('表Ⅰ', 'table', 'county', 1, null, null, 'L1', '31.59', null, null),
    ('表Ⅰ', 'table', 'county', 1, null, null, 'L8', '60216', null, null),
    ('表Ⅰ', 'table', 'county', 1, null, null, 'L9', '2', null, null),
    ('表Ⅰ', 'table', 'county', 1, null, null, 'L16', '1', null, null),
    ('表Ⅰ', 'table', 'county', 1, null, null, 'L24', null, '缺数据', 'no_data'),
    ('表Ⅰ', 'note', 'L24', 5, null, null, 'note', null, 'L24 教师：有 1 所学校缺数据。', null),
    ('表Ⅱ-1', 'table', '小学/met', 11, '总数', '小学', 'L1', '1', null, 'near'),
    ('表Ⅱ-1', 'table', '小学/met', 11, '总数', '小学', 'L2', '2', null, 'unmet'),
    ('表Ⅱ-1', 'table', '小学/share', 12, '比例', '小学', 'L2', '66.7', null, 'unmet'),
    ('表Ⅱ-1', 'table', '初中/met', 21, '总数', '初中', 'L2', null, '不适用', 'not_applicable'),
    ('表Ⅱ-1', 'table', '初中/share', 22, '比例', '初中', 'L2', null, '不适用', 'not_applicable'),
    ('表Ⅱ-1', 'table', '小学/share', 12, '比例', '小学', 'L1', '33.3', null, 'near'),
    ('表Ⅱ-1', 'check', '小学/verdict', 13, '共 3 所', '小学', 'L1', null, '达到85%未达标', 'near'),
    ('表Ⅱ-1', 'table', '初中/met', 21, '总数', '初中', 'L1', null, '不适用', 'not_applicable'),
    ('表Ⅱ-1', 'table', '初中/share', 22, '比例', '初中', 'L1', null, '不适用', 'not_applicable'),
    ('表Ⅱ-2', 'table', '小学/1', 1, '甲', '小学', 'L1', null, '甲', null),
    ('表Ⅱ-2', 'table', '小学/1', 1, '甲', '小学', 'L2', '4.13', null, 'near'),
    ('表Ⅱ-2', 'table', '小学/1', 1, '甲', '小学', 'L13', null, '达标', 'met'),
    ('表Ⅱ-2', 'table', '小学/2', 2, '乙', '小学', 'L1', null, '=乙/2', null),
    ('表Ⅱ-2', 'table', '小学/2', 2, '乙', '小学', 'L2', null, '缺数据', 'no_data'),
    ('表Ⅱ-2', 'table', '小学/2', 2, '乙', '小学', 'L13', null, '缺数据', 'no_data'),
    ('表Ⅱ-2', 'note', '小学', 1, null, '小学', 'note', null, '小学 2 所。', null),
    ('表Ⅲ', 'table', '小学/cv', 12, '差异系数', '小学', 'L1', '0.063', null, 'no_data'),
    ('表Ⅲ', 'table', '小学/cv', 12, '差异系数', '小学', 'L2', '0.125', null, null),
    ('表Ⅲ', 'check', '小学/limit', 13, '限值', '小学', 'L1', '0.50', null, null),
    ('表Ⅲ', 'check', '小学/limit', 13, '限值', '小学', 'L2', null, '—', null),
    ('表Ⅳ', 'table', 'G8', 2, '教师工资', null, 'L1', null, '教师工资；
绩效工资', null),
    ('表Ⅳ', 'table', 'G8', 2, '教师工资', null, 'L2', null, '教师99800元；
实发90万元', null),
    ('表Ⅳ', 'table', 'G8', 2, '教师工资', null, 'L3', null, '未达标', 'unmet'),
    ('表Ⅳ', 'table', 'G1', 1, '布局合理', null, 'L1', null, '布局合理', null),
    ('表Ⅳ', 'table', 'G1', 1, '布局合理', null, 'L2', null, '缺数据，应由教育局提供', null),
    ('表Ⅳ', 'table', 'G1', 1, '布局合理', null, 'L3', null, '缺数据', 'no_data'),
    ('表Ⅵ', 'table', 'all', 1, '计', null, 'L1', '60', null, null),
    ('表Ⅵ', 'table', 'all', 1, '计', null, 'L2', '91.0', null, null),
    ('表Ⅵ', 'check', 'S1', 7, '社会认可度', null, 'conclusion', null, '满意度91.0%', null),
    ('表Ⅵ', 'check', 'S1', 7, '社会认可度', null, 'verdict', null, '达标', 'met')
) as cells (
    form_table, part, row_code, row_order, row_name, stage, column_code, printed_value, text, status
);
create table quality.file_version as
select {SCOPE}, 'f1' as file_id, 'register.csv' as path, repeat('abcdef', 10) as sha256, 'in_force' as state,
    'school_register' as dataset, timestamp '2024-10-01 08:00:00' as received_at;
create table quality.sheet_version as
select file_id, dataset, state from quality.file_version;
"""


def write_version(settings: Settings) -> Version:
    """Write the version and put it in force."""
    folder = settings.versions / NAME
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / DATABASE)) as connection:
        connection.execute(STATEMENTS)
    manifest = {
        "version": NAME,
        "created_at": "2025-01-01T00:00:00+00:00",
        "as_known_on": None,
        "row_counts": {},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    version = Version(NAME, folder, manifest, ZoneInfo("Asia/Shanghai"))
    point_to(settings, version)
    return version
