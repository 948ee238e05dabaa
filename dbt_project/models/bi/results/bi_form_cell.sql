{{ config(alias='申报表') }}
{{ view_of('facts', {
    'facts': 'fct_form_cell',
    'counties': 'dim_county',
    'rulesets': 'dim_ruleset',
    'columns': 'dim_form_column',
}, instead={
    '学段': 'facts.stage',
    '列次序': 'columns.column_order',
    '列名称': "concat_ws('：', columns.heading_group, columns.heading)",
}, worded={
    '部分': ['form_part', 'facts.part'],
    '判定': ['verdict', 'facts.status'],
}) }}
