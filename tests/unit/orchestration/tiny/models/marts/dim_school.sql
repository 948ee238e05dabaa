-- Every school whose file has not been withdrawn. A school called 崩 cannot be built, one called 久 takes seconds.
with known as (
    select file_id from {{ source('ledger', 'presence') }}
    {% if var('as_known_on') %}where noted_at <= timestamp '{{ var("as_known_on") }}'{% endif %}
    group by file_id
    having arg_max(present, noted_at)
)

select
    landed.school_code,
    case when landed.school_name = '崩' then error('a school called 崩') else landed.school_name end as school_name,
    (
        select max(hash(numbers.number))
        from range(case when landed.school_name = '久' then 400000000 else 0 end) as numbers (number)
    ) as time_taken
from {{ source('landing', 'school_register') }} as landed
inner join known on landed.file_id = known.file_id
