-- Every file version known by the build's date, whether it is present, and how recent it is (1 = oldest).
with known as (
    select *
    from {{ source('ledger', 'file_version') }}
    {% if var('as_known_on') %}where received_at <= timestamp '{{ var("as_known_on") }}'{% endif %}
),

presence as (
    select file_id, arg_max(present, noted_at) as is_present
    from {{ source('ledger', 'presence') }}
    {% if var('as_known_on') %}where noted_at <= timestamp '{{ var("as_known_on") }}'{% endif %}
    group by file_id
),

final as (
    select
        known.file_id,
        known.county_code,
        known.school_year,
        known.path,
        known.provider,
        known.sha256,
        known.first_seen,
        known.received_at,
        known.modified_at,
        known.state,
        known.reason,
        coalesce(presence.is_present, false) as is_present,
        row_number() over (order by known.first_seen, known.modified_at, known.path, known.file_id) as recency
    from known
    left join presence on known.file_id = presence.file_id
)

select * from final
