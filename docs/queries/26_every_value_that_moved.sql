-- 与上一版本相比，每个变了的数变动前后各是多少？
-- Every value that moved since the version before, before and after.
select 表名, 主键, 列名, 变动前, 变动后, 文件数, 文件, 报送单位
from bi.数据变动
order by 表名, 主键, 列名;
