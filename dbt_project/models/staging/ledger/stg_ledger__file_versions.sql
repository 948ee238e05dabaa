-- Every file version known by the build's date, as it counts: one that was accepted when it landed, but whose figures
-- are of another order than the same schools' elsewhere, is refused (datasets.md, "When in doubt" 3). That shows only
-- beside other files, so it is judged anew in every build and does not hang on which of them came first.
with known as (select * from {{ ref('stg_ledger__known_versions') }}),

refused as (
    select file_id, array_to_string(list_sort(list(distinct found || '，应为' || expected || '。')), '') as reason
    from {{ ref('stg_ledger__magnitudes') }}
    where is_refused
    group by file_id
),

final as (
    select
        known.* replace (
            case when refused.file_id is not null then 'refused' else known.state end as state,
            coalesce(refused.reason, known.reason) as reason
        )
    from known
    left join refused on known.file_id = refused.file_id
)

select * from final
