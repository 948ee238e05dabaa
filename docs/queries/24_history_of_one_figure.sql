-- 一个县级指标历年怎样？（这里是巩固率，换指标改代码）
-- How did one county figure go over the years?
select 学年名称, 指标名称, 分子, 分母, 显示值, 单位, 标准值, 判定
from bi.县级指标
where 指标代码 = 'Q1' and 标准代码 = 'national_2017' and 明细 = '全部'
order by 学年;
