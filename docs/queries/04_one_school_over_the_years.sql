-- 一所学校七项指标历年怎样？（换学校改学校名称）
-- How did the seven indicators of one school go over the years?
select 学段, 指标代码, 指标名称, 学年, 显示值, 标准值, 判定
from bi.学校指标
where 学校代码 = '2137399001' and 标准代码 = 'national_2017' and 指标代码 like 'R_'
order by 学段, 指标代码, 学年;
