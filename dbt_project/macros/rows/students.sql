{#
  The pupils of the rosters in force with what is asked of each. One set aside exists: whatever is not known of him could
  be anything, and where his stage is open he may be of any. A blank condition counts as met (standard.md §2 G15a).
#}
{% macro students() -%}
    select
        roster.* replace (
            case when not roster.is_stage_open then roster.is_migrant end as is_migrant,
            case when not roster.is_stage_open then roster.is_catchment end as is_catchment
        ),
        schools.is_public,
        roster.grade = grades.first_grade as is_entrant,
        roster.is_migrant and coalesce(roster.meets_migrant_conditions, true) as is_eligible,
        case when schools.is_public then false when not schools.is_public then roster.is_purchased_place end
            as is_purchased
    from (
        select rows_in_force.* replace (stages.stage as stage), rows_in_force.stage is null as is_stage_open
        from ({{ with_rows_set_aside('student_roster') }}) as rows_in_force
        inner join {{ ref('stages') }} as stages on rows_in_force.stage is null or rows_in_force.stage = stages.stage
    ) as roster
    left join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
    left join {{ ref('int_stage_grades') }} as grades
        on roster.county_code = grades.county_code and roster.stage = grades.stage and grades.is_judged
{%- endmacro %}

{# Which of them each figure of the roster counts. #}
{% macro students_counted() -%}
{{ return({
    'pupils': 'true',
    'migrant_pupils': 'is_migrant',
    'catchment_pupils': 'is_catchment',
    'catchment_base': 'true',
    'catchment_entrants': 'is_entrant and is_catchment',
    'catchment_entrants_base': 'is_entrant',
    'migrants_eligible': 'is_eligible',
    'migrants_public': 'is_eligible and is_public',
    'migrants_purchased': 'is_eligible and is_purchased',
    'catchment_pupils_part': 'is_catchment',
    'catchment_pupils_part_base': 'is_catchment is not null',
    'catchment_entrants_part': 'is_entrant and is_catchment',
    'catchment_entrants_part_base': 'is_entrant and is_catchment is not null',
    'migrants_placed_part': 'is_eligible and is_public or is_eligible and is_purchased',
    'migrants_placed_part_base': 'is_eligible and (is_public or is_purchased is not null)',
    'migrants_public_part': 'is_eligible and is_public',
    'migrants_public_part_base': 'is_eligible and is_public is not null',
}) }}
{%- endmacro %}
