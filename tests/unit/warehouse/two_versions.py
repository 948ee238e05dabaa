"""What two versions of a county say of three indicators, small enough to see by eye which file moved what.

R4 is area over pupils; the area is net: `area` less `indoor`. P1 is paid over a quota of the county. X1 is
the county's money against the year before. G9 reads `hidden`, which nobody hands in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

YEAR = 2024
REGISTRY = """
create schema registry;
create table registry.indicators (
    indicator_code text, kind text, in_compliance boolean, numerator_measure text, denominator_measure text
);
insert into registry.indicators values
    ('R4', 'ratio', true, 'net_area', 'pupils'), ('P1', 'ratio', false, 'paid', 'quota'),
    ('X1', 'growth', false, 'money', 'money'), ('G9', 'ratio', false, 'hidden', 'pupils');
create table registry.measure_formulas as
select 'net_area' as measure_code, unnest(['area', 'indoor']) as component;
create table registry.measure_sources as
select unnest(['area', 'indoor', 'pupils', 'paid', 'quota', 'money']) as measure_code;
create table quality.figure_change (
    version text, previous_version text, table_name text, key text, county_code text, school_year integer,
    ruleset_code text, area text, school_code text, stage text, indicator_code text, dimension text,
    column_name text, before text, after text, because_file_id text
);
create table quality.figure_change_file (version text, table_name text, key text, file_id text, came boolean);
create table quality.figure_history as from quality.figure_change;
alter table quality.figure_history add column because_files text;
insert into meta.column_description
select 'marts', 'fct_school_indicator', column_name, '主键。Key.', true
from (values ('county_code'), ('school_year'), ('school_code'), ('indicator_code')) as keys (column_name);
create table marts.fct_school_indicator (
    county_code text, school_year integer, school_code text, indicator_code text, value double, status text,
    comparison text
);
create table marts.fct_school_measure (
    county_code text, school_year integer, school_code text, stage text, measure_code text, value double,
    file_id text
);
create table marts.fct_county_measure as
select * rename (school_code as dimension) from marts.fct_school_measure;
delete from quality.file_version;
create or replace table marts.dim_school (
    county_code text, school_year integer, school_code text, school_name text, school_type_code text,
    provider_type_code text, urban_rural_code text, town_code text, founded_year bigint, is_boarding boolean,
    counts_as_school boolean, parent_school_code text, file_id text
);
"""
Measure = tuple[str | None, str, float, str]
"""School (None: the county's), measure, value, file."""


def quoted(text: str | None) -> str:
    """A text in SQL; None is null."""
    return "null" if text is None else f"'{text}'"


@dataclass(frozen=True)
class Said:
    """What one version says: figures by school and indicator, measures behind them, files in force.

    And of which kind a school is, by which file of the register.
    """

    figures: Mapping[tuple[str | None, str], tuple[float | None, str]]
    measures: Sequence[Measure] = ()
    in_force: Sequence[str] = ()
    measures_year: int = YEAR
    kinds: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def statements(self) -> list[str]:
        """SQL that puts it into a build."""
        rows = [
            f"insert into marts.fct_school_indicator values"
            f" ('990101', {YEAR}, {quoted(school)}, '{indicator}', {value or 'null'}, '{status}', '>=')"
            for (school, indicator), (value, status) in self.figures.items()
        ]
        for school, measure, value, file in self.measures:
            table, who = ("county", "null") if school is None else ("school", f"'{school}'")
            rows.append(
                f"insert into marts.fct_{table}_measure values"
                f" ('990101', {self.measures_year}, {who}, null, '{measure}', {value}, '{file}')"
            )
        for school, (kind, file) in self.kinds.items():
            rows.append(
                "insert into marts.dim_school"
                " (county_code, school_year, school_code, school_type_code, file_id)"
                f" values ('990101', {YEAR}, '{school}', '{kind}', '{file}')"
            )
        for file in self.in_force:
            rows.append(
                "insert into quality.file_version (file_id, county_code, school_year, state)"
                f" values ('{file}', '990101', {YEAR}, 'in_force')"
            )
        return [REGISTRY, *rows]
