-- From which file, sheet, column and rows every measure comes that is not derived from others; of a form, from which
-- cells. `rows` are those that were looked at, and beside them stands how many of these were counted: which of a roster
-- are counted, and so what is told of a person row by row, is not published. Where headings alone say that there is
-- none, there is no row.
with measures as (
    select county_code, school_year, school_code, stage, null::text as dimension, measure_code, source_dataset, file_id
    from {{ ref('int_measures') }}
    where not is_derived
    union all by name
    select
        county_code, school_year, null as school_code, stage, dimension, measure_code, source_dataset, column_name,
        file_id
    from {{ ref('int_detail_measures') }}
    where value is not null
),

sources as (
    select measure_code, dataset, column_name, stage from {{ ref('measure_sources') }} where priority is not null
    union all by name
    select distinct measure_code, source_dataset as dataset, column_name from measures where column_name is not null
),

hidden as (select * from {{ ref('int_hidden_measures') }}),

told as materialized (
    select
        *,
        row_number() over () as told_number
    from (
        select * from {{ ref('int_rows_looked_at__cells') }}
        union all by name
        select * from {{ ref('int_rows_looked_at__rosters') }}
        union all by name
        select * from {{ ref('int_rows_looked_at__registers') }}
    )
),

-- where the stage or the column of a row is not known, it stands beside those of every one; laid out, so that a measure
-- finds its rows by equal keys
every_stage as (select list_append(list(stage), null) as stages from {{ ref('stages') }}),

every_column as (select dataset, list_append(list(distinct column_name), null) as names from sources group by dataset),

-- without the numbers of rows, of which there are as many as rows: they are looked up where they are needed
of_stages as (
    select
        told.* replace (unnest(case when told.stage is null then every_stage.stages else [told.stage] end) as stage)
    from (select * exclude (row_numbers), {{ row_ranges('row_numbers') }} as rows from told) as told
    cross join every_stage
),

laid_out as (
    select
        told.* replace (
            unnest(case when told.column_name is null then columns.names else [told.column_name] end) as column_name
        )
    from of_stages as told
    inner join every_column as columns on told.dataset = columns.dataset
),

grouped as (
    select
        measures.county_code,
        measures.school_year,
        measures.school_code,
        measures.stage,
        measures.dimension,
        measures.measure_code,
        measures.source_dataset,
        coalesce(told.file_id, measures.file_id) as file_id,
        told.sheet,
        sources.column_name,
        list(told.told_number) as told_numbers,
        any_value(told.rows) as rows,
        flatten(list(told.cells)) as cells,
        coalesce(sum(told.counted), 0)::bigint as counted,
        coalesce(sum(told.looked_at), 0)::bigint as looked_at
    from measures
    left join sources
        on
            measures.measure_code = sources.measure_code
            and measures.source_dataset = sources.dataset
            and (sources.stage is null or measures.stage = sources.stage)
    left join laid_out as told
        on
            measures.source_dataset = told.dataset
            and measures.county_code = told.county_code
            and measures.school_year = told.school_year
            and measures.school_code is not distinct from told.school_code
            and measures.dimension is not distinct from told.dimension
            and measures.stage is not distinct from told.stage
            and sources.column_name is not distinct from told.column_name
    group by all
),

found as materialized (select *, row_number() over () as found_number from grouped),

of_several as (
    select
        parts.found_number,
        list_sort(list_distinct(flatten(list(told.row_numbers)))) as row_numbers
    from (select found_number, unnest(told_numbers) as told_number from found where len(told_numbers) > 1) as parts
    inner join told on parts.told_number = told.told_number
    group by all
),

final as (
    select
        found.county_code,
        found.school_year,
        found.school_code,
        found.stage,
        found.dimension,
        found.measure_code,
        found.source_dataset,
        found.file_id,
        found.sheet,
        found.column_name,
        case
            when of_several.found_number is null then found.rows else {{ row_ranges('of_several.row_numbers') }}
        end as rows,
        nullif(array_to_string(found.cells, ','), '') as cells,
        case when hidden.measure_code is null then found.counted end as rows_counted,
        case when hidden.measure_code is null then found.looked_at - found.counted end as rows_not_counted
    from found
    left join of_several on found.found_number = of_several.found_number
    left join hidden
        on
            found.county_code = hidden.county_code
            and found.school_year = hidden.school_year
            and found.school_code = hidden.school_code
            and found.measure_code = hidden.measure_code
)

select * from final
