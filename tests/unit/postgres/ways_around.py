"""Ways in which a login might come to rows that are not its own, or to writing, as they would be typed.

What does not belong here: whether they lead anywhere (test_closed).
"""

from __future__ import annotations

TABLE = "marts.fct_school_indicator"
LOOKS = {
    "plainly": f"select * from {TABLE}",
    "by its code": f"select * from {TABLE} where county_code = '990102'",
    "as a whole row": f"select t::text from {TABLE} as t where county_code <> '990101'",
    "by the place of the row": f"select * from {TABLE} where ctid >= '(0,0)'",
    "a sample": f"select * from {TABLE} tablesample system (100)",
    "counted": f"select county_code, sum(mark) from {TABLE} group by 1",
    "an error that tells the value": f"select * from {TABLE} where ('x' || mark)::int > 0",
    "an error that tells that it is there": f"select 1 / (mark - 777.25) from {TABLE}",
    "a cheap condition first": f"select * from {TABLE} where mark > 5 and pg_sleep(0) is not null",
    "said by a loop": (
        f"do $$ declare r record; begin for r in select * from {TABLE}"
        " loop raise notice '%', r; end loop; end $$"
    ),
    "copied out": f"copy {TABLE} to stdout",
    "a query copied out": f"copy (select * from {TABLE}) to stdout",
    "a query as XML": f"select query_to_xml('select * from {TABLE}', true, false, '')",
    "the table as XML": f"select table_to_xml('{TABLE}', true, false, '')",
    "the schema as XML": "select schema_to_xml('marts', true, false, '')",
    "the database as XML": "select database_to_xml(true, false, '')",
    "a query inside of text search": f"select ts_stat('select to_tsvector(mark::text) from {TABLE}')",
    "a cursor": f"begin; declare c cursor for select * from {TABLE}; fetch all from c; commit",
    "a plan of another role": f"prepare p as select * from {TABLE}; set role junheng_nation; execute p",
    "statistics": "select * from pg_stats where schemaname in ('marts', 'bi', 'quality', 'meta')",
    "raw statistics": "select starelid::regclass, stavalues1::text, stavalues2::text from pg_statistic",
    "row security switched off": f"set row_security = off; select * from {TABLE}",
    "another level": f"set role junheng_nation; select * from {TABLE}",
    "another county's login": f"set role neighbour; select * from {TABLE}",
    "the owner": f"set role junheng_owner; select * from {TABLE}",
    "another session": f"set session authorization junheng_owner; select * from {TABLE}",
    "the scopes themselves": "select * from junheng.login_scope",
    "the contents by county": "select * from junheng.content",
    "how the rows of counties look": "select * from junheng.glance",
    "a view": 'select * from bi."学校"',
    "findings": "select * from quality.finding",
    "the build": "select * from meta.build",
    "a sum over everybody": 'select * from bi."各县合计"',
    "what others ask": "select query from pg_stat_activity where usename <> session_user",
    "files of the server": "select pg_read_file('postgresql.conf'), pg_ls_dir('base')",
}
"""What may come back is only what is the login's own."""
WRITES = {
    "a further scope": "insert into junheng.login_scope values (session_user, 'county', '990102', '990102')",
    "a further role": "grant junheng_nation to county_990101",
    "a row": f"insert into {TABLE} select * from {TABLE}",
    "other figures": f"update {TABLE} set mark = 0",
    "fewer rows": f"delete from {TABLE}",
    "none at all": f"truncate {TABLE}",
    "rows held": f"select * from {TABLE} for update",
    "a table held": f"lock table {TABLE} in exclusive mode",
    "the lock of a publish": "lock table junheng.content in share row exclusive mode",
    "a table": "create table public.mine (a text)",
    "a table among the others": "create table bi.mine (a text)",
    "a temporary table": f"create temp table mine as select * from {TABLE}",
    "a table made by a query": f"select * into mine from {TABLE}",
    "a view": f"create view public.mine as select * from {TABLE}",
    "a function": "create function public.mine() returns int language sql as 'select 1'",
    "a schema": "create schema mine",
    "a large object": "select lo_from_bytea(0, 'mine')",
    "an extension": "create extension dblink",
    "a file": f"copy {TABLE} to '/tmp/mine.csv'",
    "a program": f"copy {TABLE} to program 'cat'",
    "no row security": f"alter table {TABLE} disable row level security",
    "another policy": f"create policy mine on {TABLE} using (true)",
    "a comment": f"comment on table {TABLE} is 'mine'",
    "a role": "create role mine",
    "a setting of the server": "alter system set log_statement = 'none'",
}
"""None of these may succeed, read-only session or not."""
