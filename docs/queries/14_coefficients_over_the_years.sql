-- 差异系数历年怎样？
-- How did the coefficients of variation go over the years?
pivot (
    select 学段, 指标代码, 指标名称, 差异系数上限, 学年, 显示差异系数
    from bi.校际均衡
    where 标准代码 = 'national_2017'
)
on 学年 using first(显示差异系数)
order by 学段 desc, 指标代码;
