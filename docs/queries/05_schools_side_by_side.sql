-- 各校七项指标并排怎样？
-- How do all schools stand side by side on the seven indicators?
pivot (
    select 镇街名称, 学校名称, 学段, 指标代码, 显示值
    from bi.学校指标
    where 学年 = (select max(学年) from bi.认定进度) and 标准代码 = 'national_2017' and 指标代码 like 'R_'
)
on 指标代码 using first(显示值)
order by 镇街名称, 学校名称, 学段;
