"""Which files moved a figure, as SQL.

They are those that moved the measures that the indicator reads. Else they are the files of the register that
changed what a school is: its kind, its place, whether it counts. For an indicator that reads what no measure
shows they are the files that came to its county and school year, or left it; where none of these moved, those
that moved any measure of the school. Where there are several, none is called the one that moved it: nothing
is better than a guess. Only counties in which a figure moved are looked at. What does not belong here: which
figures moved (figure_change).
"""

CAUSES = """
create temp table causes as
with recursive
reads as (
    select indicator_code, in_compliance, kind = 'growth' as looks_back, measure_code
    from (
        unpivot (
            select indicator_code, in_compliance, kind, columns('_measure$')::text
            from build.registry.indicators
        )
        on columns('_measure$') into name reading value measure_code
    )
    union
    select reads.indicator_code, reads.in_compliance, reads.looks_back, formulas.component
    from reads
    inner join build.registry.measure_formulas as formulas using (measure_code)
),

-- what is derived from other measures has no file of its own
derived as (select distinct measure_code from build.registry.measure_formulas),

measures_before as (
    select county_code, school_year, school_code, stage, measure_code, value, file_id
    from before.marts.fct_school_measure
    semi join moved using (county_code)
    union all
    select county_code, school_year, null, stage, measure_code, value, file_id
    from (
        from before.marts.fct_county_measure
        -- a version made before parts of the county had rows has no such column
        union all by name
        select null::text as dimension where false
    )
    semi join moved using (county_code)
    where dimension is null
),

measures_after as (
    select county_code, school_year, school_code, stage, measure_code, value, file_id
    from marts.fct_school_measure
    semi join moved using (county_code)
    union all
    select county_code, school_year, null, stage, measure_code, value, file_id
    from marts.fct_county_measure
    semi join moved using (county_code)
    where dimension is null
),

-- a file comes when it is handed in and leaves when it is taken away or changed, whether it speaks or not
present_before as (
    select distinct county_code, school_year, file_id
    from before.quality.file_version
    semi join moved using (county_code)
    where state in ('in_force', 'superseded', 'held')
),

present_after as (
    select distinct county_code, school_year, file_id
    from quality.file_version
    semi join moved using (county_code)
    where state in ('in_force', 'superseded', 'held')
),

came_or_left as (
    select county_code, school_year, file_id, true as came
    from (from present_after except from present_before)
    union all
    select county_code, school_year, file_id, false
    from (from present_before except from present_after)
),

moved_measures as (
    select
        coalesce(after.county_code, before.county_code) as county_code,
        coalesce(after.school_year, before.school_year) as school_year,
        coalesce(after.school_code, before.school_code) as school_code,
        coalesce(after.measure_code, before.measure_code) as measure_code,
        unnest([before.file_id, after.file_id]) as file_id
    from measures_before as before
    full join measures_after as after
        on before.county_code = after.county_code and before.school_year = after.school_year
        and before.school_code is not distinct from after.school_code
        and before.stage is not distinct from after.stage and before.measure_code = after.measure_code
    where before.value is distinct from after.value
        and coalesce(after.measure_code, before.measure_code) not in (from derived)
),

-- what a school is decides by which rows it is judged, and whether at all; its name decides nothing
schools_before as (
    select
        county_code, school_year, school_code, file_id, school_type_code, provider_type_code,
        urban_rural_code, town_code, founded_year, is_boarding, counts_as_school, parent_school_code
    from (
        from before.marts.dim_school
        -- a version made before schools named their files has no such columns
        union all by name
        select null::text as file_id, null::boolean as counts_as_school where false
    )
    semi join moved using (county_code)
),

schools_after as (
    select
        county_code, school_year, school_code, file_id, school_type_code, provider_type_code,
        urban_rural_code, town_code, founded_year, is_boarding, counts_as_school, parent_school_code
    from marts.dim_school
    semi join moved using (county_code)
),

changed_schools as (
    from (select * exclude (file_id) from schools_before except select * exclude (file_id) from schools_after)
    union
    from (select * exclude (file_id) from schools_after except select * exclude (file_id) from schools_before)
),

moved_schools as (
    select distinct changed.county_code, changed.school_year, changed.school_code, files.file_id, files.came
    from changed_schools as changed
    left join schools_before as before
        on changed.county_code = before.county_code and changed.school_year = before.school_year
        and changed.school_code = before.school_code
    left join schools_after as after
        on changed.county_code = after.county_code and changed.school_year = after.school_year
        and changed.school_code = after.school_code
    inner join came_or_left as files on files.file_id in (before.file_id, after.file_id)
),

places as (select distinct county_code, school_year, school_code, indicator_code from moved),

-- indicators that read what is neither handed in nor derived from it by a formula: no measure shows it
blind as (
    select indicator_code
    from build.registry.indicators
    left join (from reads where measure_code not in (from derived)) using (indicator_code)
    left join build.registry.measure_sources as sources using (measure_code)
    group by indicator_code
    having bool_or(sources.measure_code is null)
),

-- a verdict over indicators reads what they read: that of a school what those of compliance read
suspects as (
    select places.*, files.file_id, files.came, 1 as distance
    from places
    inner join moved_measures as measures
        on places.county_code = measures.county_code
        and coalesce(places.school_code = measures.school_code, true)
    inner join came_or_left as files on measures.file_id = files.file_id
    where exists (
        from reads
        where reads.measure_code = measures.measure_code
            and coalesce(
                places.indicator_code = reads.indicator_code,
                places.school_code is null or reads.in_compliance
            )
            and (
                places.school_year = measures.school_year
                or (reads.looks_back and places.school_year = measures.school_year + 1)
            )
    )
    union
    select places.*, schools.file_id, schools.came, 2
    from places
    inner join moved_schools as schools
        on places.county_code = schools.county_code and places.school_year = schools.school_year
        and coalesce(places.school_code = schools.school_code, true)
    union
    select places.*, files.file_id, files.came, 3
    from places
    inner join blind on places.indicator_code = blind.indicator_code
    inner join came_or_left as files
        on places.county_code = files.county_code and places.school_year = files.school_year
    union
    -- the condition of a relief may read what no formula of the indicator names
    select places.*, files.file_id, files.came, 4
    from places
    inner join moved_measures as measures
        on places.county_code = measures.county_code and places.school_year = measures.school_year
        and coalesce(places.school_code = measures.school_code, true)
    inner join came_or_left as files on measures.file_id = files.file_id
),

nearest as (
    from suspects
    qualify distance = min(distance) over (partition by county_code, school_year, school_code, indicator_code)
)

-- a file that came has sent away what it replaced
select distinct county_code, school_year, school_code, indicator_code, file_id, came
from nearest
qualify came = bool_or(came) over (partition by county_code, school_year, school_code, indicator_code)
"""
