{{ config(alias='历次变动') }}

with changes as (select * from {{ ref('figure_history') }}),

{{ movements_in_words() }}

select * from final
