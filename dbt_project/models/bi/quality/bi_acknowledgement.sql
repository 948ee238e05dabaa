{{ config(alias='核实说明') }}
{{ view_of('acknowledgements', {
    'acknowledgements': 'acknowledgement',
    'counties': 'dim_county',
}, worded={
    '状态': ['acknowledgement_state', 'acknowledgements.state'],
}) }}
