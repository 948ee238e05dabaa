{# What was found, as people read it: those of `table` with sender, place and words for the codes. #}
{% macro findings_in_chinese(table) -%}
{{ view_of('findings', {
    'findings': table,
    'counties': 'dim_county',
    'datasets': 'dim_dataset',
    'files': 'file_version',
}, instead={
    '学年名称': school_year_name('findings.school_year'),
    '报送单位': 'files.provider',
}, worded={
    '严重程度': ['severity', 'findings.severity'],
    '怎么发现的': ['finding_origin', 'findings.origin'],
}) }}
{%- endmacro %}
