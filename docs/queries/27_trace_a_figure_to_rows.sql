-- 一个数来自哪个文件、哪张表、哪几行？
-- Which file, sheet and rows does a figure come from?
select 数据项, 学段, 来源数据集, 文件, 工作表, 列, 行, 计入行数
from bi.数据项来源
where 学年 = (select max(学年) from bi.认定进度) and 学校代码 = '2137399001'
order by 数据项, 学段, 文件, 工作表;
