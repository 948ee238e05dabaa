-- 超班额的班和多出的学生历年怎样？
-- How did classes that are too large go over the years?
select 学年名称, 学段, count(*) as 班数, count(*) filter (where 超出人数 > 0) as 超班额班数,
    sum(超出人数) filter (where 超出人数 > 0) as 多出学生数
from bi.班级
group by 学年名称, 学段
order by 学年名称, 学段;
