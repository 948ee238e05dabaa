-- 差异是哪些学校拉开的，去掉它以后差异系数是多少？
-- Which schools drive each coefficient, and what would it be without them?
select 学段, 指标代码, 学校名称, 指标值, 县均值, round(100 * 方差份额, 1) as 占差异百分比,
    round(差异系数, 3) as 差异系数, round(去掉该校后的差异系数, 3) as 去掉该校后
from bi.差异来源
where 学年 = (select max(学年) from bi.认定进度) and 标准代码 = 'national_2017'
qualify row_number() over (partition by 学段, 指标代码 order by 方差份额 desc) <= 3
order by 学段 desc, 指标代码, 方差份额 desc;
