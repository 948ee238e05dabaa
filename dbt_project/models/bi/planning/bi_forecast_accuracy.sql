{{ config(alias='预测检验') }}
{{ view_of('facts', {
    'facts': 'fct_forecast_accuracy',
    'counties': 'dim_county',
}, instead={
    '误差之比': 'facts.error / nullif(facts.error_as_last_year, 0)',
}) }}
