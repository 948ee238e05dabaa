-- Every school whose file has not been withdrawn. A school called 崩 cannot be built, one called 久 takes
-- seconds, one called 恒 as long as nobody ends it.
with known as (
    select file_id from {{ source('ledger', 'file_presence') }}
    where
        is_present
        {% if var('as_known_on') %}
        and known_from <= timestamp '{{ var("as_known_on") }}' and timestamp '{{ var("as_known_on") }}' < known_until
        {% else %}
        and known_until = 'infinity'
        {% endif %}
)

select
    landed.county_code,
    landed.school_code,
    case when landed.school_name = '崩' then error('a school called 崩') else landed.school_name end as school_name,
    (
        select max(hash(numbers.number))
        from
            range(
                case landed.school_name when '久' then 400000000 when '恒' then 400000000000 else 0 end
            ) as numbers (number)
    ) as time_taken
from {{ source('landing', 'school_register') }} as landed
inner join known on landed.file_id = known.file_id
