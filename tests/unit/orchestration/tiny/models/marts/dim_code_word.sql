-- The words that the program asks a version for.
select * from (values ('area', 'whole', '综合'), ('part', 'all', '全部')) as words (word_kind, code, word)
