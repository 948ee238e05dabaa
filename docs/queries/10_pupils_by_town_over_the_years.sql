-- 各镇街在校生历年各有多少？
-- How many pupils were there town by town over the years?
pivot (
    select 镇街名称, 学段, 学年, 数值
    from bi.县情
    where 项目代码 = 'pupils' and 年级 = '全部' and 镇街名称 <> '全部' and 城乡类别 = '全部'
)
on 学年 using first(数值)
order by 镇街名称, 学段;
