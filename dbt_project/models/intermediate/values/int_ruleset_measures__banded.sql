-- Classes over the limit where a form or the statistics tell sizes by bands alone. A band that the limit cuts through
-- leaves the count unknown unless it is empty. Bands of a whole school of several stages tell of a stage only that it
-- has none over.
with parameters as (select * from {{ ref('int_ruleset_parameters') }}),

scope as (select * from {{ ref('int_ruleset_county_years') }}),

measures as (select * from {{ ref('int_measures') }} where school_code is not null),

limits as (
    select ruleset_code, stage, value as size_limit from parameters where parameter_code = 'class_size_limit'
),

class_bands as (
    select
        limits.ruleset_code,
        limits.stage,
        bands.measure_code,
        bands.from_size > limits.size_limit as is_over,
        count(*) over (partition by limits.ruleset_code, limits.stage) as bands_asked
    from limits
    cross join {{ ref('class_size_bands') }} as bands
    where bands.to_size is null or bands.to_size > limits.size_limit
),

class_counts as (
    select
        scope.ruleset_code,
        school_stages.county_code,
        school_stages.school_year,
        school_stages.school_code,
        school_stages.stage,
        measures.stage is not null as is_of_stage,
        coalesce(sum(measures.value) filter (where class_bands.is_over), 0) as over,
        sum(measures.value) as possibly_over,
        count(*) = any_value(class_bands.bands_asked) as is_complete
    from {{ ref('int_school_stages') }} as school_stages
    inner join scope using (county_code, school_year)
    inner join measures
        on
            school_stages.county_code = measures.county_code
            and school_stages.school_year = measures.school_year
            and school_stages.school_code = measures.school_code
            and (measures.stage is null or school_stages.stage = measures.stage)
    inner join class_bands
        on
            scope.ruleset_code = class_bands.ruleset_code
            and school_stages.stage = class_bands.stage
            and measures.measure_code = class_bands.measure_code
    group by all
),

classes_over_limit as (
    select
        ruleset_code, county_code, school_year, school_code, stage,
        'classes_over_limit' as measure_code,
        max(
            case
                when is_of_stage and (over > 0 or (is_complete and possibly_over = 0)) then over
                when is_complete and possibly_over = 0 then 0
            end
        ) as value
    from class_counts
    group by ruleset_code, county_code, school_year, school_code, stage
),

final as (
    select * from classes_over_limit where value is not null
)

select * from final
