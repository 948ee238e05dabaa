-- Everything a person should know: what was found when files landed, and what only shows when they are put together.
-- The number of a finding is the same every night, whatever the file that it stands in is called next time: by it a
-- person says that what was found is right (`int_acknowledgements`). Where a code of a school stands without the name
-- that a register of the county gives it, the name stands behind it.
with landed as (select *, [file_id] as file_ids, 'file' as origin from {{ ref('stg_ledger__findings') }}),

-- what a finding is not about it need not say: a model leaves out its sheet, row or column; where it is about a file,
-- its county and school year are that file's, and where it is about one file alone, it is the file that it concerns
built as (
    {% for name in [
        'unknown_schools', 'sources_differ', 'plant_differs', 'stages', 'missing_datasets', 'two_files_one_scope',
        'late_datasets', 'places', 'missing_grades', 'unknown_subjects', 'survey_sample', 'sums_differ',
        'degrees_exceed_teachers', 'below_zero', 'magnitudes',
    ] %}
    select * from {{ ref('int_findings__' ~ name) }}
    {% if not loop.last %}union all by name{% endif %}
    {% endfor %}
),

built_with_files as (
    select
        built.* replace (
            coalesce(built.file_ids, [built.file_id]) as file_ids,
            coalesce(built.county_code, files.county_code) as county_code,
            coalesce(built.school_year, files.school_year) as school_year
        ),
        built.found || '，应为' || built.expected || '。' as message,
        files.path,
        '{{ var("run_id") }}' as run_id,
        'build' as origin
    from built
    left join {{ ref('stg_ledger__file_versions') }} as files on built.file_id = files.file_id
),

every as (
    select * from landed
    union all by name
    select
        *,
        md5(concat_ws('|', county_code, school_year, rule, file_id, dataset, column_name, message)) as finding_id
    from built_with_files
),

-- eight letters that are no number to a spreadsheet and not mistaken for one another when they are typed
numbered as (
    select
        *,
        left(
            translate(
                md5(
                    concat_ws(
                        '|',
                        county_code,
                        school_year,
                        rule,
                        dataset,
                        column_name,
                        found,
                        case when origin = 'file' then concat_ws('|', path, sheet, row_number) end
                    )
                ),
                '0123456789abcdef',
                'ABCDEFGHJKMNPQRS'
            ),
            8
        ) as finding_number
    from every
),

schools as (
    select county_code, school_code, arg_max(school_name, school_year) as school_name
    from {{ ref('int_schools') }}
    where school_name != school_code
    group by county_code, school_code
),

words as (
    select
        county_code,
        found,
        unnest(parts) as word,
        generate_subscripts(parts, 1) as place
    from (
        select distinct county_code, found, regexp_extract_all(found, '[0-9A-Za-z]+|[^0-9A-Za-z]+') as parts
        from every
        where regexp_matches(found, '[0-9]{10}')
    ) as parted
),

names as (
    select
        words.county_code,
        words.found,
        string_agg(words.word || coalesce('（' || schools.school_name || '）', ''), '' order by words.place)
            as found_by_name
    from words
    left join schools
        on
            words.county_code = schools.county_code
            and words.word = schools.school_code
            and not contains(words.found, schools.school_name)
    group by words.county_code, words.found
),

final as (
    select
        numbered.* replace (
            coalesce(names.found_by_name, numbered.found) as found,
            coalesce(replace(numbered.message, numbered.found, names.found_by_name), numbered.message) as message
        )
    from numbered
    left join names using (county_code, found)
)

select * from final
