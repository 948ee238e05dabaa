-- Measures whose meaning depends on the ruleset: rooms needed, classes over the limit, public funds due. A count is
-- unknown while a blank could change it; of the rooms it is then told between which numbers it lies.
with parameters as (select * from {{ ref('int_ruleset_parameters') }}),

scope as (select * from {{ ref('int_ruleset_county_years') }}),

facts as (select * from {{ ref('int_school_facts') }}),

schools as (
    select scope.ruleset_code, facts.*
    from facts
    inner join scope using (county_code, school_year)
),

rooms_needed as (
    select
        schools.ruleset_code,
        schools.county_code,
        schools.school_year,
        schools.school_code,
        cast(null as text) as stage,
        room_kinds.needed_measure as measure_code,
        ceil(classes.value / per_room.value) as value,
        ceil(classes.least / per_room.value) as least,
        ceil(classes.most / per_room.value) as most
    from schools
    inner join {{ ref('int_school_level_measures') }} as classes
        on
            schools.county_code = classes.county_code
            and schools.school_year = classes.school_year
            and schools.school_code = classes.school_code
            and classes.measure_code = 'classes'
            and classes.stage is null
    cross join {{ ref('room_kinds') }} as room_kinds
    inner join parameters as per_room
        on schools.ruleset_code = per_room.ruleset_code and per_room.parameter_code = 'classes_per_room'
),

class_rows as ({{ with_rows_set_aside('class_roster') }}),

sized_classes as (
    select
        scope.ruleset_code,
        classes.county_code,
        classes.school_year,
        classes.school_code,
        limits.stage,
        'classes_over_limit' as measure_code,
        -- a class whose stage is not known is one of unknown size in each
        case when classes.stage is not null then classes.pupils > limits.value end as is_over
    from class_rows as classes
    inner join scope using (county_code, school_year)
    inner join parameters as limits
        on
            scope.ruleset_code = limits.ruleset_code
            and limits.parameter_code = 'class_size_limit'
            and coalesce(classes.stage, limits.stage) = limits.stage
),

classes_over_limit as (
    select
        * exclude (is_over),
        case
            when count(*) filter (where is_over) > 0 or count(*) = count(is_over) then count(*) filter (where is_over)
        end as value
    from sized_classes
    group by all
),

-- Σ over stages 定额 × pupils × max(1, 100 / n), n = primary + junior pupils (standard.md §2 G6)
stages_due as (
    select
        schools.ruleset_code,
        schools.county_code,
        schools.school_year,
        schools.school_code,
        quotas.value
        * stages.pupils
        * greatest(1, small.value / nullif(schools.compulsory_pupils, 0)) as due
    from schools
    inner join {{ ref('int_school_stages') }} as stages using (county_code, school_year, school_code)
    inner join parameters as small
        on schools.ruleset_code = small.ruleset_code and small.parameter_code = 'small_school_pupils'
    left join {{ ref('int_measures') }} as quotas
        on
            quotas.school_code is null
            and stages.county_code = quotas.county_code
            and stages.school_year = quotas.school_year
            and stages.stage = quotas.stage
            and quotas.measure_code = 'public_funds_quota'
    where stages.is_compulsory and coalesce(stages.pupils, 1) > 0
),

public_funds_due as (
    select
        ruleset_code,
        county_code,
        school_year,
        school_code,
        cast(null as text) as stage,
        'public_funds_due' as measure_code,
        case when count(*) = count(due) then sum(due) end as value
    from stages_due
    group by all
)

select * from rooms_needed
union all by name
select *, value as least, value as most from classes_over_limit
union all by name
select *, value as least, value as most from public_funds_due
