-- 一个部门要补什么、补多少？（换部门改责任部门）
-- What does one department owe, school by school?
select 指标名称, coalesce(学校名称, nullif(明细, '全部'), '全县') as 对象, 镇街名称, 学段, 显示值, 标准值, 缺口, 缺口单位, 判定
from bi.缺口清单
where 学年 = (select max(学年) from bi.认定进度) and 标准代码 = 'national_2017' and 责任部门 = '县委编办'
order by 指标代码, 对象, 学段;
