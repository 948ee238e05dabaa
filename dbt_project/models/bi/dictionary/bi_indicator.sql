{{ config(alias='指标') }}
{% set read = {'indicators': 'dim_indicator'} %}

with {{ tables(read) }},

kinds as ({{ words('indicator_kind') }}),

grains as ({{ words('grain') }}),

final as (
    select
        {{ in_chinese(read, {
            '评价层级': 'grains.word',
            '指标类型': 'kinds.word',
            '推进任务序号': 'indicators.seed_task',
        }) }}
    from indicators
    left join kinds on indicators.kind = kinds.code
    left join grains on indicators.grain = grains.code
)

select * from final
