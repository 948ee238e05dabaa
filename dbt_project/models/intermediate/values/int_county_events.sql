-- Confirmed incidents of a kind in the school year, and beside them the schools that a code counts by a fact of their
-- own (V4: those with long-term off-roll teachers). A single one is enough: what is known above zero stands although
-- the rest is not known.
with scope as (select * from {{ ref('int_ruleset_county_years') }}),

events as (select * from {{ ref('int_ruleset_readings') }} where county_method = 'event'),

flagged as (
    select
        events.ruleset_code,
        events.indicator_code,
        members.county_code,
        members.school_year,
        count(*)::integer as subjects_total,
        count(*) filter (where known.value is null)::integer as subjects_no_data,
        count(*) filter (where known.value > 0) as flagged_schools
    from events
    inner join {{ ref('int_population_members') }} as members
        on
            events.ruleset_code = members.ruleset_code
            and events.population = members.population
            and members.is_member is distinct from false
    left join {{ ref('int_known_measures') }} as known
        on
            members.ruleset_code = known.ruleset_code
            and members.county_code = known.county_code
            and members.school_year = known.school_year
            and members.school_code = known.school_code
            and known.stage is null
            and events.school_flag_measure = known.measure_code
    where events.school_flag_measure is not null
    group by events.ruleset_code, events.indicator_code, members.county_code, members.school_year
),

counted as (
    select
        scope.county_code,
        scope.school_year,
        scope.ruleset_code,
        events.indicator_code,
        incidents.value as incidents,
        flagged.subjects_total,
        flagged.subjects_no_data,
        flagged.flagged_schools,
        coalesce(incidents.value, 0) + coalesce(flagged.flagged_schools, 0) as found,
        incidents.value is not null
        and (events.school_flag_measure is null or coalesce(flagged.subjects_no_data = 0, false)) as is_complete
    from scope
    inner join events on scope.ruleset_code = events.ruleset_code
    left join {{ ref('int_measures') }} as incidents
        on
            incidents.school_code is null
            and scope.county_code = incidents.county_code
            and scope.school_year = incidents.school_year
            and events.numerator_measure = incidents.measure_code
    left join flagged
        on
            scope.ruleset_code = flagged.ruleset_code
            and scope.county_code = flagged.county_code
            and scope.school_year = flagged.school_year
            and events.indicator_code = flagged.indicator_code
),

final as (
    select
        * exclude (found, is_complete),
        case when is_complete or found > 0 then found end as numerator,
        case when is_complete or found > 0 then found end as value
    from counted
)

select * from final
