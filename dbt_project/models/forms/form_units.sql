-- 表Ⅱ-2: every unit that counts with its values and verdicts and, below, how many units there are of which kind. The
-- units of the first stage stand first, from town to town; the parts of a mixed school are units of their own.
with columns as (
    select columns.* exclude (stage)
    from {{ ref('form_columns') }} as columns
    inner join {{ ref('form_tables') }} as tables on columns.form_table = tables.form_table
    where tables.filled_from = 'units'
),

stages as (select stage, stage_order from {{ ref('stages') }}),

measures as (
    select
        county_code, school_year, school_code, stage,
        any_value(value) filter (where measure_code = 'grades') as grades,
        any_value(value) filter (where measure_code = 'classes') as classes
    from {{ ref('fct_school_measure') }}
    where stage is not null and measure_code in ('grades', 'classes')
    group by all
),

remarks as (select code, word, sort_order from {{ ref('code_words') }} where word_kind = 'remark'),

indicators as (
    select facts.*, columns.form_table, columns.column_code, columns.column_order
    from {{ ref('fct_school_indicator') }} as facts
    inner join columns on facts.indicator_code = columns.indicator_code
),

by_verdict as (
    select
        facts.county_code, facts.school_year, facts.ruleset_code, facts.school_code, facts.stage, facts.form_table,
        remarks.sort_order,
        remarks.word || '：' || string_agg(facts.indicator_code, '、' order by facts.column_order) as said
    from indicators as facts
    inner join remarks on facts.status = remarks.code
    group by
        facts.county_code, facts.school_year, facts.ruleset_code, facts.school_code, facts.stage, facts.form_table,
        remarks.sort_order, remarks.word
),

remarked as (
    select
        county_code, school_year, ruleset_code, school_code, stage, form_table,
        string_agg(said, '；' order by sort_order) as remark
    from by_verdict
    group by all
),

units as (
    select
        facts.*, schools.school_name, schools.school_type_code, schools.provider_type_code, measures.grades,
        measures.classes,
        row_number() over (
            partition by facts.county_code, facts.school_year, facts.ruleset_code
            order by stages.stage_order, schools.town_code nulls last, facts.school_code
        ) as row_order
    from {{ ref('fct_school_compliance') }} as facts
    inner join {{ ref('dim_school') }} as schools using (county_code, school_year, school_code)
    left join measures using (county_code, school_year, school_code, stage)
    inner join stages on facts.stage = stages.stage
),

cells as (
    select
        units.county_code,
        units.school_year,
        units.ruleset_code,
        columns.form_table,
        'table' as part,
        concat_ws('/', units.stage, units.school_code) as row_code,
        units.row_order,
        units.school_name as row_name,
        units.school_code,
        units.stage,
        columns.column_code,
        columns.decimals,
        columns.indicator_code,
        case columns.source
            when 'pupils' then units.pupils
            when 'grades' then units.grades
            when 'classes' then units.classes
        end as count,
        case columns.source
            when 'school_name' then units.school_name
            when 'provider_type_code' then units.provider_type_code
            when 'remark' then coalesce(remarked.remark, '')
        end as text,
        case when columns.source = 'whole' then units.verdict end as whole_status
    from units
    cross join columns
    left join remarked
        on
            units.county_code = remarked.county_code
            and units.school_year = remarked.school_year
            and units.ruleset_code = remarked.ruleset_code
            and units.school_code = remarked.school_code
            and units.stage = remarked.stage
            and columns.form_table = remarked.form_table
),

with_indicators as (
    select
        cells.* exclude (decimals, indicator_code, count, whole_status),
        coalesce(cells.decimals, kinds.decimals) as decimals,
        coalesce(indicators.value, cells.count) as value,
        coalesce(indicators.status, cells.whole_status) as status
    from cells
    left join indicators
        using (county_code, school_year, ruleset_code, school_code, stage, form_table, column_code)
    left join {{ ref('indicators') }} as kinds on cells.indicator_code = kinds.indicator_code
),

counted as (
    select
        scope.county_code, scope.school_year, scope.ruleset_code, notes.form_table, notes.stage, stages.stage_order,
        notes.note_order,
        replace(notes.text, '{count}', count(units.school_code)::text) as text
    from {{ ref('int_ruleset_county_years') }} as scope
    cross join {{ ref('form_notes') }} as notes
    inner join stages on notes.stage = stages.stage
    left join units
        on
            scope.county_code = units.county_code
            and scope.school_year = units.school_year
            and scope.ruleset_code = units.ruleset_code
            and notes.stage = units.stage
            and (
                notes.school_types is null
                or list_contains(string_split(notes.school_types, '|'), units.school_type_code)
            )
    group by
        scope.county_code, scope.school_year, scope.ruleset_code, notes.form_table, notes.stage, stages.stage_order,
        notes.note_order, notes.text
),

notes as (
    select
        county_code, school_year, ruleset_code, form_table, 'note' as part, stage as row_code,
        stage_order as row_order, stage, 'note' as column_code,
        string_agg(text, '，' order by note_order) || '。' as text
    from counted
    group by county_code, school_year, ruleset_code, form_table, stage, stage_order
),

final as (
    select * from with_indicators
    union all by name
    select * from notes
)

select * from final
