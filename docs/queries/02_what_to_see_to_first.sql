-- 先办什么：还没有办成的项目，按办理次序，由谁负责？
-- What is to be seen to first, and who answers for it?
select 次序, 项目名称, 学段, 判定, 未达标学校数, 缺数据学校数, 责任部门
from bi.待办项目
where 学年 = (select max(学年) from bi.认定进度) and 标准代码 = 'national_2017'
order by 次序;
