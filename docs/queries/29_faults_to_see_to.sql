-- 有哪些问题要处理，怎么处理？
-- Which faults are to be seen to, and how?
select 严重程度, 学年, 报送单位, 文件, 工作表, 行号, 列名, 发现, 应为, 处理办法
from bi.问题清单
where 严重程度代码 <> 'note'
order by 学年 desc, 报送单位, 文件, 工作表, 行号;
