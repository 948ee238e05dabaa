-- Every movement of a published figure, version by version, as far back as versions were published. Empty when built;
-- filled when the version is published, from the version before and figure_change.
select
    cast(null as text) as version,
    cast(null as text) as previous_version,
    cast(null as text) as table_name,
    cast(null as text) as key,
    cast(null as text) as county_code,
    cast(null as integer) as school_year,
    cast(null as text) as ruleset_code,
    cast(null as text) as area,
    cast(null as text) as school_code,
    cast(null as text) as stage,
    cast(null as text) as indicator_code,
    cast(null as text) as dimension,
    cast(null as text) as column_name,
    cast(null as text) as before,
    cast(null as text) as after,
    cast(null as text) as because_file_id,
    cast(null as text) as because_files
where false
