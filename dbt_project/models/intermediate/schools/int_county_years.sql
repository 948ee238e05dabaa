-- The county-years that are judged: those in whose folder a file of a yearly dataset is in force.
with yearly_datasets as (
    select dataset from {{ ref('datasets') }} where not names_its_own_year
),

speaking as (
    select scopes.file_id
    from {{ ref('stg_ledger__speaking_scopes') }} as scopes
    inner join yearly_datasets on scopes.dataset = yearly_datasets.dataset
),

final as (
    select distinct files.county_code, files.school_year
    from {{ ref('stg_ledger__file_versions') }} as files
    inner join speaking on files.file_id = speaking.file_id
)

select * from final
