-- What is this: a part of the seed `briefing_parts` with a name in braces that no fact has. When does it matter: the
-- briefing would print the braces, in a paper that goes to every department. How to resolve: use a name of the code
-- words `briefing_fact`.
with parts as (select * from {{ ref('briefing_parts') }}),

named as (
    select
        county_code,
        part_order,
        unnest(regexp_extract_all(coalesce(title, '') || coalesce(body, ''), '\{([^}]*)\}', 1)) as fact
    from parts
),

facts as (select code from {{ ref('code_words') }} where word_kind = 'briefing_fact')

select named.*
from named
anti join facts on named.fact = facts.code
