-- Every file version known by the build's date, whether it is present, and how recent it is (1 = oldest).
with known as (
    select *
    from {{ source('ledger', 'file_presence') }}
    {% if var('as_known_on') %}
    where known_from <= timestamp '{{ var("as_known_on") }}' and timestamp '{{ var("as_known_on") }}' < known_until
    {% else %}
    where known_until = 'infinity'
    {% endif %}
),

final as (
    select
        known.file_id,
        known.county_code,
        known.school_year,
        coalesce(known.path_shown, known.path) as path,
        coalesce(known.provider_shown, known.provider) as provider,
        known.sha256,
        known.first_seen,
        known.received_at,
        known.modified_at,
        known.state,
        known.reason,
        known.is_present,
        row_number() over (order by known.first_seen, known.modified_at, known.path, known.file_id) as recency
    from known
)

select * from final
