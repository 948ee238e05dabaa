-- What was built from what, by which code: one row per dataset and file in force.
with files as (
    select distinct
        scopes.dataset, files.file_id, files.county_code, files.school_year, files.path, files.sha256, files.received_at
    from {{ ref('stg_ledger__speaking_scopes') }} as scopes
    inner join {{ ref('stg_ledger__file_versions') }} as files on scopes.file_id = files.file_id
)

select
    '{{ var("run_id") }}' as run_id,
    '{{ var("built_at") }}' as built_at,
    '{{ var("code_version") }}' as code_version,
    '{{ var("as_known_on") }}' as as_known_on,
    files.*
from files
