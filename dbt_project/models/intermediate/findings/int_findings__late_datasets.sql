-- A dataset that a provider handed in after its due date: it is taken all the same, and said.
with late as (select * from {{ ref('int_first_handed_in') }} where days_late > 0),

datasets as (select * from {{ ref('datasets') }}),

final as (
    select
        late.file_id,
        late.dataset,
        'dataset_late' as rule,
        'warn' as severity,
        late.provider || '的 ' || late.school_year || ' 学年' || datasets.dataset_name || ' '
        || cast(late.handed_in_at as date) || ' 才首次交来合格的内容，迟 ' || late.days_late || ' 天' as found,
        late.due_on || ' 以前报送' as expected,
        '数据照常采用；今后请在截止日以前报送。' as remedy
    from late
    inner join datasets on late.dataset = datasets.dataset
)

select * from final
