-- The files that moved a figure: those that came, or where none came those that left. Empty when built; filled when the
-- version is published, with figure_change.
select
    cast(null as text) as version,
    cast(null as text) as table_name,
    cast(null as text) as key,
    cast(null as text) as file_id,
    cast(null as boolean) as came
where false
