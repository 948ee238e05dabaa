-- 各年级平均班额、最大班额是多少，有几个超班额的班？
-- How large are classes grade by grade?
select 学段, 年级, count(*) as 班数, sum(学生数) as 学生数, round(avg(学生数), 1) as 平均班额, max(学生数) as 最大班额,
    count(*) filter (where 超出人数 > 0) as 超班额班数
from bi.班级
where 学年 = (select max(学年) from bi.认定进度)
group by 学段, 年级
order by 年级;
