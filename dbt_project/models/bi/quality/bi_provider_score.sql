{{ config(alias='报送质量') }}
{{ view_of('scores', {
    'scores': 'provider_score',
    'counties': 'dim_county',
}, instead={
    '每百行问题数': 'round(scores.faults_per_hundred_rows, 2)',
}) }}
