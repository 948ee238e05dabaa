-- 差一点就达标（已到85%）的有哪些，还差多少？
-- What is nearly there (85 % reached), and what is missing?
select 学校名称, 学段, 指标名称, 显示值, 标准值, round(100 * 指标值 / 标准值, 1) as 达到百分比, 缺口, 缺口单位
from bi.学校指标
where 学年 = (select max(学年) from bi.认定进度) and 标准代码 = 'national_2017' and 判定代码 = 'near'
order by 达到百分比 desc, 学校名称;
