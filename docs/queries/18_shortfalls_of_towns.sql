-- 每个镇街有几处未达标、几处缺数据？（同一处只计一次）
-- How many shortfalls has each town, each counted once?
select 镇街名称, count(distinct (指标代码, 学校代码, 学段, 明细)) as 未达标处数,
    count(distinct 学校代码) as 涉及学校数, string_agg(distinct 指标代码, ' ' order by 指标代码) as 指标
from bi.缺口清单
where 学年 = (select max(学年) from bi.认定进度) and 标准代码 = 'national_2017' and 判定代码 in ('unmet', 'near') and 镇街名称 is not null
group by 镇街名称
order by 未达标处数 desc;
