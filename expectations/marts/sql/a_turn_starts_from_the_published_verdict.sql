with batch as (select * from {batch}),

published as (
    select county_code, school_year, ruleset_code, indicator_code, school_code, stage, status
    from marts.fct_school_indicator
)

select
    turned.county_code, turned.school_year, turned.ruleset_code, turned.indicator_code, turned.school_code,
    turned.stage, turned.cause, turned.status, published.status as status_published
from batch as turned
left join published
    on
        turned.county_code = published.county_code
        and turned.school_year = published.school_year
        and turned.ruleset_code = published.ruleset_code
        and turned.indicator_code = published.indicator_code
        and turned.school_code = published.school_code
        and turned.stage is not distinct from published.stage
where turned.school_code is not null and turned.status is distinct from published.status
