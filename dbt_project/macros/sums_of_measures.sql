{#
  Measures that are sums of others, by the rows of `measure_formulas`. Where a measure has several ways to be computed
  the first whose parts are all known is taken; a missing part never counts as zero. The relation has the columns of
  int_measures__chosen; `school_code` is null for figures of the county.
#}
{% macro sums_of_measures(relation) -%}
    with formulas as (select * from {{ ref('measure_formulas') }}),

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
        from formulas
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
        from {{ relation }} as chosen
        inner join ways
            on chosen.measure_code = ways.component and chosen.stage is not distinct from ways.stage
        group by all
    ),

    final as (
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
    )

    select * from final
{%- endmacro %}
