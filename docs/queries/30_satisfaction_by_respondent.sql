-- 谁对学校满意，谁不满意？
-- Who is satisfied with the schools, and who is not?
select 调查方式, 对象类别 as 对象, coalesce(镇街名称, '全县') as 镇街, 有效问卷数, 满意问卷数, round(满意度, 1) as 满意度
from bi.满意度调查
where 学年 = (select max(学年) from bi.认定进度)
order by 调查方式, 对象, 镇街;
