"""The conclusions as a table: monitored subjects are listed by stage, then in the order of the subjects."""

from __future__ import annotations

import duckdb

from pipelines.conclusions.tables import CONCLUSIONS, conclusions

KEY = "'370399' as county_code, 2024 as school_year, 'national_2017' as ruleset_code, 'Q9a' as indicator_code"


def test_details_are_listed_by_the_order_of_stages_and_subjects() -> None:
    with duckdb.connect() as connection:
        found = conclusions(
            verdicts=connection.sql(f"""
                select {KEY}, null as rule_stage, stage, dimension, 'details' as county_method,
                    'met' as status, 1.0 as value,
                    null::integer as subjects_total, null::integer as subjects_no_data
                from (
                    values (null, null), ('初中', '学科=语文'), ('小学', '学科=数学'), ('小学', '学科=语文')
                ) as verdicts (stage, dimension)
            """),
            facts=connection.sql(f"""
                select {KEY}, null as rule_stage, stage, '学科=' || text as dimension, 'label' as name, text
                from (values ('初中', '语文'), ('小学', '数学'), ('小学', '语文')) as facts (stage, text)
            """),
            templates=connection.sql("""
                select null as indicator_code, null as stage, null as county_method, row_kind, template
                from (values ('verdict', '{details}'), ('detail', '{label}'))
                    as templates (row_kind, template)
            """),
            stages=connection.sql("from (values ('初中', 2), ('小学', 1)) as stages (stage, stage_order)"),
            subjects=connection.sql(
                "from (values ('数学', 2), ('语文', 1)) as subjects (subject, subject_order)"
            ),
        )
    assert found.schema == CONCLUSIONS
    whole = [row["conclusion"] for row in found.to_pylist() if row["dimension"] is None]
    assert whole == ["语文；数学；语文"]
    assert found.num_rows == 4


def test_a_build_in_which_nothing_has_landed_has_an_empty_table() -> None:
    with duckdb.connect() as connection:
        empty = {
            "verdicts": (*CONCLUSIONS.names[:-1], "county_method", "status", "value", "subjects_total"),
            "facts": (*CONCLUSIONS.names[:-1], "name", "text"),
            "templates": ("indicator_code", "stage", "county_method", "row_kind", "template"),
            "stages": ("stage", "stage_order"),
            "subjects": ("subject", "subject_order"),
        }
        empty["verdicts"] += ("subjects_no_data",)
        given = {
            name: connection.sql(f"select {', '.join(f'null as {column}' for column in columns)} where false")
            for name, columns in empty.items()
        }
        found = conclusions(**given)
    assert (found.num_rows, found.schema) == (0, CONCLUSIONS)
