{{ config(alias='申报表列') }}
{% set read = {'columns': 'dim_form_column'} %}

with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read) }}
    from columns
)

select * from final
