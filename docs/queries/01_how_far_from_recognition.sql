-- 离认定还差多少：每套标准每个方面达标、未达标、缺数据各几项？
-- How far is the county from being recognised, ruleset by ruleset and area by area?
select 标准名称, 评价方面, 项目总数, 达标项目数, 未达标项目数, 缺数据项目数, 结论
from bi.认定进度
where 学年 = (select max(学年) from bi.认定进度)
order by 标准代码, 评价方面;
