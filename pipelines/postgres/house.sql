-- What stands in the database besides the published tables: roles, the scopes of logins, what is in the tables.
-- Run before every publish and every grant, by the owner of the database; running it again changes nothing.

-- a login has one of these roles a level and the reader's through it; none of them may log in
do $roles$
declare
    wanted text;
begin
    foreach wanted in array array[
        'junheng_reader', 'junheng_nation', 'junheng_province', 'junheng_prefecture', 'junheng_county',
        'junheng_town', 'junheng_school'
    ] loop
        if not exists (select from pg_catalog.pg_roles where rolname = wanted) then
            execute pg_catalog.format('create role %I nologin', wanted);
        end if;
        if wanted <> 'junheng_reader' and not pg_catalog.pg_has_role(wanted, 'junheng_reader', 'member') then
            execute pg_catalog.format('grant junheng_reader to %I', wanted);
        end if;
    end loop;
end
$roles$;

-- nothing that a login needs lies in these, and temporary tables would be writing
do $closed$
begin
    execute pg_catalog.format('revoke temporary, create on database %I from public', pg_catalog.current_database());
    revoke all on schema public from public;
end
$closed$;

create schema if not exists junheng;
revoke all on schema junheng from public;

-- which rows a login may see; a school's county stands beside it, because rows name both
create table if not exists junheng.login_scope (
    login name not null,
    level text not null,
    code text not null,
    county_code text,
    granted_at timestamp with time zone not null default current_timestamp,
    primary key (login, level, code)
);
-- what the rows of each table come to, by county; a table without a county has one row
create table if not exists junheng.content (
    schema_name text not null,
    table_name text not null,
    county_code text not null,
    rows bigint not null,
    checksum numeric not null,
    version text not null,
    primary key (schema_name, table_name, county_code)
);
-- how the rows of each table look to a version of DuckDB, by county: rows that look as before are not compared
create table if not exists junheng.glance (
    schema_name text not null,
    table_name text not null,
    county_code text not null,
    rows bigint not null,
    looks numeric not null,
    seen_by text not null,
    primary key (schema_name, table_name, county_code)
);
-- how each table was declared last: who sees which of its rows, and which columns have statistics
create table if not exists junheng.declared (
    schema_name text not null,
    table_name text not null,
    fingerprint text not null,
    primary key (schema_name, table_name)
);
-- the version that is there; one row
create table if not exists junheng.published (version text not null, published_at timestamp with time zone not null);

-- Whether this session comes from this machine or by TLS. Asked as whoever asks, because only he sees how he came.
create or replace function junheng.is_secure() returns boolean
language sql stable
begin atomic
    select
        inet_client_addr() is null
        or inet_client_addr() << inet '127.0.0.0/8'
        or inet_client_addr() = inet '::1'
        or coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false);
end;

-- The codes of one level that the login of this session may see: it goes by the session's own login, whatever role
-- was set since. No login can call it by itself, for want of a right on this schema.
create or replace function junheng.codes(of_level text, is_secure boolean) returns text []
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $codes$
begin
    if not is_secure then
        raise exception '请使用加密连接（sslmode=require 或更严）。Connections from another machine need TLS.'
            using errcode = 'invalid_authorization_specification';
    end if;
    return array(
        select case of_level when 'county' then county_code else code end
        from junheng.login_scope
        where login = session_user
            and (level = of_level or (of_level = 'county' and level in ('town', 'school')))
    );
end
$codes$;

-- the schools of the towns of this login: a school belongs to the town of its newest school year
create or replace function junheng.schools(is_secure boolean) returns text []
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $schools$
begin
    return array(
        select school_code
        from (
            select distinct on (county_code, school_code) school_code, town_code
            from marts.dim_school
            where county_code = any (junheng.codes('county', is_secure))
            order by county_code, school_code, school_year desc
        ) as newest
        where town_code = any (junheng.codes('town', is_secure))
    );
end
$schools$;

-- what policies ask
create or replace function junheng.mine(of_level text) returns text []
language sql stable
begin atomic select junheng.codes(of_level, junheng.is_secure()); end;

create or replace function junheng.schools_of_my_towns() returns text []
language sql stable
begin atomic select junheng.schools(junheng.is_secure()); end;

do $execute$
declare
    made regprocedure;
begin
    for made in select oid::regprocedure from pg_catalog.pg_proc where pronamespace = 'junheng'::regnamespace loop
        execute pg_catalog.format('revoke all on function %s from public', made);
        execute pg_catalog.format('grant execute on function %s to junheng_reader', made);
    end loop;
end
$execute$;
