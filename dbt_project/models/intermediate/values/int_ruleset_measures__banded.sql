-- The same measures as int_ruleset_measures where a form or the statistics tell sizes by bands alone: classes over
-- the limit and rooms that reach the area. A band that the limit cuts through leaves the count unknown unless it is
-- empty. Bands of a whole school of several stages tell of a stage only that it has none over. Reliefs that ask when
-- a room was built are not granted, for the form does not say.
with parameters as (select * from {{ ref('int_ruleset_parameters') }}),

scope as (select * from {{ ref('int_ruleset_county_years') }}),

measures as (select * from {{ ref('int_measures') }}),

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

room_kinds as (
    select parameters.ruleset_code, kinds.*, parameters.value as required_area
    from {{ ref('room_kinds') }} as kinds
    inner join parameters on kinds.area_parameter = parameters.parameter_code
),

reliefs as (
    select ruleset_code, county_code, school_year, school_code, indicator_code, min(value) as relieved_area
    from {{ ref('int_reliefs_applied') }}
    where effect = 'room_area' and built_by is null
    group by ruleset_code, county_code, school_year, school_code, indicator_code
),

reporting as (
    select distinct measures.county_code, measures.school_year, measures.school_code, bands.room_kind
    from measures
    inner join {{ ref('room_area_bands') }} as bands on measures.measure_code = bands.measure_code
),

least_areas as (
    select
        room_kinds.ruleset_code,
        reporting.county_code,
        reporting.school_year,
        reporting.school_code,
        reporting.room_kind,
        room_kinds.rooms_measure,
        least(room_kinds.required_area, reliefs.relieved_area) as least_area
    from reporting
    inner join scope using (county_code, school_year)
    inner join room_kinds
        on scope.ruleset_code = room_kinds.ruleset_code and reporting.room_kind = room_kinds.room_kind
    left join reliefs
        on
            room_kinds.ruleset_code = reliefs.ruleset_code
            and reporting.county_code = reliefs.county_code
            and reporting.school_year = reliefs.school_year
            and reporting.school_code = reliefs.school_code
            and room_kinds.indicator_code = reliefs.indicator_code
),

-- the bands of which at least a part reaches the area
room_bands as (
    select least_areas.*, {{ reaches('bands.from_area', "'>='", 'least_areas.least_area') }} as is_whole, measures.value
    from least_areas
    inner join {{ ref('room_area_bands') }} as bands
        on
            least_areas.room_kind = bands.room_kind
            and (bands.to_area is null or least_areas.least_area < bands.to_area)
    left join measures
        on
            least_areas.county_code = measures.county_code
            and least_areas.school_year = measures.school_year
            and least_areas.school_code = measures.school_code
            and bands.measure_code = measures.measure_code
),

rooms_qualifying as (
    select
        ruleset_code, county_code, school_year, school_code,
        cast(null as text) as stage,
        rooms_measure as measure_code,
        case
            when count(*) = count(value) and coalesce(sum(value) filter (where not is_whole), 0) = 0 then sum(value)
        end as value
    from room_bands
    group by ruleset_code, county_code, school_year, school_code, rooms_measure
),

final as (
    select * from classes_over_limit
    union all by name
    select * from rooms_qualifying
)

select * from final where value is not null
