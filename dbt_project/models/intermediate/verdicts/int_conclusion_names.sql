-- What the templates of the conclusions (the seed `conclusions`) name in braces, taken apart: `{pupils}` is printed
-- whole, `{pupils:2}` with two decimals, `{part%whole}` as a percentage with one decimal.
with named as (
    select distinct
        indicator_code,
        unnest(regexp_extract_all(template, '\{([^}]*)\}', 1)) as name
    from {{ ref('conclusions') }}
),

final as (
    select
        indicator_code,
        name,
        string_split(string_split(name, ':')[1], '%')[1] as figure,
        string_split(string_split(name, ':')[1], '%')[2] as whole,
        string_split(name, ':')[2]::integer as decimals
    from named
)

select * from final
