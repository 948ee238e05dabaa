{# What was found, as people read it: those of `table` with sender, place and words for the codes. #}
{% macro findings_in_chinese(table) -%}
{% set read = {
    'findings': table,
    'counties': 'dim_county',
    'datasets': 'dim_dataset',
} %}

with {{ tables(read) }},

files as (select file_id, provider from {{ ref('file_version') }}),

severities as ({{ words('severity') }}),

origins as ({{ words('finding_origin') }}),

final as (
    select
        {{ in_chinese(read, {
            '严重程度': 'coalesce(severities.word, findings.severity)',
            '学年名称': school_year_name('findings.school_year'),
            '报送单位': 'files.provider',
            '怎么发现的': 'origins.word',
        }) }}
    from {{ with_dimensions('findings', read) }}
    left join files on findings.file_id = files.file_id
    left join severities on findings.severity = severities.code
    left join origins on findings.origin = origins.code
)

select * from final
{%- endmacro %}
