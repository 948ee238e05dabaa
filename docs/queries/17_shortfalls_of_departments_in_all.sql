-- 每个部门各项指标一共缺多少？
-- What does each department owe in all?
select 责任部门, 指标代码, 指标名称, 学段, 未达标数, 缺数据数, 显示缺口, 缺口单位
from bi.缺口合计
where 学年 = (select max(学年) from bi.认定进度) and 标准代码 = 'national_2017' and 责任部门代码 <> '全部'
order by 责任部门, 指标代码, 学段;
