{{ config(alias='县责任部门') }}
{{ view_of('departments', {
    'departments': 'dim_county_department',
    'counties': 'dim_county',
}) }}
