-- 哪些学校没有通过资源配置评价，差几项？
-- Which schools do not pass the resource standard, and by how many indicators?
select 学校名称, 镇街名称, 学段, 在校生数, 达标指标数, 接近达标指标数, 未达标指标数, 缺数据指标数, 结论
from bi.学校达标情况
where 学年 = (select max(学年) from bi.认定进度) and 标准代码 = 'national_2017' and 是否通过 is distinct from true
order by 达标指标数, 学校名称, 学段;
