-- Who speaks for what: one row per dataset and scope, with the newest accepted file that is present. A row that was set
-- aside still claims its scope: what stood before it does not speak again because the newer row cannot be read.
{{ config(materialized='table') }}

with landed as (
    {% for dataset in landed_datasets() %}
    select distinct '{{ dataset }}' as dataset, scope_key, file_id
    from {{ source('landing', dataset) }}
    union all
    select distinct '{{ dataset }}' as dataset, scope_key, file_id
    from {{ source('aside', dataset) }}
    where scope_key is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

candidates as (
    select landed.dataset, landed.scope_key, landed.file_id, files.recency
    from landed
    inner join {{ ref('stg_ledger__file_versions') }} as files on landed.file_id = files.file_id
    where files.is_present and files.state = 'accepted'
),

final as (
    select dataset, scope_key, arg_max(file_id, recency) as file_id
    from candidates
    group by dataset, scope_key
)

select * from final
