-- 城区、镇区、乡村的学生各占多少？
-- What share of pupils is in city, town and country?
select 学年名称, 学段, 城乡类别, 数值 as 在校生数,
    round(100 * 数值 / sum(数值) over (partition by 学年名称, 学段), 1) as 占比
from bi.县情
where 项目代码 = 'pupils' and 年级 = '全部' and 镇街名称 = '全部' and 城乡类别 <> '全部'
order by 学年名称, 学段, 城乡类别;
