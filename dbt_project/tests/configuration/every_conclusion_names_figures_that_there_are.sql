-- What is this: a template of the seed `conclusions` that names a figure nobody gives, or one of an unknown
-- indicator. When does it matter: the conclusion would print — for ever, on a form that goes to the ministry. How to
-- resolve: correct the name in braces: a figure of the row, a measure, a parameter, or a word that
-- int_conclusion_facts gives.
with named as (select * from {{ ref('int_conclusion_names') }}),

names as (
    select indicator_code, figure as name from named
    union all
    select indicator_code, whole as name from named
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
        'status_word', 'level_name', 'materials', 'material_date', 'said', 'cohort_years', 'details'
    ])
),

unknown_names as (
    select names.indicator_code, names.name
    from names
    anti join known on names.name = known.name
    where names.name is not null
),

unknown_codes as (
    select templates.indicator_code, cast(null as text) as name
    from {{ ref('conclusions') }} as templates
    anti join {{ ref('indicators') }} as indicators on templates.indicator_code = indicators.indicator_code
    where templates.indicator_code is not null
)

select * from unknown_names
union all
select * from unknown_codes
