-- Places of good high schools per county and enrolment year: planned (a high school's plan once, the largest where its
-- rows differ), allotted, and allotted to junior schools outside the city, which is unknown while the register does not
-- tell where one of them lies (standard.md §2 G14). Places for a junior school that the register does not name are left
-- out, with a finding (datasets.md, "Which rows are in force", 5); the plan is the high school's and stays. Where no
-- junior school is named nothing is known to be allotted. Of a high school with a row set aside nothing is known.
with rows_in_force as ({{ with_rows_set_aside('high_school_quota') }}),

quotas as (
    select
        quotas.*,
        schools.school_code is not null as is_registered,
        schools.is_outside_the_city
    from rows_in_force as quotas
    left join {{ ref('int_schools') }} as schools
        on
            quotas.county_code = schools.county_code
            and quotas.school_year = schools.school_year
            and quotas.junior_school_code = schools.school_code
),

high_schools as (
    select
        county_code,
        school_year,
        high_school,
        min(file_id) as file_id,
        case when not bool_or(is_set_aside) then max(planned_places) end as planned,
        count(*) filter (where is_registered or is_set_aside) as allotments,
        case
            when count(*) filter (where is_set_aside or is_registered and allotted_places is null) = 0
                then sum(allotted_places) filter (where is_registered)
        end as allotted,
        case
            when
                count(*) filter (where is_registered) > 0
                and count(*) filter (
                    where is_set_aside or is_registered and (allotted_places is null or is_outside_the_city is null)
                ) = 0
                then coalesce(sum(allotted_places) filter (where is_outside_the_city), 0)
        end as allotted_rural
    from quotas
    group by county_code, school_year, high_school
),

final as (
    select
        county_code,
        school_year,
        cast(null as text) as school_code,
        cast(null as text) as stage,
        min(file_id) as file_id,
        case when count(*) = count(planned) then sum(planned) end as quota_planned,
        case when count(allotted) = count(*) filter (where allotments > 0) then sum(allotted) end as quota_allotted,
        case
            when count(allotted_rural) = count(*) filter (where allotments > 0) then sum(allotted_rural)
        end as quota_allotted_rural
    from high_schools
    group by county_code, school_year
)

select * from final
