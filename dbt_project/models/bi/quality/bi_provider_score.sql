{{ config(alias='报送质量') }}
{% set read = {
    'scores': 'provider_score',
    'counties': 'dim_county',
} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, {
            '每百行问题数': 'round(scores.faults_per_hundred_rows, 2)',
        }) }}
    from {{ with_dimensions('scores', read) }}
)

select * from final
