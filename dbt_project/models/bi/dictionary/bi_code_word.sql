{{ config(alias='代码词语') }}

select
    word_kind as 代码类别,
    code as 代码,
    word as 中文词语,
    word_en as 英文词语,
    sort_order as 排序
from {{ ref('dim_code_word') }}
