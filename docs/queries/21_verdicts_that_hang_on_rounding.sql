-- 哪些判定取整、换口径或换标准就会变？
-- Which verdicts hang on rounding, a reading or a ruleset?
select 原因, 指标代码, 指标名称, coalesce(学校名称, '全县') as 对象, 学段, 判定, 改变后判定, 换用标准名称
from bi.会改变的判定
where 学年 = (select max(学年) from bi.认定进度) and 标准代码 = 'national_2017'
order by 原因, 指标代码, 对象;
