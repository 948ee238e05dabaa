-- Two files first seen in the same refresh speak for one scope: the later one by modification time, then by path,
-- speaks; both are named (datasets.md, rule 2).
with scopes as (
    {% for dataset in landed_datasets() %}
    select distinct '{{ dataset }}' as dataset, scope_key, file_id
    from {{ source('landing', dataset) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

claims as (
    select scopes.dataset, scopes.scope_key, files.*
    from scopes
    inner join {{ ref('stg_ledger__file_versions') }} as files on scopes.file_id = files.file_id
    where files.is_present and files.state = 'accepted'
),

last_claims as (
    select *
    from claims
    qualify row_number() over (partition by dataset, county_code, first_seen, scope_key order by recency desc) = 1
),

-- the file that came last of those of one refresh, beside each of the others
contending as (
    select
        others.dataset,
        others.scope_key,
        others.file_id as other_file_id,
        others.path as other_path,
        last_claims.file_id,
        last_claims.path as speaking_path
    from claims as others
    inner join last_claims
        on
            others.dataset = last_claims.dataset
            and others.county_code = last_claims.county_code
            and others.first_seen = last_claims.first_seen
            and others.scope_key = last_claims.scope_key
            and others.file_id != last_claims.file_id
),

final as (
    select
        contending.file_id,
        [contending.file_id, contending.other_file_id] as file_ids,
        contending.dataset,
        'two_files_one_scope' as rule,
        'warn' as severity,
        '同一次更新中两个文件报送了同一范围的' || datasets.dataset_name || '（' || count(*) || ' 处）：'
        || contending.speaking_path || ' 与 ' || contending.other_path || '，采用前者' as found,
        '同一范围只有一个文件' as expected,
        '请只保留正确的一份，将另一份移出。' as remedy
    from contending
    inner join {{ ref('datasets') }} as datasets on contending.dataset = datasets.dataset
    -- once a later refresh has brought a newer file for the scope, neither of the two speaks: nothing is left to settle
    inner join {{ ref('stg_ledger__speaking_scopes') }} as speaking
        on
            contending.dataset = speaking.dataset
            and contending.scope_key = speaking.scope_key
            and contending.file_id = speaking.file_id
    group by
        contending.file_id, contending.dataset, datasets.dataset_name, contending.speaking_path, contending.other_path,
        contending.other_file_id
)

select * from final
