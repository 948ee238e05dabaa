-- 几套标准的标准值哪里不同？
-- Where do the thresholds of the rulesets differ?
pivot (
    select 排序, 指标代码, 指标名称, 学段, 办学类型码, 标准代码, 标准值
    from bi.指标标准值
)
on 标准代码 using first(标准值)
order by 排序, 学段, 办学类型码;
