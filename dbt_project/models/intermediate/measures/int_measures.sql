-- All measures of all schools and of the county itself (school null): what indicators are allowed to read. One
-- number, one source (datasets.md): the first dataset that has a measure wins, school by school; one without a rank
-- is never used. A dataset of which a row was set aside that could tell the measure is asked all the same: what it
-- does not tell then is unknown, and no other dataset is heard instead. Schools that the register in force does not
-- name are left out here and listed as findings; of one whose row in the register was set aside nothing is known.
-- Beside them the sums of the seed `measure_formulas` (`is_derived`): all parts of one figure come from one dataset,
-- the first that has them all by one of the ways to compute it; a missing part never counts as zero, and a figure
-- below zero is unknown.
with reported as (
    select * exclude (priority), priority * 2 as turn from {{ ref('int_measures__reported') }}
    where priority is not null
),

sources as (select * from {{ ref('measure_sources') }} where priority is not null),

-- the datasets that are asked although they tell nothing: an open school or stage is any
rows_set_aside as (
    select dataset, county_code, school_year, school_code, stage, min(file_id) as file_id
    from {{ ref('stg_rows_set_aside') }}
    group by dataset, county_code, school_year, school_code, stage
),

stages as (
    select stage from {{ ref('stages') }}
    union all
    select cast(null as text)
),

asked as (
    select distinct
        rows_set_aside.county_code,
        rows_set_aside.school_year,
        rows_set_aside.school_code,
        stages.stage,
        sources.measure_code,
        sources.dataset as source_dataset,
        rows_set_aside.file_id,
        sources.priority * 2 + 1 as turn
    from rows_set_aside
    inner join sources on rows_set_aside.dataset = sources.dataset
    inner join stages
        on
            stages.stage is null
            or coalesce(sources.stage, rows_set_aside.stage, stages.stage) = stages.stage
),

-- empty but in a what-if
changes as (select * from {{ ref('int_measure_changes') }}),

told as (
    select
        every.county_code,
        every.school_year,
        every.school_code,
        every.stage,
        every.measure_code,
        case when not coalesce(schools.is_set_aside, false) then every.value + coalesce(changes.delta, 0) end
            as value,
        every.source_dataset,
        every.file_id,
        every.turn
    from (
        select * from reported
        union all by name
        select * from asked
    ) as every
    left join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    left join changes
        on
            every.county_code = changes.county_code
            and every.school_year = changes.school_year
            and every.school_code = changes.school_code
            and every.measure_code = changes.measure_code
            and every.stage is not distinct from changes.stage
    where every.school_code is null or schools.school_code is not null
),

chosen as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        measure_code,
        arg_min_null(value, turn) as value,
        arg_min(source_dataset, turn) as source_dataset,
        arg_min(file_id, turn) as file_id
    from told
    group by county_code, school_year, school_code, stage, measure_code
),

ways as (
    select
        formulas.measure_code,
        stages.stage,
        formulas.alternative,
        formulas.component,
        formulas.coefficient,
        count(*) over (partition by formulas.measure_code, stages.stage, formulas.alternative) as parts
    from {{ ref('measure_formulas') }} as formulas
    inner join stages on formulas.stage is null or formulas.stage = stages.stage
),

-- every part as each dataset tells it, null where a row set aside leaves it open
parts as (
    select
        county_code, school_year, school_code, stage, measure_code, source_dataset,
        arg_min_null(value, turn) as value,
        min(file_id) as file_id,
        min(turn) as turn
    from told
    group by county_code, school_year, school_code, stage, measure_code, source_dataset
),

summed as (
    select
        parts.county_code,
        parts.school_year,
        parts.school_code,
        parts.stage,
        ways.measure_code,
        ways.alternative,
        parts.source_dataset,
        case when count(*) = count(parts.value) then sum(parts.value * ways.coefficient) end as value,
        min(parts.file_id) as file_id,
        max(parts.turn) as turn
    from parts
    inner join ways
        on parts.measure_code = ways.component and parts.stage is not distinct from ways.stage
    group by all
    having count(*) = any_value(ways.parts)
),

sums as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        measure_code,
        arg_min_null(value, (turn, alternative)) as value,
        arg_min(source_dataset, (turn, alternative)) as source_dataset,
        arg_min(file_id, (turn, alternative)) as file_id
    from summed
    group by county_code, school_year, school_code, stage, measure_code
),

derived as (
    select sums.* replace (sums.value + coalesce(changes.delta, 0) as value)
    from sums
    left join changes
        on
            sums.county_code = changes.county_code
            and sums.school_year = changes.school_year
            and sums.school_code = changes.school_code
            and sums.measure_code = changes.measure_code
            and sums.stage is not distinct from changes.stage
),

final as (
    select *, false as is_derived from chosen
    where value is not null
    union all
    select *, true as is_derived from derived
    where value >= 0
)

select * from final
