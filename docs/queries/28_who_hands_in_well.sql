-- 哪个单位报得好，哪个要帮一把？
-- Who hands in well, and who needs help?
select 报送单位, sum(文件数) as 文件, sum(一次通过文件数) as 一次通过, round(100 * 一次通过 / 文件, 1) as 一次通过百分比,
    sum(搁置行数) as 搁置行, sum(问题数) as 问题
from bi.报送质量
where 学年 = (select max(学年) from bi.认定进度)
group by 报送单位
order by 一次通过百分比, 问题 desc;
