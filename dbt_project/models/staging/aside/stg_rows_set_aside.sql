-- Rows that were set aside while their file speaks for their scope: they exist, and only what is readable of them is
-- known (datasets.md, "When in doubt" 2). Where a row leaves open whose it is, it stands once for each that its file
-- speaks for, and nothing else is known of it but its day, for it is not theirs all at once; an open stage or grade
-- stays null. A row that is a scope of its own counts while its file is present.
{{ config(materialized='table') }}

{% set years = years_of_rows() %}
with speaking as (select * from {{ ref('stg_ledger__speaking_scopes') }}),

files as (select * from {{ ref('stg_ledger__file_versions') }} where is_present and state = 'accepted'),

{% for dataset in places_of_rows() %}
{% set places = [] if dataset in datasets_by_row() else places_of_rows()[dataset] %}
told_of_{{ dataset }} as (
    {% for schema in ['landing', 'aside'] %}
    select file_id, scope_key{% for place in places %}, {{ place }}{% endfor %}
    from {{ source(schema, dataset) }}
    {% if not loop.last %}union{% endif %}
    {% endfor %}
),

spoken_of_{{ dataset }} as (
    select told.*
    from told_of_{{ dataset }} as told
    inner join speaking
        on
            speaking.dataset = '{{ dataset }}'
            and told.scope_key = speaking.scope_key
            and told.file_id = speaking.file_id
),

{{ dataset }} as (
    {% if places %}
    {% for is_open in [false, true] %}
    select distinct
        {% if is_open %}
        open_rows.file_id,
        open_rows.sheet,
        open_rows.row_number,
        open_rows.county_code,
        {% for part in parts_of_rows()[dataset] %}
        open_rows.{{ part }},
        {% endfor %}
        {% else %}
        open_rows.* exclude (school_year{% for place in places %}, {{ place }}{% endfor %}),
        {% endif %}
        {% for place in places %}
        coalesce(open_rows.{{ place }}, spoken.{{ place }}) as {{ place }},
        {% endfor %}
        {% if dataset in years %}
        cast(coalesce(open_rows.{{ years[dataset][0] }}, spoken.{{ years[dataset][0] }}) as integer) as school_year
        {% else %}
        open_rows.school_year
        {% endif %}
    from {{ source('aside', dataset) }} as open_rows
    inner join spoken_of_{{ dataset }} as spoken
        on
            open_rows.file_id = spoken.file_id
            and (open_rows.scope_key is null or open_rows.scope_key = spoken.scope_key)
            {% for place in places %}
            and (open_rows.{{ place }} is null or open_rows.{{ place }} = spoken.{{ place }})
            {% endfor %}
    where
        (
            {% for place in places %}
            open_rows.{{ place }} is null{% if not loop.last %} or{% endif %}
            {% endfor %}
        ) = {{ is_open }}
    {% if not is_open %}union all by name{% endif %}
    {% endfor %}
    {% elif dataset in datasets_by_row() %}
    select open_rows.*
    from {{ source('aside', dataset) }} as open_rows
    inner join files on open_rows.file_id = files.file_id
    left join speaking
        on
            speaking.dataset = '{{ dataset }}'
            and open_rows.scope_key = speaking.scope_key
            and open_rows.file_id = speaking.file_id
    where open_rows.scope_key is null or speaking.scope_key is not null
    {% else %}
    select distinct open_rows.*
    from {{ source('aside', dataset) }} as open_rows
    inner join spoken_of_{{ dataset }} as spoken
        on
            open_rows.file_id = spoken.file_id
            and (open_rows.scope_key is null or open_rows.scope_key = spoken.scope_key)
    {% endif %}
),

{% endfor %}
final as (
    {% for dataset in places_of_rows() %}
    select '{{ dataset }}' as dataset, * from {{ dataset }}
    {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
)

select * from final
