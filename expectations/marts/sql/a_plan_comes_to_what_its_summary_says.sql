-- A plan that at its last point has come to other figures than its summary says of its last year.
with at_last as (
    select * from {batch}
    qualify row_number() over (
        partition by county_code, school_year, ruleset_code, plan order by point desc
    ) = 1
)

select
    at_last.county_code, at_last.school_year, at_last.ruleset_code, at_last.plan, at_last.units_passing,
    said.units_passing_after, at_last.pupils_passing, said.pupils_passing_after, at_last.cv_over,
    said.cv_over_after
from at_last
inner join marts.fct_closing_plan_summary as said using (county_code, school_year, ruleset_code, plan, year)
where
    at_last.units_passing is distinct from said.units_passing_after
    or at_last.pupils_passing is distinct from said.pupils_passing_after
    or at_last.cv_over is distinct from said.cv_over_after
