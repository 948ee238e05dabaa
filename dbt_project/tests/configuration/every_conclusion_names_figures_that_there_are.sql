-- What is this: a template of the seed `conclusions` that names a figure nobody gives, or one of an unknown
-- indicator. When does it matter: the conclusion would print — for ever, on a form that goes to the ministry. How to
-- resolve: correct the name in braces: a figure of the row, a measure, a parameter, or a word that
-- int_conclusion_figures gives.
with parts as (select * from {{ ref('int_conclusion_parts') }}),

names as (
    select template_id, indicator_code, figure as name from parts
    union all
    select template_id, indicator_code, whole as name from parts
),

known as (
    select measure_code as name from {{ ref('measures') }}
    union all
    select parameter_code from {{ ref('parameters') }}
    union all
    select 'threshold_' || types.school_group
    from {{ ref('thresholds') }} as thresholds
    inner join {{ ref('school_types') }} as types on thresholds.school_type_code = types.school_type_code
    union all
    select distinct 'unmet_' || school_group from {{ ref('school_types') }} where school_group is not null
    union all
    select unnest([
        'numerator', 'denominator', 'value', 'threshold', 'subjects_total', 'subjects_met', 'subjects_unmet',
        'subjects_no_data', 'subjects_failing', 'subjects_relieved', 'stage_name', 'label', 'departments',
        'status_word', 'level_name', 'evidence', 'cohort_years', 'details'
    ])
),

unknown_names as (
    select names.template_id, names.indicator_code, names.name
    from names
    anti join known on names.name = known.name
    where names.name is not null
),

unknown_codes as (
    select parts.template_id, parts.indicator_code, cast(null as text) as name
    from parts
    anti join {{ ref('indicators') }} as indicators on parts.indicator_code = indicators.indicator_code
    where parts.indicator_code is not null
)

select * from unknown_names
union all
select * from unknown_codes
