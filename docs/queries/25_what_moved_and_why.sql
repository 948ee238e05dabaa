-- 与上一版本相比什么变了，因为哪个文件？
-- What moved since the version before, and because of which file?
select 说明, 判定变动前, 判定变动后, 文件
from bi.变动说明
order by 方向代码, 指标代码, 学校名称;
