-- 14个差异系数各是多少，上限多少，差在哪？
-- What are the coefficients of variation, beside their limits?
select 学段, 指标代码, 指标名称, 县均值, 单位, 显示差异系数, 差异系数上限, 判定
from bi.校际均衡
where 学年 = (select max(学年) from bi.认定进度) and 标准代码 = 'national_2017'
order by 学段 desc, 指标代码;
