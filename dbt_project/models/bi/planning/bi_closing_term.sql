{{ config(alias='达标行动单价和上限') }}
{{ view_of('facts', {
    'facts': 'dim_closing_term',
    'actions': 'dim_closing_action',
}) }}
