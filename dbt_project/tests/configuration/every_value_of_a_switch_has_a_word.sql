-- What is this: a value of a switch of a ruleset for which `code_words` has no word of the switch's name. When does it
-- matter: people would read the code where the other rulesets say what it means, and a slip of the pen would choose
-- nothing. How to resolve: a row of the seed `code_words`, or the value in the seed `rulesets`.
with readings as (select * from {{ ref('readings') }}),

words as (select * from {{ ref('code_words') }}),

stated as (
    {{ values_of_switches() }}
),

switches as (
    select switch from readings
    where switch is not null
    union
    select word_kind from words
),

final as (
    select stated.ruleset_code, stated.switch, stated.reading
    from stated
    inner join switches on stated.switch = switches.switch
    left join words on stated.switch = words.word_kind and stated.reading = words.code
    where words.word is null
)

select * from final
