-- 缺什么数据，由谁补报？
-- Which data are missing, and who owes them?
select 指标代码, 指标名称, 学段, 结论
from bi.县级指标
where 学年 = (select max(学年) from bi.认定进度) and 标准代码 = 'yiyuan_2024' and 判定代码 = 'no_data' and 明细 = '全部'
order by 排序;
