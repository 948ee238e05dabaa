-- What is this: a verdict that has a figure but no measure behind it, or only measures without a file.
-- When does it matter: nobody could tell an officer from which file a figure of the application form came.
-- How to resolve: name what the indicator reads: its measures in `indicators` or `readings`, and what a measure that
-- depends on the ruleset is computed from in `measure_inputs`.
with reads as (select distinct indicator_code, measure_code from {{ ref('bridge_indicator_measure') }}),

files as (select file_id from {{ ref('file_version') }}),

school_reads as (
    select distinct measures.county_code, measures.school_year, measures.school_code, reads.indicator_code
    from {{ ref('fct_school_measure') }} as measures
    inner join files on measures.file_id = files.file_id
    inner join reads on measures.measure_code = reads.measure_code
),

county_reads as (
    select distinct measures.county_code, measures.school_year, reads.indicator_code
    from {{ ref('fct_county_measure') }} as measures
    inner join files on measures.file_id = files.file_id
    inner join reads on measures.measure_code = reads.measure_code
    union
    select distinct county_code, school_year, indicator_code from school_reads
),

untraced as (
    select results.county_code, results.school_year, results.school_code, results.indicator_code
    from {{ ref('fct_school_indicator') }} as results
    left join school_reads using (county_code, school_year, school_code, indicator_code)
    where results.value is not null and school_reads.school_code is null
    union
    select results.county_code, results.school_year, null as school_code, results.indicator_code
    from {{ ref('fct_county_indicator') }} as results
    left join county_reads using (county_code, school_year, indicator_code)
    where results.value is not null and county_reads.county_code is null
)

select * from untraced
