-- Which relief of a ruleset applies to which school stage (standard.md §7). A condition left blank does not restrict;
-- a condition whose fact is unknown is not fulfilled, because a relief is never granted on a guess. Only class sizes
-- are often known within bounds alone: where these leave open whether the relief applies, it stands as not certain,
-- and whoever uses it must leave open what it would decide.
with reliefs as (
    select layers.ruleset_code, reliefs.*
    from {{ ref('reliefs') }} as reliefs
    inner join {{ ref('int_ruleset_layers') }} as layers on reliefs.layer = layers.layer
),

school_stages as (
    select
        stages.county_code,
        stages.school_year,
        stages.school_code,
        stages.stage,
        stages.pupils,
        schools.urban_rural,
        schools.school_type_code,
        schools.founded_year,
        facts.latest_stage,
        facts.largest_class_at_least,
        facts.largest_class_at_most,
        facts.migrant_share
    from {{ ref('int_school_stages') }} as stages
    inner join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    inner join {{ ref('int_school_facts') }} as facts using (county_code, school_year, school_code)
    where stages.is_compulsory
),

final as (
    select
        reliefs.ruleset_code,
        school_stages.county_code,
        school_stages.school_year,
        school_stages.school_code,
        school_stages.stage,
        reliefs.relief_code,
        reliefs.indicator_code,
        reliefs.effect,
        reliefs.measure_code,
        reliefs.value,
        reliefs.built_by,
        reliefs.largest_class_below is null
        or coalesce(school_stages.largest_class_at_most < reliefs.largest_class_below, false) as is_certain
    from school_stages
    inner join reliefs
        on
            {{ school_year_start('school_stages.school_year') }} >= reliefs.valid_from
            and (
                reliefs.valid_to is null
                or {{ school_year_start('school_stages.school_year') }} <= reliefs.valid_to
            )
            and (reliefs.stage is null or coalesce(school_stages.latest_stage = reliefs.stage, false))
            and (reliefs.urban_rural is null or coalesce(school_stages.urban_rural = reliefs.urban_rural, false))
            and (
                reliefs.school_type_code is null
                or coalesce(school_stages.school_type_code = reliefs.school_type_code, false)
            )
            and (
                reliefs.stage_pupils_min is null or coalesce(school_stages.pupils >= reliefs.stage_pupils_min, false)
            )
            and (
                reliefs.stage_pupils_max is null or coalesce(school_stages.pupils <= reliefs.stage_pupils_max, false)
            )
            and (
                reliefs.largest_class_below is null
                or coalesce(school_stages.largest_class_at_least < reliefs.largest_class_below, true)
            )
            and (reliefs.founded_by is null or coalesce(school_stages.founded_year <= reliefs.founded_by, false))
            and (
                reliefs.migrant_share_above is null
                or coalesce(school_stages.migrant_share > reliefs.migrant_share_above, false)
            )
)

select * from final
