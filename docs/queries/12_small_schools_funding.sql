-- 不足100人的学校，公用经费核定和拨付了多少，每生多少？
-- What funds did schools below 100 pupils get, in all and per pupil?
select 学校名称, 镇街名称,
    sum(数值) filter (where 数据项代码 = 'pupils') as 在校生数,
    any_value(数值) filter (where 数据项代码 = 'funded_pupils') as 核定学生数,
    any_value(数值) filter (where 数据项代码 = 'public_funds_paid_yuan') as 实际拨付元,
    round(实际拨付元 / nullif(在校生数, 0)) as 每生元
from bi.学校办学数据
where 学年 = (select max(学年) from bi.认定进度)
group by 学校代码, 学校名称, 镇街名称
having 在校生数 < 100 and 核定学生数 is not null
order by 每生元;
