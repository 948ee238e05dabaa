-- All measures of all schools and of the county itself (school null): what indicators are allowed to read. One number,
-- one source (datasets.md): the first dataset that has a measure wins, school by school; one without a rank is never
-- used. Schools that the register in force does not name are left out here and listed as findings. Beside them the sums
-- of the seed `measure_formulas` (`is_derived`): of several ways to compute one the first whose parts are all known is
-- taken; a missing part never counts as zero.
with reported as (
    select reported.*
    from {{ ref('int_measures__reported') }} as reported
    left join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    where reported.priority is not null and (reported.school_code is null or schools.school_code is not null)
),

chosen as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        measure_code,
        arg_min(value, priority) as value,
        arg_min(source_dataset, priority) as source_dataset,
        arg_min(file_id, priority) as file_id
    from reported
    group by county_code, school_year, school_code, stage, measure_code
),

stages as (
    select stage from {{ ref('stages') }}
    union all
    select cast(null as text)
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

summed as (
    select
        chosen.county_code,
        chosen.school_year,
        chosen.school_code,
        chosen.stage,
        ways.measure_code,
        ways.alternative,
        ways.parts,
        count(*) as parts_known,
        sum(chosen.value * ways.coefficient) as value,
        min(chosen.source_dataset) as source_dataset,
        min(chosen.file_id) as file_id
    from chosen
    inner join ways
        on chosen.measure_code = ways.component and chosen.stage is not distinct from ways.stage
    group by all
),

derived as (
    select
        county_code,
        school_year,
        school_code,
        stage,
        measure_code,
        arg_min(value, alternative) as value,
        arg_min(source_dataset, alternative) as source_dataset,
        arg_min(file_id, alternative) as file_id
    from summed
    where parts = parts_known
    group by county_code, school_year, school_code, stage, measure_code
),

final as (
    select *, false as is_derived from chosen
    union all
    select *, true as is_derived from derived
)

select * from final
