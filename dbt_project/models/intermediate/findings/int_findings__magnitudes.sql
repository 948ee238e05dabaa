-- Figures of another order than the same schools' in another dataset or the year before: told to the files of both. Two
-- datasets that differ are named once, unless a file is refused for it.
with magnitudes as (select * from {{ ref('stg_ledger__magnitudes') }}),

told_to_both as (
    select * from magnitudes where is_refused or other_dataset = dataset or dataset < other_dataset
),

final as (
    select
        file_id,
        list_sort(list_distinct(list_prepend(file_id, other_file_ids))) as file_ids,
        county_code,
        school_year,
        dataset,
        measure_name as column_name,
        'order_of_magnitude' as rule,
        case when is_refused then 'refuse' else 'warn' end as severity,
        case when is_refused then found || '，又远在通常的范围以外，整个文件退回' else found end as found,
        expected,
        '请核对两份材料的单位，在表头写明单位，更正有误的一份后重新报送。' as remedy
    from told_to_both
)

select * from final
