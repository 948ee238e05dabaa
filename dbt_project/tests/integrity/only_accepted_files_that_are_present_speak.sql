-- What is this: rows in force of a file that was refused or has been taken away, or two speakers for one scope.
-- When does it matter: a withdrawn figure would go on being counted (datasets.md, "Which rows are in force").
-- How to resolve: this cannot come from the data; look at stg_ledger__speaking_scopes.
select
    scopes.dataset,
    scopes.scope_key,
    count(*) as speakers
from {{ ref('stg_ledger__speaking_scopes') }} as scopes
left join {{ ref('stg_ledger__file_versions') }} as files on scopes.file_id = files.file_id
group by scopes.dataset, scopes.scope_key
having count(*) > 1 or not coalesce(bool_and(files.is_present and files.state = 'accepted'), false)
