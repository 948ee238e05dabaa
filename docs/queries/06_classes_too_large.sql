-- 哪些班超过班额，超几人？
-- Which classes are too large, and by how many pupils?
select 学校名称, 镇街名称, 学段, 年级, 班级, 学生数, 班额上限, 超出人数
from bi.班级
where 学年 = (select max(学年) from bi.认定进度) and 超出人数 > 0
order by 超出人数 desc, 学校名称, 年级, 班级;
