{{ config(alias='督导通报组成') }}
{{ view_of('parts', {
    'parts': 'dim_briefing_part',
    'counties': 'dim_county',
}, worded={
    '部分': ['briefing_part', 'parts.part_kind'],
}) }}
