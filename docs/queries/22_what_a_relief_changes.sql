-- 用了放宽条款，哪些学校的判定不同？
-- What would the reliefs change, school by school?
select 学校名称, 学段, 指标名称,
    any_value(显示值) filter (where 标准代码 = 'national_2017') as 国家标准的值,
    any_value(判定) filter (where 标准代码 = 'national_2017') as 国家标准判定,
    any_value(显示值) filter (where 标准代码 = 'national_2017_relief') as 放宽后的值,
    any_value(判定) filter (where 标准代码 = 'national_2017_relief') as 放宽后判定
from bi.学校指标
where 学年 = (select max(学年) from bi.认定进度)
group by 学校代码, 学校名称, 学段, 指标代码, 指标名称
having 国家标准判定 is distinct from 放宽后判定
order by 学校名称, 指标代码, 学段;
