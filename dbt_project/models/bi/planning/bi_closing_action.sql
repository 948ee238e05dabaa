{{ config(alias='达标行动') }}
{{ view_of('actions', {
    'actions': 'dim_closing_action',
}, worded={
    '是否调配': ['yes_no', 'actions.is_move'],
    '是否按名册': ['yes_no', 'actions.is_by_roster'],
}) }}
