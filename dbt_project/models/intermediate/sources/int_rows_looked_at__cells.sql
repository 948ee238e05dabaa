-- Of a dataset with a row for each place: the row in which its figures stand; of a form, the cells in which each does.
{% set keys = keys_in_force() %}
{% set measured = measured_datasets() %}
with by_row as (
    {% for dataset in measured.as_handed_in + measured.counted | reject('in', datasets_counted_by_rows()) | list %}
    select
        '{{ dataset }}' as dataset,
        county_code,
        school_year,
        {{ 'school_code' if 'school_code' in keys[dataset] else 'null' }} as school_code,
        {{ 'stage' if 'stage' in keys[dataset] else 'null' }} as stage,
        file_id,
        sheet,
        list(distinct row_number order by row_number) as row_numbers,
        count(distinct row_number) as counted,
        count(distinct row_number) as looked_at
    from {{ ref('stg_' ~ dataset) }}
    group by all
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

sources as (
    select dataset, column_name from {{ ref('measure_sources') }} where priority is not null
),

-- the items of a form that a measure is told by, where they are called otherwise than it
items as (
    select dataset, column_name, stage, item from {{ ref('measure_items') }}
    union all
    select distinct sources.dataset, sources.column_name, null::text as stage, sources.column_name as item
    from sources
    left join {{ ref('measure_items') }} as others
        on sources.dataset = others.dataset and sources.column_name = others.column_name
    where others.item is null
),

form_cells as (
    select items.column_name, items.stage, cells.* exclude (column_name)
    from {{ source('ledger', 'form_cell') }} as cells
    inner join items on cells.dataset = items.dataset and cells.column_name = items.item
),

by_cell as (
    select
        by_row.dataset,
        by_row.county_code,
        by_row.school_year,
        by_row.school_code,
        coalesce(by_row.stage, form_cells.stage) as stage,
        by_row.file_id,
        form_cells.cell_sheet as sheet,
        form_cells.column_name,
        list(distinct form_cells.cell_row order by form_cells.cell_row) as row_numbers,
        list(distinct form_cells.cell order by form_cells.cell) as cells,
        count(distinct form_cells.cell_row) as counted,
        count(distinct form_cells.cell_row) as looked_at
    from by_row
    inner join form_cells
        on
            by_row.dataset = form_cells.dataset
            and by_row.file_id = form_cells.file_id
            and by_row.sheet = form_cells.sheet
    group by all
)

select by_row.*, null::text as column_name, null::text[] as cells
from by_row
anti join form_cells
    on
        by_row.dataset = form_cells.dataset
        and by_row.file_id = form_cells.file_id
        and by_row.sheet = form_cells.sheet
union all by name
select * from by_cell
