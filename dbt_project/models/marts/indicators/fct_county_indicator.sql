-- One verdict per county, year, ruleset, code and stage (`dimension` null), and detail rows by reading, subject, town
-- or kind of respondent (`dimension` like 口径=全体学生). School-grain indicators are unmet if any school is, without data
-- if any school lacks it, else met; a ratio over rosters is unmet as soon as what is known cannot be made good
-- (standard.md §2). A code that nothing has been handed in for is `no_data`, never a pass.
with verdicts as (select * from {{ ref('int_county_verdicts') }}),

conclusions as (select * from {{ ref('int_county_conclusions') }}),

final as (
    select
        verdicts.county_code::text as county_code,
        verdicts.school_year::integer as school_year,
        verdicts.ruleset_code::text as ruleset_code,
        verdicts.indicator_code::text as indicator_code,
        verdicts.stage::text as stage,
        verdicts.dimension::text as dimension,
        verdicts.numerator::double as numerator,
        verdicts.denominator::double as denominator,
        verdicts.value::double as value,
        {{ printed('verdicts.value', 'verdicts.decimals') }}::text as printed_value,
        verdicts.threshold::double as threshold,
        verdicts.comparison::text as comparison,
        verdicts.status::text as status,
        verdicts.subjects_total::integer as subjects_total,
        verdicts.subjects_unmet::integer as subjects_unmet,
        verdicts.subjects_near::integer as subjects_near,
        verdicts.subjects_no_data::integer as subjects_no_data,
        conclusions.conclusion::text as conclusion,
        verdicts.flips_on_rounding::boolean as flips_on_rounding
    from verdicts
    left join conclusions
        on
            verdicts.county_code = conclusions.county_code
            and verdicts.school_year = conclusions.school_year
            and verdicts.ruleset_code = conclusions.ruleset_code
            and verdicts.indicator_code = conclusions.indicator_code
            and verdicts.rule_stage is not distinct from conclusions.rule_stage
            and verdicts.stage is not distinct from conclusions.stage
            and verdicts.dimension is not distinct from conclusions.dimension
)

select * from final
